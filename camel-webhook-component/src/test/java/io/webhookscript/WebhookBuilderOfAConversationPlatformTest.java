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

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Outcome;
import io.webhookscript.tryout.RealRun;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The webhook builder of a conversation platform: what its users expect holds for a script file. */
class WebhookBuilderOfAConversationPlatformTest extends ScriptsOfAProduct {

    private static final String OK = RawReceiver.response(200, "application/json", "{\"order\":{\"state\":\"sent\"}}");
    private static final Map<String, Object> CERTAINLY = Map.ofEntries(
            Map.entry("replyData", Map.of("email", "ada@example.com")), Map.entry("sessionId", 100200),
            Map.entry("attachedMedia", ""), Map.entry("direction", "in"), Map.entry("reply", "Where is \"it\"?"),
            Map.entry("extractedData", Map.of("order", 4711)), Map.entry("botId", "bot-1"),
            Map.entry("botDeploymentId", "dep-1"), Map.entry("customVariables", Map.of("vip", true)),
            Map.entry("moduleId", 31), Map.entry("to", "webchat"), Map.entry("from", "user-1"),
            Map.entry("botTrainedModelId", "model-1"));
    private static final Map<String, Object> TURN = Map.of("certainly", CERTAINLY);
    private static final Map<String, Object> TURN_WITH_PROFILE
            = Map.of("certainly", CERTAINLY, "fb", Map.of("firstName", "Ada", "lastName", "O'Neil"));

