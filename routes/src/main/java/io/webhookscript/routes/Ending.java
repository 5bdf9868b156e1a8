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
package io.webhookscript.routes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.webhookscript.delivery.event.WebhookScriptException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * How a delivery ended, read from the exception that was caught, or else from the message headers: a failure that was
 * put aside as a dead letter throws nothing when its source does not wait for a response.
 *
 * @param outcome        the word of scripts and dead letters, or {@code accepted} while an asynchronous delivery goes
 *                       on
 * @param receiverStatus the receiver's HTTP status; null without a response
 * @param eventAtFault   whether the event is why nothing was sent; not known of a dead letter that threw nothing
 */
record Ending(
        String outcome, @Nullable String messageId, int attempts, @Nullable Integer receiverStatus, @Nullable String reason,
        boolean eventAtFault) {

    private static final String DELIVERED = "delivered";
    private static final String ACCEPTED = "accepted";

    static Ending of(Exchange exchange) {
        WebhookScriptException failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, WebhookScriptException.class);
        return failure == null ? of(exchange.getMessage()) : of(failure);
    }

    private static Ending of(WebhookScriptException failure) {
        return new Ending(
                failure.getOutcome().code(), failure.getMessageId(), failure.getAttempts(), failure.getStatus(),
                failure.getReason(), failure.isEventAtFault());
    }

    private static Ending of(Message message) {
        return new Ending(
                message.getHeader("CamelWebhookScriptOutcome", ACCEPTED, String.class),
                message.getHeader("CamelWebhookScriptMessageId", String.class),
                message.getHeader("CamelWebhookScriptAttempts", 0, Integer.class),
                message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class),
                null, false);
    }

    boolean accepted() {
        return outcome.equals(ACCEPTED);
    }

    boolean failed() {
        return !outcome.equals(DELIVERED) && !accepted();
    }

    /**
     * The status for an HTTP caller: it has no part in the receiver's own status (RFC 9110 §15.6), but it has in an
     * event of which no request can be made (§15.5.21), which it need not send again.
     */
    int httpStatus() {
        if (eventAtFault) {
            return 422;
        }
        return switch (outcome) {
            case DELIVERED -> 200;
            case ACCEPTED -> 202;
            case "temporary", "notSent" -> 503;
            default -> 502;
        };
    }

    /** Adds the members of a problem document. */
    ObjectNode problem(ObjectNode document) {
        return document.put("title", "The webhook was not delivered")
                .put("status", httpStatus())
                .put("outcome", outcome)
                .put("detail", reason)
                .put("receiverStatus", receiverStatus)
                .put("attempts", attempts)
                .put("messageId", messageId);
    }
}
