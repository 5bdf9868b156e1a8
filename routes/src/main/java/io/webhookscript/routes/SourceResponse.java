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

import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Turns the end of a delivery into what goes back to the event's source: a file, a reply, an HTTP response.
 * <p>
 * The body is the script's mapped body, or a JSON object of the exchange variables that are named; when the event was
 * not delivered, a problem document (RFC 9457) that says why. Of the message headers only those remain that say how it
 * went, since a source would send all others back: {@code WebhookOutcome}, {@code WebhookMessageId},
 * {@code WebhookAttempts}, the Content-Type, the HTTP status, and the file's where there is one.
 */
public final class SourceResponse implements Processor {

    private static final String COMPONENT_HEADERS = "CamelWebhookScript";
    private static final String FILE_HEADERS = "CamelFile";

    private final ObjectMapper json = JsonMapper.builder().build();
    private String script = "";
    private List<String> variables = List.of();

    /** The script that is called, for the words of a failure. */
    public void setScript(String script) {
        this.script = script;
    }

    /** Names of exchange variables, separated by commas; none for the script's mapped body. */
    public void setVariables(String variables) {
        this.variables = Stream.of(variables.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
    }

    @Override
    public void process(Exchange exchange) throws JsonProcessingException {
        Message message = exchange.getMessage();
        Ending ending = Ending.of(exchange);
        keepOnlyWhatTheSourceNeeds(message);
        message.setHeader("WebhookOutcome", ending.outcome());
        message.setHeader("WebhookMessageId", ending.messageId());
        message.setHeader("WebhookAttempts", ending.attempts());
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, ending.httpStatus());
        if (ending.failed()) {
            setJson(message, "application/problem+json", ending.problem(json.createObjectNode().put("script", script)));
        } else if (ending.accepted()) {
            setJson(message, "application/json", json.createObjectNode().put("messageId", ending.messageId()));
        } else if (!variables.isEmpty()) {
            setJson(message, "application/json", values(exchange));
        }
    }

    private ObjectNode values(Exchange exchange) {
        ObjectNode values = json.createObjectNode();
        for (String name : variables) {
            values.set(name, json.valueToTree(exchange.getVariable(name)));
        }
        return values;
    }

    private void setJson(Message message, String contentType, ObjectNode document) throws JsonProcessingException {
        message.setHeader(Exchange.CONTENT_TYPE, contentType);
        message.setBody(json.writeValueAsString(document));
    }

    private static void keepOnlyWhatTheSourceNeeds(Message message) {
        message.getHeaders().keySet().removeIf(name -> !name.equalsIgnoreCase(Exchange.CONTENT_TYPE)
                && !name.startsWith(COMPONENT_HEADERS) && !name.startsWith(FILE_HEADERS));
    }
}
