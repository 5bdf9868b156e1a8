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
 * A script has stopped by itself: its receiver reported that it is gone for good, or asked for no further calls, or its
 * calls have only failed for longer than {@code limits.disableAfter}. The script rejects further events until it is
 * started again.
 */
public final class WebhookScriptStoppedEvent extends WebhookScriptEvent {

    private final String messageId;
    private final ScriptState state;
    private final String reason;

    public WebhookScriptStoppedEvent(CamelContext camelContext, Script script, String messageId, ScriptState state,
                                     String reason,
                                     Instant at) {
        super(camelContext, script, at);
        this.messageId = messageId;
        this.state = state;
        this.reason = reason;
    }

    /** The message id of the delivery with this response. */
    @Override
    public Optional<String> getMessageId() {
        return Optional.of(messageId);
    }

    /** {@link ScriptState#GONE} or {@link ScriptState#DISABLED}. */
    public ScriptState getState() {
        return state;
    }

    /** Why the script was stopped: a clause in one line, masked. */
    public String getReason() {
        return reason;
    }

    @Override
    String description() {
        return "stopped, since " + reason;
    }
}
