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
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** However a call fails, the caller's message stays as it was and one exception says what happened. */
class FailuresReachTheCallerTest {

    private static final String CALL = """
            request: { url: "{{ context.receiver }}/", body: { json: { id: "{{ id }}" } } }
            limits: { timeout: 300ms, retry: { maxAttempts: 2, delay: 1ms } }
            response: { variables: { answer: "{{ response.body.id }}" } }
            """;

    @TempDir
    private Path folder;

    static Stream<Arguments> responses() {
        return Stream.of(
                arguments("500", RawReceiver.response(500, "text/plain", "sorry"), Outcome.TEMPORARY, 500, 1),
                arguments("503", RawReceiver.response(503, "text/plain", "later"), Outcome.TEMPORARY, 503, 2),
                arguments("404", RawReceiver.response(404, "text/plain", "who?"), Outcome.REFUSED, 404, 1),
                arguments("302", RawReceiver.response(302, "text/plain", ""), Outcome.REFUSED, 302, 1),
                arguments("no JSON", RawReceiver.response(200, "application/json", "{\"id\":"), Outcome.UNUSABLE, 200, 1),
                arguments("no HTTP", "hello\r\n\r\n", Outcome.TEMPORARY, null, 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("responses")
    void carriesScriptOutcomeStatusAndAttempts(String name, String response, Outcome outcome, Integer status, int attempts)
            throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(response);
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("failing", CALL).start()) {
            Exchange exchange = camel.call("webhookscript:failing", Map.of("id", 7));

            assertFailed(exchange, outcome, status, attempts);
        }
    }

    @Test
    void namesItsOutcomeInSimpleExpressions() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(RawReceiver.response(500, "text/plain", "sorry"));
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("failing", CALL).start()) {
            Exchange exchange = camel.call("webhookscript:failing", Map.of("id", 7));

            assertThat(List.of("${exception.outcome}", "${exception.outcome.code}", "${exception.status}"))
                    .map(text -> camel.camelContext().resolveLanguage("simple").createExpression(text)
                            .evaluate(exchange, String.class))
                    .containsExactly("TEMPORARY", "temporary", "500");
        }
    }

    @Test
    void endsAtTheDeadline() throws Exception {
        try (RawReceiver receiver = RawReceiver.playing(RawReceiver.Peer::silence);
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("failing", CALL).start()) {
            Exchange exchange = camel.call("webhookscript:failing", Map.of("id", 7));

            assertFailed(exchange, Outcome.TEMPORARY, null, 1);
            assertThat(exchange.getException()).hasMessageContaining("300 ms");
        }
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        RawReceiver receiver = RawReceiver.answering("");
        receiver.close();
        try (WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("failing", CALL).start()) {
            Exchange exchange = camel.call("webhookscript:failing", Map.of("id", 7));

            assertFailed(exchange, Outcome.TEMPORARY, null, 2);
            assertThat(exchange.getException()).hasMessageContaining("127.0.0.1:" + receiver.port());
        }
    }

    @Test
    void canBeReadInDoCatchAndInOnException() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(RawReceiver.response(404, "text/plain", "who?"));
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("failing", CALL).route(
                     new RouteBuilder() {
                         @Override
                         public void configure() {
                             from("direct:caught").doTry().to("webhookscript:failing").doCatch(WebhookScriptException.class)
                                     .setBody(simple("${exception.outcome.code()} ${exception.status}, was ${body[id]}")).end();
                             from("direct:answered").onException(WebhookScriptException.class).handled(true)
                                     .setHeader("CamelHttpResponseCode", simple("${exception.status}"))
                                     .setBody(simple("${exception.responseBody}")).end().to("webhookscript:failing");
                         }
                     }).start()) {
            Exchange caught = camel.call("direct:caught", Map.of("id", 7));
            Exchange answered = camel.call("direct:answered", Map.of("id", 7));

            assertThat(caught.getMessage().getBody()).isEqualTo("refused 404, was 7");
            assertThat(answered.getException()).isNull();
            assertThat(answered.getMessage().getBody()).isEqualTo("who?");
            assertThat(answered.getMessage().getHeader("CamelHttpResponseCode", Integer.class)).isEqualTo(404);
        }
    }

    static Stream<Arguments> faults() {
        String plain = "request: { url: \"{{ context.receiver }}/\" }\n";
        return Stream.of(
                arguments("no JSON", plain, "{\"id\":", Outcome.NOT_SENT, true),
                arguments("a key that stands twice", plain, "{\"id\":1,\"id\":2}", Outcome.NOT_SENT, true),
                arguments("no segment of a path", "request: { url: \"{{ context.receiver }}/{{ id }}\" }\n",
                        "{\"id\":{\"a\":1}}", Outcome.NOT_SENT, true),
                arguments("too large",
                        "request: { method: POST, url: \"{{ context.receiver }}/\", body: { json: { id: \"{{ id }}\" } } }\n"
                                       + "limits: { maxRequestSize: 10 }\n",
                        "{\"id\":\"0123456789\"}", Outcome.NOT_SENT, true),
                arguments("a secret that is not set",
                        "request: { url: \"{{ context.receiver }}/\", headers: { X-Key: \"{{ secret.nowhere }}\" } }\n", "{}",
                        Outcome.NOT_SENT, false),
                arguments("an inactive script", plain + "active: false\n", "{}", Outcome.NOT_SENT, false),
                arguments("the receiver", plain, "{}", Outcome.REFUSED, false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void saysWhetherTheEventIsAtFault(String name, String script, String event, Outcome outcome, boolean eventAtFault)
            throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(RawReceiver.response(404, "text/plain", "who?"));
             WebhookScriptTestSupport camel
                     = new WebhookScriptTestSupport(receiver, folder).script("failing", script).start()) {
            Exchange exchange = camel.exchange(event);
            exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");

            WebhookScriptException failure = camel.camelContext().createProducerTemplate()
                    .send("webhookscript:failing", exchange).getException(WebhookScriptException.class);

            assertThat(failure.getOutcome()).isEqualTo(outcome);
            assertThat(failure.isEventAtFault()).as(failure.getMessage()).isEqualTo(eventAtFault);
        }
    }

    @Test
    void namesTheSecretThatIsNotSetAndWhereTheScriptAsksForIt() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(RawReceiver.response(200, "text/plain", "ok"));
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("failing",
                     "request: { url: \"{{ context.receiver }}/\", headers: { X-Key: \"{{ secret.nowhere }}\" } }\n").start()) {
            assertThat(camel.call("webhookscript:failing", "{}").getException()).hasMessageEndingWith(
                    "notSent, failing.webhookscript.yaml:4:66  request.headers.X-Key: the secret `nowhere` is not set; expected a value in the property webhookscript.secret.nowhere");
        }
    }

    private static void assertFailed(Exchange exchange, Outcome outcome, Integer status, int attempts) {
        WebhookScriptException failure = exchange.getException(WebhookScriptException.class);
        assertThat(failure).isNotNull();
        assertThat(failure.getOutcome()).isEqualTo(outcome);
        assertThat(failure.getStatus()).isEqualTo(status);
        assertThat(failure.getAttempts()).isEqualTo(attempts);
        assertThat(failure.getScript()).isEqualTo("failing");
        assertThat(exchange.getMessage().getBody()).isEqualTo(Map.of("id", 7));
        assertThat(exchange.getVariables()).isEmpty();
    }
}