    @Test
    void aWebhookHasANameAndBelongsToACompany() throws Exception {
        camel(RawReceiver.response(404, "text/plain", "no")).deadLetter("failed", "mock:failed").script("order-state", """
                tenant: acme
                deadLetter: { to: failed }
                request: { url: "{{ context.receiver }}/orders" }
                """).start().call("webhookscript:order-state", TURN);

        Exchange failed = camel.camelContext().getEndpoint("mock:failed", MockEndpoint.class).getExchanges().get(0);
        assertThat(failed.getMessage().getBody(String.class)).contains("\"script\":\"order-state\"", "\"tenant\":\"acme\"");
        assertThat(only().line()).isEqualTo("GET /orders HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = { "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "QUERY" })
    void aWebhookUsesAnyMethod(String method) throws Exception {
        String response = method.equals("HEAD") ? "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n" : OK;
        camel(response).script("order-state",
                "request: { method: " + method + ", url: \"{{ context.receiver }}/orders\" }\n").start();

        assertThat(camel.call("webhookscript:order-state", TURN).getException()).isNull();
        assertThat(only().line()).isEqualTo(method + " /orders HTTP/1.1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "application/json; {\"order\":{\"state\":\"sent\"}}; {{ response.body.order.state }}",
            "application/xml; <answer><order><state>sent</state></order></answer>; {{ response.body.answer.order.state }}",
            "text/plain; sent; {{ response.body }}" })
    void aResponseIsJsonXmlOrText(String type, String body, String path) throws Exception {
        camel(RawReceiver.response(200, type, body)).script("order-state", """
                request: { url: "{{ context.receiver }}/orders" }
                response: { variables: { state: "%s" } }
                """.formatted(path)).start();

        assertThat(camel.call("webhookscript:order-state", TURN).getVariable("state")).isEqualTo("sent");
        assertThat(only().line()).isEqualTo("GET /orders HTTP/1.1");
    }

    @ParameterizedTest
    @CsvSource({ "sync, true", "async, false" })
    void theConversationWaitsForASynchronousCallOnly(String execution, boolean waits) throws Exception {
        CountDownLatch mayRespond = new CountDownLatch(waits ? 0 : 1);
        camel(answeringWhen(mayRespond, OK)).script("order-state", """
                execution: %s
                request: { url: "{{ context.receiver }}/orders" }
                response: { variables: { state: "{{ response.body.order.state }}" } }
                """.formatted(execution)).start();

        Exchange exchange = camel.call("webhookscript:order-state", TURN);

        assertThat(exchange.getVariable("state")).isEqualTo(waits ? "sent" : null);
        mayRespond.countDown();
        Awaitility.await().untilAsserted(() -> assertThat(only().line()).isEqualTo("GET /orders HTTP/1.1"));
    }

    @Test
    @Tag("slow")
    void aCallEndsAfterFiveSecondsByDefault() throws Exception {
        camel(RawReceiver.playing(peer -> {
            peer.request();
            peer.silence();
        })).script("order-state", """
                request: { url: "{{ context.receiver }}/orders" }
                limits: { retry: { maxAttempts: 1 } }
                """).start();
        long start = System.nanoTime();

        assertThat(camel.call("webhookscript:order-state", TURN).getException()).hasMessageContaining("within 5 s");
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isBetween(4_900L, 20_000L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', nullValues = "none", value = {
            "{}; none", "{ auth: { basic: { username: bot, password: '{{ secret.key }}' } } }; Basic Ym90OmstMTIz",
            "{ auth: { bearer: '{{ secret.key }}' } }; Bearer k-123" })
    void aWebhookUsesNoAuthenticationBasicOrBearer(String auth, String header) throws Exception {
        String inner = auth.substring(1, auth.length() - 1).replace('\'', '"').strip();
        camel(OK).script("order-state",
                "request: { url: \"{{ context.receiver }}/orders\"" + (inner.isEmpty() ? "" : ", " + inner) + " }\n");
        secret("key", "k-123");

        camel.start().call("webhookscript:order-state", TURN);

        assertThat(only().headers("Authorization")).isEqualTo(header == null ? List.of() : List.of(header));
    }

    @Test
    void paramsInTheUrlAndInFieldsAreMergedAndKeepTheirOrder() throws Exception {
        camel(OK).script("order-state", """
                request:
                  url: "{{ context.receiver }}/orders?lang=en&tag=a"
                  params: { tag: [b, c], session: "{{ certainly.sessionId }}" }
                  headers: { X-Tag: [one, two] }
                """).start().call("webhookscript:order-state", TURN);

        assertThat(only().line()).isEqualTo("GET /orders?lang=en&tag=a&tag=b&tag=c&session=100200 HTTP/1.1");
        assertThat(only().headers("X-Tag")).containsExactly("one", "two");
    }

    /** The receiver stands in for a proxy, since the host itself must not be called. */
    @Test
    void aValueOfTheContextMakesTheSubdomain() throws Exception {
        camel(OK).script("order-state", """
                request:
                  url: http://{{ context.tenant }}.shop.example.com/{{ context.environment }}/orders
                """ + "  proxy: http://127.0.0.1:" + camel.receiver().port() + "\n");
        camel.component().getContext().putAll(Map.of("tenant", "acme", "environment", "test"));

        Exchange exchange = camel.start().call("webhookscript:order-state", TURN);

        assertThat(exchange.getException()).isNull();
        assertThat(only().line()).isEqualTo("GET http://acme.shop.example.com/test/orders HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void theBodyOfTheBuilderIsSentAsItIsShownThere(boolean profile) throws Exception {
        camel(OK).script("order-state", """
                useCase: conversation
                request:
                  url: "{{ context.receiver }}/orders"
                  body:
                    json: |
                %s""".formatted(body().indent(6))).start();

        assertThat(camel.call("webhookscript:order-state", profile ? TURN_WITH_PROFILE : TURN).getException()).isNull();

        JsonNode sent = json(only());
        assertThat(sent.size()).isEqualTo(15);
        assertThat(sent.get("lastName").isObject()).isEqualTo(!profile);
        assertThat(sent.path("lastName").asText("")).isEqualTo(profile ? "O'Neil" : "");
        assertThat(sent.get("reply").asText()).isEqualTo("Where is \"it\"?");
        assertThat(sent.at("/replyData/email").asText()).isEqualTo("ada@example.com");
        assertThat(only().text()).doesNotContain("//");
    }

    @Test
    void theVariablesOfAConversationAreSentByThemselves() throws Exception {
        camel(OK).script("order-state", "useCase: conversation\nrequest: { url: \"{{ context.receiver }}/orders\" }\n").start()
                .call("webhookscript:order-state", TURN_WITH_PROFILE);

        TreeMap<String, Object> expected = new TreeMap<>(CERTAINLY);
        expected.putAll(Map.of("firstName", "Ada", "lastName", "O'Neil"));
        assertThat(json(only())).isEqualTo(new ObjectMapper().valueToTree(expected));
    }

    @Test
    void aWebhookIsRunAndItsResponseIsSeen() throws Exception {
        camel(OK).script("order-state", "useCase: conversation\nrequest: { url: \"{{ context.receiver }}/orders\" }\n").start();

        RealRun run = camel.component().realRun("order-state", camel.exchange(TURN));

        assertThat(run.outcome()).isEqualTo(Outcome.DELIVERED);
        assertThat(run.response()).containsEntry("status", 200L)
                .containsEntry("body", "{\"order\":{\"state\":\"sent\"}}");
        assertThat(only().line()).isEqualTo("POST /orders HTTP/1.1");
    }

    /** The variables are known from the file, and have a value whatever the response is. */
    @Test
    void customVariablesAreReadFromTheResponseAndDefinedBeforeTheFirstRun() throws Exception {
        camel(OK).script("order-state", """
                request: { url: "{{ context.receiver }}/orders" }
                response:
                  variables:
                    state: { jsonpath: $.order.state }
                    carrier: { jsonpath: $.order.carrier, default: unknown }
                """).start();
        assertThat(camel.component().repository().find("order-state").orElseThrow().definition().response().variables())
                .hasSize(2);

        Exchange exchange = camel.call("webhookscript:order-state", TURN);

        assertThat(exchange.getVariable("state")).isEqualTo("sent");
        assertThat(exchange.getVariable("carrier")).isEqualTo("unknown");
        assertThat(only().line()).isEqualTo("GET /orders HTTP/1.1");
    }

    private static String body() throws IOException {
        try (InputStream in
                = WebhookBuilderOfAConversationPlatformTest.class.getResourceAsStream("/template/conversation.json.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
