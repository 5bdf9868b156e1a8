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
package io.webhookscript;

import java.util.HashMap;
import java.util.Map;

import io.webhookscript.deadletter.DeadLetterCommands;
import io.webhookscript.deadletter.DeadLetters;
import io.webhookscript.delivery.letter.DeadLetterDocument;
import io.webhookscript.request.event.EventSnapshot;
import io.webhookscript.request.event.NotSentException;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command for the dead letters in the store. Its action and the values that must not change are options of the
 * endpoint; further values are the members of the body.
 */
final class DeadLettersProducer extends DefaultProducer {

    private final WebhookScriptComponent component;
    private final DeadLetterCommands.Action action;
    private final Map<String, Object> fixed;

    DeadLettersProducer(WebhookScriptEndpoint endpoint, WebhookScriptComponent component) {
        super(endpoint);
        this.component = component;
        String given = endpoint.getAction();
        if (given == null) {
            throw new IllegalArgumentException(
                    "webhookscript:deadletters: the option action is missing, such as webhookscript:deadletters?action=list");
        }
        this.action = DeadLetterCommands.Action.of(given);
        this.fixed = endpoint.getFilter() == null ? Map.of() : Map.copyOf(endpoint.getFilter());
    }

    @Override
    public void process(Exchange exchange) throws NotSentException {
        DeadLetters letters = component.deadLetters().orElseThrow(() -> new IllegalStateException(
                "webhookscript:deadletters: there is no store; set the component option store"));
        Object result = new DeadLetterCommands(letters).run(action, values(exchange.getMessage().getBody()));
        exchange.getMessage().setBody(result);
        if (action == DeadLetterCommands.Action.GET) {
            exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, DeadLetterDocument.CONTENT_TYPE);
        }
    }

    private Map<String, @Nullable Object> values(@Nullable Object body) throws NotSentException {
        Map<String, @Nullable Object> values = new HashMap<>(fixed);
        members(EventSnapshot.of(body, null).data()).forEach((name, value) -> {
            String key = String.valueOf(name);
            Object own = fixed.get(key);
            if (own != null && !own.toString().equals(String.valueOf(value))) {
                throw new IllegalArgumentException(
                        "the body sets `" + key + "`, which the endpoint sets to " + own + " already");
            }
            values.put(key, value);
        });
        return values;
    }

    private static Map<?, ?> members(Object event) {
        if (event instanceof Map<?, ?> map) {
            return map;
        }
        if (event instanceof byte[] bytes && bytes.length == 0 || event instanceof String text && text.isBlank()) {
            return Map.of();
        }
        throw new IllegalArgumentException("expected a map or a JSON object in the body, or an empty body");
    }
}
