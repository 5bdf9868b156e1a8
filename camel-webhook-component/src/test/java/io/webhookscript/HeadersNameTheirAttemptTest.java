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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.LateEventReads;
import io.webhookscript.script.Outcome;
import io.webhookscript.script.Script;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import io.webhookscript.tryout.ScriptTests;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.webhookscript.http.RawReceiver.response;
import static org.assertj.core.api.Assertions.assertThat;

/** Header values that read {@code message.attempt} or {@code message.attemptsLeft} are rendered in each attempt. */
class HeadersNameTheirAttemptTest {

    private static final String BUSY = response(503, "text/plain", "busy");
    private static final String OK = response(200, "text/plain", "ok");

    @TempDir
    private Path folder;

    private Exchange call(RawReceiver receiver, String request, Object event) throws Exception {
        try (WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("hook", """
                idempotencyKey: true
                request:
                  method: POST
                  url: "{{ context.receiver }}/hook"
                  body: { text: "{{ event.text }}" }
                %s
                limits: { retry: { maxAttempts: 3, delay: 1ms } }
                """.formatted(request.indent(2)))) {
            camel.camelContext().getPropertiesComponent().addInitialProperty("webhookscript.secret.key", "k3y");
            camel.start();
            return camel.call("webhookscript:hook", event);
        }
    }

    private static List<String> values(RawReceiver receiver, String header) {
        return receiver.requests().stream().map(request -> String.join(",", request.headers(header))).toList();
    }

