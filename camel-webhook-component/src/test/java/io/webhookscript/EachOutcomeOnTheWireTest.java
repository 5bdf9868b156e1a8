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

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Outcome;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.webhookscript.http.RawReceiver.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What a response or a failure means to the one who called, to the retry and to the breaker. */
@Tag("slow")
class EachOutcomeOnTheWireTest {

    private static final String SCRIPT
            = """
                    request:
                      method: PUT
                      url: "{{ context.receiver }}/x"
                      body: { json: { id: "{{ id }}" } }
                    limits:
                      timeout: 1s
                      retry: { maxAttempts: %d, delay: 1ms, maxDelay: 1ms, jitter: 0 }
                      circuitBreaker: { minimumNumberOfCalls: 2, slidingWindowSize: 2, failureRateThreshold: 50, waitDurationInOpenState: 1m }
                    response:
                      outcomes:
                        - { status: [403], when: "response.body.error == 'RATE'", is: temporary }
                        - { status: [200], when: "response.body.ok == false", is: refused }
                      variables: { crmId: { jsonpath: $.id, required: true } }
                    """;
    private static final String OK = response(200, "application/json", "{\"id\":1}");

    @TempDir
    Path folder;

    /**
     * A name, the response's bytes (empty: the connection is closed; silence: nothing ever comes) and what they mean.
     */
    static Stream<Arguments> rows() {
        return Stream.of(
                arguments("200", OK, Outcome.DELIVERED),
                arguments("201", response(201, "application/problem+json", "{\"id\":1}"), Outcome.DELIVERED),
                arguments("2xx that is not JSON", response(200, "application/json", "<html>"), Outcome.UNUSABLE),
                arguments("2xx with a duplicate key", response(200, "application/json", "{\"id\":1,\"id\":2}"),
                        Outcome.UNUSABLE),
                arguments("2xx with a number of 1 MB",
                        response(200, "application/json", "{\"id\":" + "1".repeat(1_000_000) + "}"),
                        Outcome.UNUSABLE),
                arguments("2xx with a number of many zeros", response(200, "application/json", "{\"id\":1e999999999}"),
                        Outcome.UNUSABLE),
                arguments("2xx that is not UTF-8",
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{\"id\":\"\u00c3(\"}",
                        Outcome.UNUSABLE),
                arguments("2xx with half an object", response(200, "application/json", "{\"id\":1"), Outcome.UNUSABLE),
                arguments("2xx with more behind", response(200, "application/json", "{\"id\":1}{}"), Outcome.UNUSABLE),
                arguments("2xx of another type", response(200, "image/png", "{\"id\":1}"), Outcome.UNUSABLE),
                arguments("2xx without a type", "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n{\"id\":1}", Outcome.UNUSABLE),
                arguments("2xx without the required value", response(200, "application/json", "{}"), Outcome.UNUSABLE),
                arguments("204 without the required value", "HTTP/1.1 204 No\r\nConnection: close\r\n\r\n", Outcome.UNUSABLE),
                arguments("2xx that says no", response(200, "application/json", "{\"ok\":false}"), Outcome.REFUSED),
                arguments("redirect", "HTTP/1.1 302 F\r\nLocation: /y\r\nContent-Length: 0\r\n\r\n", Outcome.REFUSED),
                arguments("400", response(400, "text/plain", "x"), Outcome.REFUSED),
                arguments("403", response(403, "application/json", "{\"error\":\"NO\"}"), Outcome.REFUSED),
                arguments("410", response(410, "text/plain", "x"), Outcome.REFUSED),
                arguments("501", response(501, "text/plain", "x"), Outcome.REFUSED),
                arguments("403 by a rule", response(403, "application/json", "{\"error\":\"RATE\"}"), Outcome.TEMPORARY),
                arguments("408", response(408, "text/plain", "x"), Outcome.TEMPORARY),
                arguments("425", response(425, "text/plain", "x"), Outcome.TEMPORARY),
                arguments("429", response(429, "text/plain", "x"), Outcome.TEMPORARY),
                arguments("500", response(500, "text/plain", "x"), Outcome.TEMPORARY),
                arguments("502", response(502, "text/plain", "x"), Outcome.TEMPORARY),
                arguments("503", response(503, "text/plain", "x"), Outcome.TEMPORARY),
                arguments("504", response(504, "text/plain", "x"), Outcome.TEMPORARY),
                arguments("closed without an answer", "", Outcome.TEMPORARY),
                arguments("cut off", "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"id\":1}", Outcome.TEMPORARY),
                arguments("broken chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
                        Outcome.TEMPORARY),
                arguments("no HTTP", "SSH-2.0-server\r\n\r\n", Outcome.TEMPORARY),
                arguments("silence", "silence", Outcome.TEMPORARY));
    }

    /** How the script comes to its receiver. */
    WebhookScriptTestSupport started(RawReceiver receiver, String script) throws Exception {
        return new WebhookScriptTestSupport(receiver, folder).script("crm", script).start();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void theOutcomeDecidesForTheCallerAndTheRetry(String name, String response, Outcome outcome) throws Exception {
        try (RawReceiver receiver = receiver(response);
             WebhookScriptTestSupport camel = started(receiver, SCRIPT.formatted(2))) {
            Map<String, Object> body = Map.of("id", 7);
            Exchange exchange = camel.call("webhookscript:crm", body);

            assertThat(receiver.requests()).hasSize(outcome == Outcome.TEMPORARY ? 2 : 1);
            if (outcome == Outcome.DELIVERED) {
                assertThat(exchange.getException()).isNull();
                assertThat(exchange.getVariable("crmId")).isEqualTo(1L);
                assertThat(exchange.getMessage().getHeader(WebhookScriptConstants.OUTCOME)).isEqualTo("delivered");
            } else {
                WebhookScriptException failure = exchange.getException(WebhookScriptException.class);
                assertThat(failure.getOutcome()).isEqualTo(outcome);
                assertThat(failure.getAttempts()).isEqualTo(outcome == Outcome.TEMPORARY ? 2 : 1);
                assertThat(exchange.getMessage().getBody()).isEqualTo(body);
                assertThat(exchange.getVariable("crmId")).isNull();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void theOutcomeDecidesForTheBreaker(String name, String response, Outcome outcome) throws Exception {
        try (RawReceiver receiver = receiver(response);
             WebhookScriptTestSupport camel = started(receiver, SCRIPT.formatted(1))) {
            camel.call("webhookscript:crm", Map.of("id", 1));
            camel.call("webhookscript:crm", Map.of("id", 2));
            Exchange third = camel.call("webhookscript:crm", Map.of("id", 3));

            boolean tripped = outcome == Outcome.TEMPORARY;
            assertThat(receiver.requests()).hasSize(tripped ? 2 : 3);
            if (tripped) {
                assertThat(third.getException(WebhookScriptException.class).getOutcome()).isEqualTo(Outcome.NOT_SENT);
            }
        }
    }

    @Test
    void aResponseLongerThanTheCapIsUnusableAndNotRepeated() throws Exception {
        String script = SCRIPT.formatted(3).replace("limits:\n", "limits:\n  maxResponseSize: 16\n");
        try (RawReceiver receiver = receiver(response(200, "application/json", "{\"id\":1,\"more\":\"0123456789\"}"));
             WebhookScriptTestSupport camel = started(receiver, script)) {
            Exchange exchange = camel.call("webhookscript:crm", Map.of("id", 1));

            assertThat(exchange.getException(WebhookScriptException.class).getOutcome()).isEqualTo(Outcome.UNUSABLE);
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 100_000, 1_500_000 })
    void anAnswerThatWouldOverflowTheStackIsUnusable(int levels) throws Exception {
        String script = SCRIPT.formatted(1).replace("limits:\n", "limits:\n  maxResponseSize: 4MiB\n");
        try (RawReceiver receiver = receiver(response(200, "application/json", "[".repeat(levels) + "]".repeat(levels)));
             WebhookScriptTestSupport camel = started(receiver, script)) {
            Exchange exchange = camel.call("webhookscript:crm", Map.of("id", 1));

            assertThat(exchange.getException(WebhookScriptException.class).getOutcome()).isEqualTo(Outcome.UNUSABLE);
        }
    }

    @Test
    void aCallersOwnHeadersStay() throws Exception {
        try (RawReceiver receiver = receiver(OK);
             WebhookScriptTestSupport camel = started(receiver, SCRIPT.formatted(1))) {
            Exchange exchange = camel.camelContext().createProducerTemplate().request("webhookscript:crm", e -> {
                e.getMessage().setBody(Map.of("id", 1));
                e.getMessage().setHeader("CamelFileName", "a.json");
                e.getMessage().setHeader("JMSReplyTo", "queue");
            });

            assertThat(exchange.getMessage().getHeaders()).containsEntry("CamelFileName", "a.json").containsEntry("JMSReplyTo",
                    "queue");
        }
    }

    private static RawReceiver receiver(String response) throws Exception {
        return RawReceiver.playing(peer -> {
            while (peer.request() != null) {
                if (response.equals("silence")) {
                    peer.silence();
                } else {
                    peer.send(response.getBytes(StandardCharsets.UTF_8));
                }
                if (!response.contains("Content-Length: ") || response.contains("Content-Length: 50")) {
                    return;
                }
            }
        });
    }
}
