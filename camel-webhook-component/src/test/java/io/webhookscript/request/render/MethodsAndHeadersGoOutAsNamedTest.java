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
package io.webhookscript.request.render;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.webhookscript.http.RawReceiver;
import io.webhookscript.request.attempt.Sender;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.script.problem.InvalidScriptException;
import io.webhookscript.script.problem.ProblemCode;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MethodsAndHeadersGoOutAsNamedTest {

    @AutoClose
    private final Sender sender = new Sender();

    @ParameterizedTest
    @ValueSource(strings = {
            "GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PURGE", "PROPFIND", "QUERY", "M-SEARCH", "x!#$%&'*+^_`|~1" })
    void sendsAnyMethodTokenWithABody(String method) throws Exception {
        RawReceiver.Request request
                = sender.send("request: { method: \"" + method + "\", url: \"@base@/a\", body: { text: hi } }", null);

        assertThat(request.line()).isEqualTo(method + " /a HTTP/1.1");
        assertThat(request.text()).isEqualTo("hi");
        assertThat(request.headers("Content-Type")).containsExactly("text/plain; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(strings = { "get", "Post", "pATCH", "query" })
    void refusesAStandardMethodInOtherLetters(String method) {
        assertThatThrownBy(() -> sender.script("request: { method: " + method + ", url: \"@base@/a\" }"))
                .isInstanceOfSatisfying(InvalidScriptException.class, invalid -> assertThat(invalid.problems())
                        .singleElement().satisfies(problem -> {
                            assertThat(problem.code()).isEqualTo(ProblemCode.WRONG_VALUE);
                            assertThat(problem.line() + ":" + problem.column()).isEqualTo("2:20");
                            assertThat(problem.suggestions()).containsExactly(method.toUpperCase(Locale.ROOT));
                        }));
    }

    @Test
    void choosesTheMethodByTheBodyAndSendsNoContentTypeWithoutOne() throws Exception {
        assertThat(sender.send("request: { url: \"@base@/a\", body: { json: { a: 1 } } }", null).line()).startsWith("POST ");
        RawReceiver.Request request = sender.send("request: { url: \"@base@/a\" }", null);

        assertThat(request.line()).startsWith("GET ");
        assertThat(request.headers("Content-Type")).isEmpty();
        assertThat(request.headers("Content-Length")).isEmpty();
        assertThat(request.headers("Accept")).containsExactly("*/*");
        assertThat(request.headers("User-Agent")).singleElement().asString().startsWith("webhookscript/");
        assertThat(request.headers("Webhook-Hops")).containsExactly("1");
    }

    @Test
    void keepsOrderRepetitionAndEveryNamedHeader() throws Exception {
        RawReceiver.Request request = sender.send("""
                request:
                  url: "@base@/a"
                  headers:
                    X-Z: last
                    Cache-Control: no-store
                    Date: Mon, 01 Jan 2024 00:00:00 GMT
                    Via: 1.1 here
                    Pragma: no-cache
                    X-Many: [a, "{{ list }}", { type: text, value: "{{ as it is }}" }]
                    X-Path: { type: variable, value: order.id }
                    X-Null: "{{ nothing }}"
                    X-Gone: "{{ gone }}"
                    user-agent: mine
                    X-A: first
                """, "{\"list\":[\"b\",1.50],\"order\":{\"id\":7},\"nothing\":null}");

        assertThat(request.headerLines().stream().filter(line -> !line.startsWith("Host") && !line.startsWith("Connection")
                && !line.startsWith("Accept") && !line.startsWith("Webhook-Hops"))).containsExactly(
                        "X-Z: last", "Cache-Control: no-store", "Date: Mon, 01 Jan 2024 00:00:00 GMT", "Via: 1.1 here",
                        "Pragma: no-cache", "X-Many: a", "X-Many: b", "X-Many: 1.50", "X-Many: {{ as it is }}", "X-Path: 7",
                        "user-agent: mine", "X-A: first");
    }

    @ParameterizedTest
    @ValueSource(strings = { "a\r\nX-Evil: 1", "a\nb", "a\rb", "a\0b", "é", "😀", "\t", "a\u007fb", "\u0085" })
    void refusesAValueThatIsNotOneLineOfPrintableAscii(String value) {
        for (String template : List.of("{{ v }}", "x {{ v }}")) {
            assertThatThrownBy(() -> sender.send("request: { url: \"@base@/\", headers: { X-A: \"" + template + "\" } }",
                    Map.of("v", value)))
                    .isInstanceOf(NotSentException.class).hasMessageContaining("request.headers.X-A");
        }
        assertThat(sender.receiver.requests()).isEmpty();
    }

    @Test
    void letsAScriptNameTheContentType() throws Exception {
        RawReceiver.Request request = sender.send(
                "request: { url: \"@base@/\", headers: { content-type: application/vnd.x+json }, body: { json: { a: 1 } } }",
                null);

        assertThat(request.headers("Content-Type")).containsExactly("application/vnd.x+json");
    }

    @Test
    void addsTheIdempotencyKeyOnceAndTheSameOnEveryAttempt() throws Exception {
        String yaml = "idempotencyKey: { header: X-Key, value: \"{{ id }}\", quoted: true }\n"
                      + "request: { method: POST, url: \"@base@/\", headers: { x-key: replaced } }";
        TemplateInputs data = sender.data(sender.script(yaml), Map.of("id", 7));
        RenderedRequest request = new RequestRenderer(List.of()).render(data);

        sender.response(request, data, sender.sealer(), Sender.NOW);
        sender.response(request, data, sender.sealer(), Sender.NOW.plusSeconds(9));

        assertThat(sender.receiver.requests()).hasSize(2)
                .allSatisfy(r -> assertThat(r.headers("X-Key")).containsExactly("\"7\""));
        assertThat(sender.send("idempotencyKey: true\nrequest: { method: POST, url: \"@base@/\" }", null)
                .headers("Idempotency-Key"))
                .containsExactly(sender.messageId);
    }
}
