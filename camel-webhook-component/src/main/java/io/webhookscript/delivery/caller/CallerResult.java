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
package io.webhookscript.delivery.caller;

import java.util.Optional;

import io.webhookscript.delivery.Delivery;
import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.response.MappedResponse;
import io.webhookscript.script.ScriptDefinition.CallerSees;
import io.webhookscript.script.ScriptDefinition.DeadLetter;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Gives the caller of an ended delivery its result: the mapped response, or an exception and the unchanged message. */
public final class CallerResult {

    static final String HTTP_RESPONSE_CODE = "CamelHttpResponseCode";
    public static final String SCRIPT_NAME = "CamelWebhookScriptName";
    public static final String SCRIPT_VERSION = "CamelWebhookScriptVersion";
    public static final String MESSAGE_ID = "CamelWebhookScriptMessageId";
    static final String ATTEMPTS = "CamelWebhookScriptAttempts";
    static final String OUTCOME = "CamelWebhookScriptOutcome";

    private CallerResult() {
    }

    public static void give(Delivery delivery, Exchange caller) {
        MappedResponse mapped = delivery.result().mapped();
        if (delivery.failed() || mapped == null) {
            failed(delivery, caller);
        } else {
            delivered(delivery, mapped, caller);
        }
    }

    private static void delivered(Delivery delivery, MappedResponse mapped, Exchange caller) {
        Message message = caller.getMessage();
        message.setBody(mapped.body());
        mapped.headers().forEach(message::setHeader);
        if (mapped.contentType() == null) {
            message.removeHeader(Exchange.CONTENT_TYPE);
        } else {
            message.setHeader(Exchange.CONTENT_TYPE, mapped.contentType());
        }
        mapped.variables().forEach(caller::setVariable);
        Integer status = delivery.result().status();
        if (status != null) {
            message.setHeader(HTTP_RESPONSE_CODE, status);
        }
        describe(delivery, message);
    }

    private static void failed(Delivery delivery, Exchange caller) {
        if (delivery.isDeadLettered() && seesSuccess(delivery, caller)) {
            describe(delivery, caller.getMessage());
        } else {
            if (delivery.sourceId() == null) {
                FailedCall.note(caller, delivery.script().name(), delivery.data().message().id());
            }
            caller.setException(exception(delivery));
        }
    }

    /**
     * Whether the source sees success. Once the dead letter is stored, a source that would only send the same event
     * again must count it as handled.
     */
    private static boolean seesSuccess(Delivery delivery, Exchange caller) {
        return Optional.ofNullable(delivery.script().definition().delivery().deadLetter()).map(DeadLetter::caller)
                .map(sees -> sees == CallerSees.SUCCESS)
                .orElseGet(() -> !delivery.isStopped()
                        && (delivery.transacted() || new CallerMessage(caller).isInOnly()));
    }

    private static void describe(Delivery delivery, Message message) {
        message.setHeader(SCRIPT_NAME, delivery.script().name());
        message.setHeader(SCRIPT_VERSION, delivery.script().version());
        message.setHeader(MESSAGE_ID, delivery.data().message().id());
        message.setHeader(ATTEMPTS, delivery.attempts().size());
        message.setHeader(OUTCOME, delivery.result().outcome().code());
    }

    public static WebhookScriptException exception(Delivery delivery) {
        return new WebhookScriptException(
                new WebhookScriptException.Failure(
                        delivery.runtime().identity(), delivery.data().message().id(), delivery.attempts().size(),
                        delivery.runtime().maxAttempts(), delivery.maskedResult(), delivery.quotedResponse(),
                        delivery.isEventAtFault()),
                null);
    }
}
