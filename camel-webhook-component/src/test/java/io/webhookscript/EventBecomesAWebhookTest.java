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

import java.nio.file.Path;
import java.util.Map;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Outcome;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The main job: an event goes in, one HTTP call goes out, the mapped response comes back. */
class EventBecomesAWebhookTest {

    private static final String UPSERT
            = """
                    useCase: contact
                    request:
                      method: PUT
                      url: "{{ context.receiver }}/contacts/{{ contact.id }}"
                      headers: { X-Request-Id: "{{ message.id }}" }
                      body:
                        json: { id: "{{ contact.id }}", name: "{{ contact.first_name }} {{ contact.last_name }}", height: "{{ contact.czCol.15 }}" }
                    limits:
                      rate: { requests: 1000, per: 1s }
                      retry: { maxAttempts: 2, delay: 1ms }
                    response:
                      variables: { crmId: { jsonpath: $.id, required: true }, plan: "{{ response.body.plan | default('free') }}" }
                    """;

    @TempDir
    private Path folder;

    @Test
    void rendersCallsAndMapsBack() throws Exception {
        try (RawReceiver receiver
                = RawReceiver.answering(RawReceiver.response(200, "application/json", "{\"id\":9007199254740993}"));
             WebhookScriptTestSupport camel
                     = new WebhookScriptTestSupport(receiver, folder).script("crm-upsert", UPSERT).start()) {
            Exchange exchange = camel.call("webhookscript:crm-upsert",
                    "{\"contact\":{\"id\":9007199254740993,\"first_name\":\"Zo\u00eb \\\"Z\\\"\",\"last_name\":\"O'Neil\"}}");

            assertThat(exchange.getException()).isNull();
            RawReceiver.Request request = receiver.requests().get(0);
            assertThat(request.line()).isEqualTo("PUT /contacts/9007199254740993 HTTP/1.1");
            assertThat(request.text()).isEqualTo("{\"id\":9007199254740993,\"name\":\"Zo\u00eb \\\"Z\\\" O'Neil\"}");
            assertThat(request.headers("X-Request-Id")).containsExactly(
                    exchange.getMessage().getHeader(WebhookScriptConstants.MESSAGE_ID, String.class));
            assertThat(exchange.getVariable("crmId")).isEqualTo(9007199254740993L);
            assertThat(exchange.getVariable("plan")).isEqualTo("free");
            assertThat(exchange.getMessage().getHeaders()).containsAllEntriesOf(Map.of(
                    "CamelHttpResponseCode", 200, "CamelWebhookScriptOutcome", "delivered", "CamelWebhookScriptAttempts", 1,
                    "CamelWebhookScriptName", "crm-upsert"));
            assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("{\"id\":9007199254740993}");
        }
    }

    @Test
    void failsWithAllThatAPersonNeedsToKnow() throws Exception {
        try (RawReceiver receiver
                = RawReceiver.answering(RawReceiver.response(422, "application/json", "{\"error\":\"email missing\"}"));
             WebhookScriptTestSupport camel
                     = new WebhookScriptTestSupport(receiver, folder).script("crm-upsert", UPSERT).start()) {
            Exchange exchange = camel.call("webhookscript:crm-upsert", Map.of("contact", Map.of("id", 7)));

            WebhookScriptException failure = exchange.getException(WebhookScriptException.class);
            assertThat(failure.getScript()).isEqualTo("crm-upsert");
            assertThat(failure.getVersion()).matches("[0-9a-f]{12}");
            assertThat(failure.getMessageId()).startsWith("msg_");
            assertThat(failure.getOutcome()).isEqualTo(Outcome.REFUSED);
            assertThat(failure.getStatus()).isEqualTo(422);
            assertThat(failure.getAttempts()).isOne();
            assertThat(failure.getResponseBody()).isEqualTo("{\"error\":\"email missing\"}");
            assertThat(failure).hasMessageContaining("attempt 1 of 2: refused").hasMessageContaining("422")
                    .hasMessageContaining("email missing");
            assertThat(exchange.getMessage().getBody()).isEqualTo(Map.of("contact", Map.of("id", 7)));
        }
    }

    @Test
    void triesAgainWhenTheReceiverIsBusy() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(
                RawReceiver.response(503, "text/plain", "busy"), RawReceiver.response(200, "application/json", "{\"id\":1}"));
             WebhookScriptTestSupport camel
                     = new WebhookScriptTestSupport(receiver, folder).script("crm-upsert", UPSERT).start()) {
            Exchange exchange = camel.call("webhookscript:crm-upsert", Map.of("contact", Map.of("id", 7)));

            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getHeader(WebhookScriptConstants.ATTEMPTS)).isEqualTo(2);
            assertThat(receiver.requests()).hasSize(2);
            assertThat(receiver.requests().get(0).headers("X-Request-Id"))
                    .isEqualTo(receiver.requests().get(1).headers("X-Request-Id"));
        }
    }
}
