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
import io.webhookscript.delivery.report.WebhookScriptException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * How a delivery ended, read from the exception of the exchange, or else from the message headers: a failure with a
 * dead letter throws nothing when its source does not wait for a response.
 *
 * @param outcome        the word of scripts and dead letters, or {@code accepted} while an asynchronous delivery goes
 *                       on
 * @param receiverStatus the receiver's HTTP status; null without a response
 * @param title          what a problem document says in general
 * @param httpStatus     the status for an HTTP caller
 */
record Ending(
        String outcome, @Nullable String messageId, int attempts, @Nullable Integer receiverStatus, @Nullable String reason,
        String title, int httpStatus) {

    private static final String DELIVERED = "delivered";
    private static final String ACCEPTED = "accepted";
    private static final String NOT_SENT = "notSent";
    private static final String TITLE = "The webhook was not delivered";

    /** The request of the caller is valid, but no request for the receiver can be made of it (RFC 9110 §15.5.21). */
    private static final int UNPROCESSABLE = 422;

    /** Reads the exception of the exchange, that which the route has caught, or the message, in this order. */
    static Ending of(Exchange exchange) {
        Exception failure = exchange.getException() == null
                ? exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class) : exchange.getException();
        return failure == null ? of(exchange.getMessage()) : of(failure);
    }

    private static Ending of(Exception failure) {
        if (failure instanceof WebhookScriptException delivery) {
            String outcome = delivery.getOutcome().code();
            return new Ending(
                    outcome, delivery.getMessageId(), delivery.getAttempts(), delivery.getStatus(), delivery.getReason(), TITLE,
                    delivery.isEventAtFault() ? UNPROCESSABLE : httpStatus(outcome));
        }
        if (failure instanceof RejectedEventException rejected) {
            return new Ending(NOT_SENT, null, 0, null, rejected.getMessage(), rejected.title(), rejected.httpStatus());
        }
        return new Ending(NOT_SENT, null, 0, null, failure.getClass().getName(), TITLE, 500);
    }

    private static Ending of(Message message) {
        String outcome = message.getHeader("CamelWebhookScriptOutcome", ACCEPTED, String.class);
        return new Ending(
                outcome, message.getHeader("CamelWebhookScriptMessageId", String.class),
                message.getHeader("CamelWebhookScriptAttempts", 0, Integer.class),
                message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class), null, TITLE, httpStatus(outcome));
    }

    /** The status does not repeat the receiver's: an HTTP caller did not call the receiver (RFC 9110 §15.6). */
    private static int httpStatus(String outcome) {
        return switch (outcome) {
            case DELIVERED -> 200;
            case ACCEPTED -> 202;
            case "temporary", NOT_SENT -> 503;
            default -> 502;
        };
    }

    boolean accepted() {
        return outcome.equals(ACCEPTED);
    }

    boolean failed() {
        return !outcome.equals(DELIVERED) && !accepted();
    }

    /** Adds the members of a problem document. */
    ObjectNode problem(ObjectNode document) {
        return document.put("title", title)
                .put("status", httpStatus)
                .put("outcome", outcome)
                .put("detail", reason)
                .put("receiverStatus", receiverStatus)
                .put("attempts", attempts)
                .put("messageId", messageId);
    }
}
