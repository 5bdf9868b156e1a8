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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Outcome;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * A small response, and an ordinary path, may find far more than the response holds. Such a response is unusable: the
 * receiver has acted, and the attempt counts.
 */
@Tag("slow")
@Timeout(120)
class NoResponseTakesAllMemoryTest {

    @TempDir
    private Path folder;

    static Stream<Arguments> pathsThatFindTooMuch() {
        String list = "[" + "0,".repeat(20_000) + "0]";
        return Stream.of(
                arguments("$..id", nested("{\"id\":", 900, list, "}")),
                arguments("$..id", nested("{\"id\":", 900, "\"" + "x".repeat(200_000) + "\"", "}")),
                arguments("$..a..b", nested("{\"a\":", 450, nested("{\"b\":", 450, "0", "}"), "}")),
                arguments("$..a..a", nested("{\"a\":", 300, "0", "}")),
                arguments("$..a..a..a", nested("{\"a\":", 100, "0", "}")),
                arguments("$..a..a..a..a..a", nested("{\"a\":", 60, "0", "}")),
                arguments("$..*..*", nested("{\"a\":", 400, "0", "}")),
                arguments("$..[0]..[0]", nested("[", 400, "0", "]")),
                arguments("$..[*]", nested("[", 900, list, "]")),
                arguments("$..['a','b']..['a','b']", nested("{\"b\":1,\"a\":", 300, "0", "}")),
                arguments("$..[?(@..a)]", nested("[{\"a\":", 450, list, "}]")),
                arguments("$..*", nested("{\"" + "k".repeat(5_000) + "\":", 100, list, "}")));
    }

    @ParameterizedTest
    @MethodSource("pathsThatFindTooMuch")
    void aVariableOfItIsUnusable(String path, String response) throws Exception {
        assertUnusable("response: { variables: { v: { jsonpath: \"" + path + "\" } } }", response);
    }

    @ParameterizedTest
    @MethodSource("pathsThatFindTooMuch")
    void aBodyOfItIsUnusable(String path, String response) throws Exception {
        assertUnusable("response: { body: { jsonpath: \"" + path + "\" } }", response);
    }

    private void assertUnusable(String mapping, String response) throws Exception {
        String script = "request: { method: POST, url: \"{{ context.receiver }}/\" }\n"
                        + "limits: { retry: { maxAttempts: 3, delay: 1ms } }\n" + mapping + "\n";
        try (RawReceiver receiver = RawReceiver.answering(RawReceiver.response(200, "application/json", response));
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("reading", script)) {
            camel.component().setDeadLetter("mock:letters");
            camel.start();

            Exchange exchange = camel.call("webhookscript:reading", Map.of("id", 7));

            WebhookScriptException failure = exchange.getException(WebhookScriptException.class);
            assertThat(failure.getOutcome()).isEqualTo(Outcome.UNUSABLE);
            assertThat(failure.getAttempts()).isOne();
            assertThat(failure.getStatus()).isEqualTo(200);
            assertThat(failure.getReason()).contains("jsonpath: the path ");
            assertThat(receiver.requests()).hasSize(1);
            MockEndpoint letters = camel.camelContext().getEndpoint("mock:letters", MockEndpoint.class);
            assertThat(letters.getReceivedExchanges().get(0).getMessage().getBody(String.class))
                    .contains("\"outcome\":\"unusable\"");
        }
    }

    @Test
    void ordinaryPathsOnALargeResponseAreRead() throws Exception {
        String order = "{\"lines\":[{\"sku\":\"s\",\"tax\":{\"rate\":19}},{\"sku\":\"t\",\"tax\":{\"rate\":7}}]}";
        String response = "{\"orders\":[" + (order + ",").repeat(9_999) + order + "]}";
        String script = """
                request: { url: "{{ context.receiver }}/" }
                response:
                  variables:
                    skus: { jsonpath: "$..sku" }
                    rates: { jsonpath: "$..lines..rate" }
                    few: { jsonpath: "$..lines[?(@.tax.rate < 8)].sku" }
                    all: { jsonpath: "$..*" }
                """;
        try (RawReceiver receiver = RawReceiver.answering(RawReceiver.response(200, "application/json", response));
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("reading", script)
                     .start()) {
            Exchange exchange = camel.call("webhookscript:reading", Map.of("id", 7));

            assertThat(exchange.getException()).isNull();
            assertThat((List<?>) exchange.getVariable("skus")).hasSize(20_000);
            assertThat((List<?>) exchange.getVariable("rates")).hasSize(20_000);
            assertThat((List<?>) exchange.getVariable("few")).hasSize(10_000);
            assertThat((List<?>) exchange.getVariable("all")).hasSize(100_001);
        }
    }

    private static String nested(String open, int times, String inner, String close) {
        return open.repeat(times) + inner + close.repeat(times);
    }
}
