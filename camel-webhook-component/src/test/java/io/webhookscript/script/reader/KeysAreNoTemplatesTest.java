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
package io.webhookscript.script.reader;

import java.util.List;

import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A key that looks like a template would go out as it stands; that is a problem at the key, which says what to write.
 */
class KeysAreNoTemplatesTest {

    private static final String REQUEST = "request: { method: PUT, url: 'https://e.example/' }\n";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "json: { a: [ { '{{ field }}': 1 } ] }|request.body.json.a[0]['{{ field }}']|one JSON text",
            "json: { 'x{% if a %}y{% endif %}': 1 }|request.body.json['x{% if a %}y{% endif %}']|one JSON text",
            "form: { 'entry.{{ id }}': 1 }|request.body.form['entry.{{ id }}']|urlencode" })
    void aTemplateAsAKeyOfABodyIsAProblem(String body, String field, String instead) {
        Problem problem = only("request: { method: PUT, url: 'https://e.example/', body: { " + body + " } }\n");

        assertThat(problem.code()).isEqualTo(ProblemCode.TEMPLATE);
        assertThat(problem.expected()).contains(instead);
        assertThat(problem.line()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "request: { method: PUT, url: 'https://e.example/', params: { 'filter[{{ name }}]': 1 } }",
            "request: { method: PUT, url: 'https://e.example/', auth: { apiKey: { in: query, name: '{{ n }}', value: x } } }",
            "request: { method: PUT, url: 'https://e.example/', auth: { oauth2: { tokenUri: 'https://e.example/', clientId: a, "
                                                                                                                               + "clientSecret: b, parameters: { '{{ n }}': x } } } }",
            REQUEST + "context: { a: '{{ id }}' }", REQUEST + "context: { '{{ a }}': id }",
            REQUEST + "response: { body: { '{{ response.status }}': 1 } }",
            REQUEST + "tests: [ { name: t, context: { a: '{{ id }}' }, expect: {} } ]" })
    void aTemplateAsAKeyElsewhereIsAProblem(String yaml) {
        assertThat(only(yaml).code()).isEqualTo(ProblemCode.TEMPLATE);
    }

    @Test
    void whatTheProblemSaysInsteadLoads() {
        assertThat(problems("""
                request:
                  method: PUT
                  url: "https://e.example/?{{ name }}={{ value }}"
                  body: { json: '{ "{{ key }}": {{ value }} }' }
                """)).isEmpty();
        assertThat(problems(
                """
                        request:
                          method: PUT
                          url: "https://e.example/"
                          body: { text: "entry.{{ id | urlencode }}={{ value | urlencode }}", contentType: application/x-www-form-urlencoded }
                        """))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "request: { method: PUT, url: 'https://e.example/', body: { json: { <<: *common, a: 1 } } }",
            "request: { method: PUT, url: 'https://e.example/', headers: { <<: *common } }",
            "request: { <<: *common, method: PUT, url: 'https://e.example/' }",
            REQUEST + "tests: [ { name: t, event: { <<: *common }, expect: {} } ]" })
    void aMergeKeyIsRefusedInWordsThatNameIt(String yaml) {
        Problem problem = only("x-common: &common { source: crm }\n" + yaml);

        assertThat(problem.found()).contains("merge key `<<`");
        assertThat(problem.code()).isEqualTo(ProblemCode.UNKNOWN_KEY);
    }

    @Test
    void aKeyThatIsQuotedIsAText() {
        assertThat(problems("request: { method: PUT, url: 'https://e.example/', body: { json: { '<<': 1 } } }")).isEmpty();
    }

    @Test
    void keysOfTheFirstLevelThatBeginWithXAreAPlaceForAnchors() {
        assertThat(problems("""
                x-source: &source { system: crm, version: 3 }
                x-url: &url https://e.example/
                request:
                  method: PUT
                  url: *url
                  body: { json: { source: *source } }
                """)).isEmpty();
        assertThat(only(REQUEST + "limits: { x-delay: 1s }").code()).isEqualTo(ProblemCode.UNKNOWN_KEY);
    }

    private static Problem only(String yaml) {
        List<Problem> problems = problems(yaml);
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    private static List<Problem> problems(String yaml) {
        return new ScriptReader(ScriptEnvironment.standalone())
                .read("hook.webhookscript.yaml", "webhookscript: \"1.0\"\n" + yaml).problems();
    }
}
