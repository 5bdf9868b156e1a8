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

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Outcome;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.problem.Severity;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** JSON in lines, JSON in a form field, JSON within a JSON string: a quote in a value breaks none of them unseen. */
class JsonIsEscapedWhereverItIsSentTest {

    private static final Map<String, Object> EVENT
            = Map.of("text", "say \"hi\"\n\\o/", "rows",
                    List.of(Map.of("id", 1, "name", "a\"b"), Map.of("id", 2, "name", "c\nd")));

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

    private Exchange call(String body) throws Exception {
        return camel.script("hook", "request:\n  url: \"{{ context.receiver }}/\"\n  body:\n" + body.indent(4)).start()
                .call("webhookscript:hook", EVENT);
    }

    private String sent(String body) throws Exception {
        assertThat(call(body).getException()).isNull();
        RawReceiver.Request request = camel.receiver().requests().get(0);
        return request.text();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines; charset=utf-8",
            "application/json-lines", "application/x-json-stream" })
    void linesAreJson(String contentType) throws Exception {
        assertThat(sent("""
                contentType: "%s"
                text: |
                  {%% for row in rows %%}{"index": {"_id": "{{ row.id }}"}}
                  {"name": "{{ row.name }}", "text": {{ text }}}
                  {%% endfor %%}
                """.formatted(contentType))).isEqualTo("""
                {"index": {"_id": "1"}}
                {"name": "a\\"b", "text": "say \\"hi\\"\\n\\\\o/"}
                {"index": {"_id": "2"}}
                {"name": "c\\nd", "text": "say \\"hi\\"\\n\\\\o/"}

                """);
    }

    @Test
    void aLineThatIsNoJsonIsNotSent() throws Exception {
        WebhookScriptException failure = call("""
                contentType: application/x-ndjson
                text: |
                  {"index": {}}
                  {"name": {{ text }} {{ text }} }
                """).getException(WebhookScriptException.class);

        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure.getReason()).contains("JSON");
    }

    @Test
    void aMapInAFormFieldIsJson() throws Exception {
        assertThat(sent("form: { payload: \"{{ {'text': text, 'rows': rows[0:1] | map(attribute='id')} }}\" }"))
                .isEqualTo("payload=" + java.net.URLEncoder.encode(
                        "{\"text\":\"say \\\"hi\\\"\\n\\\\o/\",\"rows\":[1]}", java.nio.charset.StandardCharsets.UTF_8)
                        .replace("+", "%20"));
    }

    @Test
    void aMapInAJsonStringIsJsonEscaped() throws Exception {
        assertThat(sent("json: '{ \"payload\": \"{{ rows[0] }}\" }'")).startsWith("{ \"payload\": \"{\\\"")
                .contains("a\\\\\\\"b");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "form: { payload: '{\"text\": \"{{ text }}\"}' }", "json: { payload: ' { \"text\" : {{ text }} }' }",
            "json: { list: '[\"{{ text }}\"]' }", "fields: { a.b: '[{\"text\": \"{{ text | upper }}\"}]' }",
            "multipart: [ { name: a, value: '{\"text\": \"{{ text }}\"}' } ]",
            "text: '{\"text\": \"{{ text }}\"}'", "text: '{\"text\": \"{{ text }}\"}'\ncontentType: text/plain" })
    void aBarePlaceholderInATextThatLooksLikeJsonIsAWarning(String body) {
        List<Problem> problems = problems(body);

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.JSON_IN_TEXT);
            assertThat(problem.code().severity()).isEqualTo(Severity.WARNING);
            assertThat(problem.expected()).contains("tojson");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "form: { payload: '{\"text\": {{ text | tojson }}}' }", "form: { payload: '{\"text\": \"fixed\"}' }",
            "form: { payload: '{{ text }}' }", "form: { text: '[{{ level }}] {{ text }}' }", "form: { text: '{ {{ text }} }' }",
            "json: '{\"text\": \"{{ text }}\"}'", "text: '{\"text\": \"{{ text }}\"}'\ncontentType: application/json",
            "text: '{\"text\": \"{{ text }}\"}'\ncontentType: application/x-ndjson" })
    void aBarePlaceholderInOtherTextsIsNotAWarning(String body) {
        assertThat(problems(body)).isEmpty();
    }

    private static List<Problem> problems(String body) {
        return new ScriptReader(ScriptEnvironment.standalone()).read("hook.webhookscript.yaml",
                "webhookscript: \"1.0\"\nrequest:\n  method: PUT\n  url: https://e.example/\n  body:\n" + body.indent(4))
                .problems();
    }
}
