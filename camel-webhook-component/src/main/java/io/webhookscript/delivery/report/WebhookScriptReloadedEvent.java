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
package io.webhookscript.delivery.report;

import java.time.Instant;
import java.util.Optional;

import io.webhookscript.script.Script;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** A script was added, or its new version now accepts events. */
public final class WebhookScriptReloadedEvent extends WebhookScriptEvent {

    private final @Nullable String previousVersion;

    public WebhookScriptReloadedEvent(CamelContext camelContext, Script script, @Nullable String previousVersion, Instant at) {
        super(camelContext, script, at);
        this.previousVersion = previousVersion;
    }

    /** The previous version; empty when the script is new. */
    public Optional<String> getPreviousVersion() {
        return Optional.ofNullable(previousVersion);
    }

    /** Always empty, since the event belongs to the script. */
    @Override
    public Optional<String> getMessageId() {
        return Optional.empty();
    }

    @Override
    String description() {
        return "is now of version " + getVersion() + (previousVersion == null ? "" : ", was " + previousVersion);
    }
}
