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
package io.webhookscript.callback;

import java.util.Map;

import io.webhookscript.delivery.caller.CallerMessage;
import io.webhookscript.delivery.caller.CallerResult;
import io.webhookscript.script.Script;
import io.webhookscript.spi.CallbackSession;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * A response event that was accepted for the route.
 *
 * @param body    the JSON value: an object is a map, a list a list; null for the JSON {@code null}
 * @param eventId the sender's id of the event, which Standard Webhooks has signed
 */
record ResponseEvent(
        Script script, CallbackSession session, @Nullable Object body, @Nullable String eventId,
        ReplayMemory.@Nullable Digest signed) {

    private static final String SESSION = "CamelWebhookScriptSession";
    private static final String EVENT_ID = "CamelWebhookScriptCallbackId";

    /** Headers of the request that belong to the chain of messages, and not to its sender. */
    private static final String[] OF_THE_CHAIN = { CallerMessage.HOPS, "traceparent", "tracestate" };

    /** Fills the route's exchange. Of the request, it gets nothing else: its headers hold the credentials. */
    void to(Exchange exchange, CallbackRequest request) {
        Message message = exchange.getMessage();
        message.setBody(body);
        message.setHeader(CallerResult.SCRIPT_NAME, script.name());
        message.setHeader(CallerResult.SCRIPT_VERSION, script.version());
        message.setHeader(SESSION, session.id());
        message.setHeader(CallerResult.MESSAGE_ID, session.messageId());
        if (eventId != null) {
            message.setHeader(EVENT_ID, eventId);
        }
        for (String header : OF_THE_CHAIN) {
            request.only(header).ifPresent(value -> message.setHeader(header, value));
        }
        if (!session.context().isEmpty()) {
            exchange.setVariable(CallerMessage.CONTEXT, Map.copyOf(session.context()));
        }
    }

    static boolean isOfTheChain(String header) {
        for (String own : OF_THE_CHAIN) {
            if (own.equalsIgnoreCase(header)) {
                return true;
            }
        }
        return false;
    }
}
