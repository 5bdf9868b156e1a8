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

import io.webhookscript.request.event.MessageIds;
import org.apache.camel.Exchange;

/**
 * The random message id of a call that has failed, noted in its exchange. If Camel's error handler makes the same call
 * again, the receiver gets the same id.
 *
 * @param call what distinguishes the call from others of the exchange
 */
record FailedCall(MessageIds.Inputs call, String messageId) {

    private static final String PROPERTY = "CamelWebhookScriptFailedCall";

    /** Must be called before the exchange leaves the node that has made the call. */
    static void note(Exchange exchange, String script, String messageId) {
        exchange.setProperty(PROPERTY, new FailedCall(inputs(exchange, script), messageId));
    }

    /** The id of the call that the error handler repeats; empty for any other call. */
    static Optional<String> repeatedBy(Exchange exchange, String script) {
        if (!Boolean.TRUE.equals(exchange.getMessage().getHeader(Exchange.REDELIVERED))
                || !(exchange.getProperty(PROPERTY) instanceof FailedCall failed)) {
            return Optional.empty();
        }
        return Optional.of(failed).filter(f -> f.call().equals(inputs(exchange, script))).map(FailedCall::messageId);
    }

    private static MessageIds.Inputs inputs(Exchange exchange, String script) {
        CallerMessage message = new CallerMessage(exchange);
        return new MessageIds.Inputs(null, message.path(), script, message.callingNode().orElse(null));
    }
}
