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

/**
 * A script was started, stopped, suspended or removed, by any means. A gone receiver is reported by
 * {@link WebhookScriptStoppedEvent}.
 */
public final class WebhookScriptStateEvent extends WebhookScriptEvent {

    private final ScriptState state;

    public WebhookScriptStateEvent(CamelContext camelContext, Script script, ScriptState state, Instant at) {
        super(camelContext, script, at);
        this.state = state;
    }

    /** The new state of the script. */
    public ScriptState getState() {
        return state;
    }

    /** Always empty, since the event belongs to the script. */
    @Override
    public Optional<String> getMessageId() {
        return Optional.empty();
    }

    @Override
    String description() {
        return "is " + state.code();
    }
}
