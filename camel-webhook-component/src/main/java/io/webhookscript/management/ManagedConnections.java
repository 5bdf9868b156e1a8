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

import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;

/** The HTTP connections of all scripts of a Camel context in JMX. */
@ManagedResource(description = "HTTP connections of the component webhookscript")
public final class ManagedConnections {

    private final CamelContext camelContext;

    ManagedConnections(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    @ManagedAttribute(description = "Connections that calls use now")
    public int getLeased() {
        return Components.connections(camelContext).leased();
    }

    @ManagedAttribute(description = "Open connections, idle ones included")
    public int getOpen() {
        return Components.connections(camelContext).open();
    }

    @ManagedAttribute(description = "Calls that wait for a free connection")
    public int getWaiting() {
        return Components.connections(camelContext).waiting();
    }
}