    @Test
    void eachAttemptSendsItsNumberAndHowManyAreLeft() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(BUSY, BUSY, OK)) {
            assertThat(call(receiver, """
                    headers:
                      X-Attempt: "{{ message.attempt }}"
                      X-Left: "{{ message.attemptsLeft }}"
                      X-Id: "{{ message.id }}"
                      X-Of: "{{ message.attempt }} of {{ message.attempt + message.attemptsLeft }} for {{ event.text }}"
                      X-Repeated: ["a", "{{ message.attempt }}", "{{ message.type }}"]
                      X-Again: "{{ 'true' if message.attempt > 1 }}"
                      X-Typed: { type: variable, value: message.attempt * 10 }
                    """, Map.of("text", "x")).getException()).isNull();

            assertThat(values(receiver, "X-Attempt")).containsExactly("1", "2", "3");
            assertThat(values(receiver, "X-Left")).containsExactly("2", "1", "0");
            assertThat(values(receiver, "X-Of")).containsExactly("1 of 3 for x", "2 of 3 for x", "3 of 3 for x");
            assertThat(values(receiver, "X-Repeated")).containsExactly("a,1", "a,2", "a,3");
            assertThat(values(receiver, "X-Again")).containsExactly("", "true", "true");
            assertThat(values(receiver, "X-Typed")).containsExactly("10", "20", "30");
            assertThat(values(receiver, "X-Id")).doesNotContain("").containsOnly(values(receiver, "X-Id").get(0));
            assertThat(receiver.requests().get(0).headers("X-Again")).isEmpty();
        }
    }

    @Test
    void aSignatureCoversTheHeaderOfItsOwnAttempt() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(BUSY, OK)) {
            assertThat(call(receiver, """
                    headers: { X-Attempt: "{{ message.attempt }}" }
                    signature:
                      hmac:
                        header: X-Sign
                        secret: "{{ secret.key }}"
                        content: "{{ request.headers['X-Attempt'] }}.{{ body }}"
                    """, Map.of("text", "x")).getException()).isNull();

            assertThat(values(receiver, "X-Sign")).containsExactly(hmac("1.x"), hmac("2.x"));
        }
    }

    private static String hmac(String content) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("k3y".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void anEndpointOfTheOperatorSendsThemToo() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(BUSY, OK);
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("hook", """
                     request:
                       via: crm
                       method: PUT
                       url: "{{ context.receiver }}/hook"
                       headers: { X-Attempt: "{{ message.attempt }}", X-Left: "{{ message.attemptsLeft }}" }
                     limits: { retry: { maxAttempts: 3, delay: 1ms } }
                     """)) {
            camel.component().getVia().put("crm", receiver.uri("").toString());
            camel.start();

            assertThat(camel.call("webhookscript:hook", Map.of()).getException()).isNull();
            assertThat(values(receiver, "X-Attempt")).containsExactly("1", "2");
            assertThat(values(receiver, "X-Left")).containsExactly("2", "1");
        }
    }

    @Test
    void theIdempotencyKeyStaysTheSame() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(BUSY, OK)) {
            call(receiver, "headers: { Idempotency-Key: \"{{ message.attempt }}\" }", Map.of("text", "x"));

            List<String> keys = values(receiver, "Idempotency-Key");
            assertThat(keys.get(0)).hasSizeGreaterThan(10).isEqualTo(keys.get(1)).doesNotContain(",");
        }
    }

    @Test
    void aValueThatCannotBeSentEndsTheDeliveryWithTheLastOutcome() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(BUSY, OK)) {
            WebhookScriptException failure = call(
                    receiver, "headers: { X-Attempt: \"{{ 'a' if message.attempt == 1 else event.text }}\" }",
                    Map.of("text", "\u00e9"))
                    .getException(WebhookScriptException.class);

            assertThat(failure.getOutcome()).isEqualTo(Outcome.TEMPORARY);
            assertThat(failure.getReason()).contains("the receiver responded with 503",
                    "request.headers.X-Attempt: the value of the HTTP header X-Attempt contains the non-ASCII character U+00E9");
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @Test
    void aLargeEventIsReadInEachAttempt() throws Exception {
        String text = "x".repeat(10_000);
        try (RawReceiver receiver = RawReceiver.answering(BUSY, OK)) {
            call(receiver, "headers: { X-Attempt: \"{{ message.attempt }} {{ event.text | length }}\" }",
                    Map.of("text", text, "more", Map.of("a", List.of(text, text))));

            assertThat(values(receiver, "X-Attempt")).containsExactly("1 10000", "2 10000");
        }
    }

    @Test
    void onlyHeadersOfAnAttemptReadTheEventLate() {
        assertThat(LateEventReads.in(script("headers: { X-A: \"{{ event.text }}\" }").definition())).isFalse();
        assertThat(LateEventReads.in(script("headers: { X-A: \"{{ message.attempt }}\" }").definition())).isFalse();
        assertThat(LateEventReads.in(script("headers: { X-A: \"{{ message.attempt }} {{ event.text }}\" }").definition()))
                .isTrue();
    }

    private static Script script(String request) {
        return new ScriptReader(ScriptEnvironment.standalone()).read("hook.webhookscript.yaml", """
                webhookscript: "1.0"
                request: { url: "https://example.com/", %s }
                """.formatted(request)).orThrow();
    }

    @Test
    void aDryRunShowsTheFirstAttempt() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(OK);
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("hook", """
                     request:
                       url: "{{ context.receiver }}/hook"
                       headers: { X-Attempt: "{{ message.attempt }} of {{ message.attempt + message.attemptsLeft }}" }
                     limits: { retry: { schedule: [0s, 1s, 2s, 3s, 4s] } }
                     """).start()) {
            Map<?, ?> run = camel.call("webhookscript:hook?dryRun=true", Map.of()).getMessage().getBody(Map.class);

            assertThat(((Map<?, ?>) run.get("headers")).get("X-Attempt")).isEqualTo(List.of("1 of 5"));
            assertThat(run.get("problems")).isEqualTo(List.of());
        }
    }

    @Test
    void testsOfAScriptExpectTheFirstAttempt() {
        Script script = new ScriptReader(ScriptEnvironment.standalone())
                .read("hook.webhookscript.yaml",
                        """
                                webhookscript: "1.0"
                                request: { url: "https://example.com/", headers: { X-Attempt: "{{ message.attempt }}/{{ message.attemptsLeft }}" } }
                                tests:
                                  - name: first
                                    event: {}
                                    expect: { headers: { X-Attempt: 1/3 } }
                                """)
                .orThrow();

        assertThat(new ScriptTests(List.of()).run(script)).singleElement()
                .satisfies(result -> assertThat(result.report()).isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
            "request: { url: 'https://example.com/{{ message.attempt }}' }|request.url",
            "request: { url: 'https://example.com/', params: { a: '{{ message.attemptsLeft }}' } }|request.params.a",
            "request: { url: 'https://example.com/', body: { json: { a: '{{ message.attempt }}' } } }|request.body.json.a",
            "request: { url: 'https://example.com/', headers: { content-type: 'a/b;n={{ message.attempt }}' } }|request.headers.content-type",
            "request: { url: 'https://example.com/', auth: { bearer: '{{ message.attempt }}' } }|request.auth.bearer",
            "request: { url: 'https://example.com/', signature: { hmac: { header: X, secret: x, content: '{{ message.attempt }}' } } }|request.signature.hmac.content",
            "{ request: { url: 'https://example.com/' }, idempotencyKey: { value: '{{ message.attempt }}' } }|idempotencyKey.value",
            "{ request: { url: 'https://example.com/' }, response: { variables: { a: '{{ message.attempt }}' } } }|response.variables.a",
            "{ request: { url: 'https://example.com/' }, triggers: [ { event: a, when: message.attempt == 1 } ] }|triggers[0].when" })
    void elsewhereItIsReportedWhenTheFileIsLoaded(String script, String field) {
        String yaml = script.startsWith("{") ? script.substring(1, script.length() - 1).replace("}, ", "}\n").strip() : script;
        List<Problem> errors = new ScriptReader(ScriptEnvironment.standalone())
                .read("hook.webhookscript.yaml", "webhookscript: \"1.0\"\n" + yaml + "\n").problems().stream()
                .filter(Problem::isError).toList();

        assertThat(errors).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.UNKNOWN_FIELD);
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.found()).contains("changes with each attempt");
            assertThat(problem.expected()).contains("only in `request.headers`");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = { "{{ message.attemt }}", "{{ message.attempts }}" })
    void misspeltFieldsGetASuggestion(String value) {
        List<Problem> errors = new ScriptReader(ScriptEnvironment.standalone()).read("hook.webhookscript.yaml", """
                webhookscript: "1.0"
                useCase: contact
                request: { method: GET, url: "https://example.com/", headers: { X-A: "%s" } }
                """.formatted(value)).problems();

        assertThat(errors).singleElement().satisfies(problem -> assertThat(problem.suggestions()).contains("attempt"));
    }
}
