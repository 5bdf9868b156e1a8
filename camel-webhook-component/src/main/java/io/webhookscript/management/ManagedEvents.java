/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.webhookscript.management;

import java.util.Date;

import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.jspecify.annotations.Nullable;

/** The events of a Camel context's scripts in JMX, and what uses a script, even if it was never called. */
@ManagedResource(description = "Events of the component webhookscript")
public final class ManagedEvents {

    private final CamelContext camelContext;

    ManagedEvents(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    @ManagedAttribute(description = "Events for which at least one script was called")
    public long getMatched() {
        return Components.events(camelContext).matched();
    }

    @ManagedAttribute(description = "Events for which no script has a matching trigger")
    public long getUnmatched() {
        return Components.events(camelContext).unmatched();
    }

    @ManagedAttribute(description = "Events that have no type or cannot be read")
    public long getRejected() {
        return Components.events(camelContext).rejected();
    }

    @ManagedAttribute(description = "Type of the last event for which no script has a matching trigger")
    public String getLastUnmatchedType() {
        var last = Components.events(camelContext).lastUnmatched();
        return last != null ? last.type() : "";
    }

    @ManagedAttribute(description = "Time of the last event for which no script has a matching trigger")
    public @Nullable Date getLastUnmatched() {
        var last = Components.events(camelContext).lastUnmatched();
        return last != null ? Date.from(last.at()) : null;
    }

    @ManagedOperation(description = "What uses a script, as JSON: running routes, its triggers and its channels")
    public String usage(String script) {
        return Components.usage(camelContext, script).map(usage -> UsageJson.of(usage).toJson())
                .orElseThrow(() -> new IllegalArgumentException("there is no script '" + script + "'"));
    }
}
