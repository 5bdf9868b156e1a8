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

import io.webhookscript.script.Outcome;
import io.webhookscript.script.Script;
import org.apache.camel.CamelContext;

/**
 * The dead letter of a failed delivery could not be stored. The caller gets an exception; if it does not keep the
 * event, the event is lost. An operator must check the dead-letter endpoint.
 */
public final class WebhookScriptDeadLetterFailedEvent extends WebhookScriptEvent {

    private final String messageId;
    private final Outcome outcome;
    private final String reason;

    public WebhookScriptDeadLetterFailedEvent(
                                              CamelContext camelContext, Script script, String messageId, Outcome outcome,
                                              String reason, Instant at) {
        super(camelContext, script, at);
        this.messageId = messageId;
        this.outcome = outcome;
        this.reason = reason;
    }

    @Override
    public Optional<String> getMessageId() {
        return Optional.of(messageId);
    }

    /** The outcome of the delivery. */
    public Outcome getOutcome() {
        return outcome;
    }

    /** The reason why the dead letter was not stored, masked. */
    public String getReason() {
        return reason;
    }

    @Override
    String description() {
        return "dead letter of a delivery that ended " + outcome.code() + " could not be stored: " + reason;
    }
}
