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

import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Script;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import io.webhookscript.tryout.ScriptTestResult;
import io.webhookscript.tryout.ScriptTests;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * YAML takes {@code +49151} and {@code 0049} for numbers; where only text can stand they go out as they are written.
 */
class TextStaysAsItIsWrittenTest {

    /** Telephone numbers, postal codes, account numbers, hexadecimal ids, versions, parts numbers, exact amounts. */
    private static final List<String> SPELLED = List.of(
            "+491511234567", "01067", "0049", "0123e4", "12e4", "0x1F", "0o17", "1.10", "-0", ".5", "5.", "+1", "00", "True",
            "007.50", "12345678901234567890123", "1e999");

    @TempDir
    private Path folder;

    private WebhookScriptTestSupport camel;

    @BeforeEach
    void open() throws Exception {
        camel = WebhookScriptTestSupport.answering(folder);
    }

    @AfterEach
    void close() {
        camel.close();
    }

    private RawReceiver.Request send(String yaml, Object event) throws Exception {
        Exchange exchange = camel.script("hook", yaml).start().call("webhookscript:hook", event);
        assertThat(exchange.getException()).isNull();
        return camel.receiver().requests().get(0);
    }

    private static String each(String form, String between) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < SPELLED.size(); i++) {
            all.append(all.isEmpty() ? "" : between).append(form.replace("#", "v" + i).replace("$", SPELLED.get(i)));
        }
        return all.toString();
    }

    @Test
    void textInParamsStaysAsItIs() throws Exception {
        RawReceiver.Request request = send(
                "request: { url: \"{{ context.receiver }}/\", params: { " + each("#: $", ", ") + ", l: [ 01, +2 ] } }",
                Map.of());

        assertThat(request.line())
                .isEqualTo("GET /?" + each("#=$", "&").replace("+", "%2B") + "&l=01&l=%2B2 HTTP/1.1");
    }

    @Test
    void textInHeadersStaysAsItIs() throws Exception {
        RawReceiver.Request request = send(
                "request: { url: \"{{ context.receiver }}/\", headers: { " + each("X-#: $", ", ") + " } }", Map.of());

        for (int i = 0; i < SPELLED.size(); i++) {
            assertThat(request.headers("X-v" + i)).containsExactly(SPELLED.get(i));
        }
    }

    @Test
    void textInFormsStaysAsItIs() throws Exception {
        RawReceiver.Request request = send(
                "request: { url: \"{{ context.receiver }}/\", body: { form: { " + each("#: $", ", ") + " } } }", Map.of());

        assertThat(request.text()).isEqualTo(each("#=$", "&").replace("+", "%2B"));
    }

    @Test
    void textInPartsOfMultipartStaysAsItIs() throws Exception {
        RawReceiver.Request request = send("request: { url: \"{{ context.receiver }}/\", body: { multipart: [ "
                                           + each("{ name: #, value: $ }", ", ") + " ] } }",
                Map.of());

        for (int i = 0; i < SPELLED.size(); i++) {
            assertThat(request.text()).contains("name=\"v" + i + "\"\r\n\r\n" + SPELLED.get(i) + "\r\n");
        }
    }

    @Test
    void aNumberInTheContextStaysANumberForTemplates() throws Exception {
        camel.rawScript("hook", """
                webhookscript: "1.0"
                context: { receiver: "", zip: 01067, price: 1.50, limit: 10, text: "10", high: 1 }
                request:
                  url: "{{ context.receiver }}/{{ context.zip }}/{{ context.price }}"
                  body:
                    json:
                      next: "{{ context.limit + 1 }}"
                      limit: "{{ context.limit }}"
                      text: "{{ context.text }}"
                      high: "{{ context.high * 2 }}"
                """);
        camel.component().getContext().put("high", "21");
        assertThat(camel.start().call("webhookscript:hook", Map.of()).getException()).isNull();
        RawReceiver.Request request = camel.receiver().requests().get(0);

        assertThat(request.line()).startsWith("POST /01067/1.50 ");
        assertThat(request.text()).isEqualTo("{\"next\":11,\"limit\":10,\"text\":\"10\",\"high\":42}");
    }

    @ParameterizedTest
    @ValueSource(strings = { "+49151", "0049", "0123e4", "0x1F", "0o17", "-007", "+1.5", "00", ".5", "5." })
    void aNumberThatJsonDoesNotWriteSoIsAProblemInAJsonBody(String number) {
        for (String place : List.of("request: { url: 'https://e.example/', body: { json: { sku: # } } }",
                "request: { url: 'https://e.example/', body: { json: [ [ # ] ] } }",
                "request: { url: 'https://e.example/', body: { json: # } }",
                "request: { url: 'https://e.example/', body: { fields: { a.b: # } } }",
                "request: { url: 'https://e.example/' }\nresponse: { body: { code: # } }",
                "request: { url: 'https://e.example/' }\nresponse: { variables: { v: { jsonpath: $.v, default: # } } }",
                "request: { url: 'https://e.example/' }\ntests: [ { name: t, event: { sku: # }, expect: {} } ]",
                "request: { url: 'https://e.example/' }\ntests: [ { name: t, expect: { body: { sku: # } } } ]")) {
            List<Problem> problems = problems(place.replace("#", number));

            assertThat(problems).as(place).filteredOn(Problem::isError).singleElement().satisfies(p -> {
                assertThat(p.code()).isEqualTo(ProblemCode.WRONG_VALUE);
                assertThat(p.found()).contains("`" + number + "`");
                assertThat(p.expected()).startsWith("quotes around it");
            });
            assertThat(problems(place.replace("#", "'" + number + "'"))).noneMatch(Problem::isError);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "0", "-1", "1.10", "0.5", "1e3", "1.5E-7", "12345678901234567890" })
    void aNumberAsJsonWritesItIsNotAProblem(String number) {
        assertThat(problems("request: { url: 'https://e.example/', body: { json: { n: " + number + " } } }"))
                .noneMatch(Problem::isError);
    }

    @Test
    void aScriptsOwnTestsExpectParamsAndHeadersAsTheyAreWritten() throws Exception {
        String yaml = """
                request: { method: GET, url: "https://e.example/", params: { to: +49151 }, headers: { X-Account: 0049 } }
                tests:
                  - { name: spelled, expect: { params: { to: +49151 }, headers: { x-account: 0049 } } }
                  - { name: other, expect: { params: { to: 49151 } } }
                """;
        Script script = new ScriptReader(ScriptEnvironment.standalone())
                .read("hook.webhookscript.yaml", "webhookscript: \"1.0\"\n" + yaml).orThrow();

        assertThat(new ScriptTests(List.of()).run(script)).extracting(ScriptTestResult::passed).containsExactly(true, false);
    }

    private static List<Problem> problems(String yaml) {
        return new ScriptReader(ScriptEnvironment.standalone())
                .read("hook.webhookscript.yaml", "webhookscript: \"1.0\"\n" + yaml).problems();
    }
}
