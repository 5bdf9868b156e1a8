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
package io.webhookscript.tryout;

import java.util.List;

import io.webhookscript.tryout.ScriptTestResult.Difference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ScriptTestsCompareWhatExpectNamesTest {

    @ParameterizedTest
    @ValueSource(strings = {
            "{ method: PUT }", "{ url: https://crm.example.com/contacts/7 }",
            "{ params: { notify: true, ref: [a, b], absent: null } }",
            "{ params: { notify: 'true' } }",
            "{ headers: { authorization: Bearer ***crm***, x-id: msg_test, X-Absent: null } }",
            "{ headers: { X-At: '2024-06-18T23:22:36.560Z' } }",
            "{ body: { name: A\"B, id: 7, amount: 1.50, tags: [x] } }", "{ outcome: delivered }",
            "{ variables: { crmId: 12345678901234567890, plan: free } }" })
    void anExpectationThatHoldsPasses(String expect) {
        assertThat(run(expect, "{ id: 7, name: 'A\"B', tags: [x] }").report()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = ';', value = {
            "{ method: POST }; method; `\"POST\"`; `\"PUT\"`",
            "{ url: https://crm.example.com/contacts/8 }; url; `\"https://crm.example.com/contacts/8\"`; `\"https://crm.example.com/contacts/7\"`",
            "{ params: { notify: false } }; params.notify; false; `\"true\"`",
            "{ params: { ref: [a] } }; params.ref; `[\"a\"]`; `[\"a\",\"b\"]`",
            "{ params: { nothing: x } }; params.nothing; `\"x\"`; nothing",
            "{ headers: { X-Id: msg } }; headers.X-Id; `\"msg\"`; `\"msg_test\"`",
            "{ body: { id: 7, amount: 1.5, name: B, tags: [x] } }; body.name; `\"B\"`; `\"A\\\"B\"`",
            "{ body: { id: 7, amount: 1.5, tags: [x] } }; body.name; nothing; `\"A\\\"B\"`",
            "{ body: { id: 7, amount: 1.5, name: A\"B, tags: [y] } }; body.tags[0]; `\"y\"`; `\"x\"`",
            "{ outcome: refused }; outcome; `refused`; `delivered`",
            "{ variables: { crmId: 12345678901234567891 } }; variables.crmId; 12345678901234567891; 12345678901234567890",
            "{ variables: { typo: 1 } }; variables.typo; 1; nothing",
            "{ error: boom }; error; a reason that contains: boom; no error" })
    void anExpectationThatDiffersFails(String expect, String path, String expected, String found) {
        List<Difference> differences = run(expect, "{ id: 7, name: 'A\"B', tags: [x] }").differences();

        assertThat(differences).containsExactly(new Difference(28, path, expected, found));
    }

    @Test
    void reportNamesFileLineAndTest() {
        assertThat(run("{ method: POST }", "{ id: 7 }").report().lines()).containsExactly(
                "crm.webhookscript.yaml:28  test `it`: method is not as expected", "    expected  \"POST\"",
                "    found     \"PUT\"");
    }

    @Test
    void requestThatCannotBeMadeFailsATestThatDoesNotExpectIt() {
        assertThat(run("{ method: PUT }", "{ }").differences()).extracting(Difference::path).containsExactly("outcome",
                "method");
        assertThat(run("{ outcome: notSent, error: empty }", "{ }").report()).isEmpty();
    }

    @Test
    void answerThatLacksARequiredValueIsUnusable() {
        ScriptTestResult result = run("{ outcome: unusable, error: response.variables.crmId }", "{ id: 7 }", "{ body: {} }");

        assertThat(result.report()).isEmpty();
    }

    @Test
    void failedAnswerFailsATestThatDoesNotExpectIt() {
        assertThat(run("{ method: PUT }", "{ id: 7 }", "{ status: 503 }").differences()).extracting(Difference::found)
                .containsExactly("temporary: the receiver responded with 503");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = ';', value = {
            "secret.key | b64decode; ***key***", "secret.key | hexdecode; ***key***",
            "'id' | hmac(secret.key | b64decode); ***key***" })
    void secretThatIsDecodedHasItsPlaceholder(String expression, String shown) {
        ScriptTestResult result = new ScriptTests(List.of()).run(Scripts.read("""
                webhookscript: "1.0"
                name: crm
                request: { url: "https://crm.example.com/", body: { json: { key: "{{ %s }}" } } }
                tests: [ { name: it, event: {}, expect: { body: { key: "%s" } } } ]
                """.formatted(expression, shown))).get(0);

        assertThat(result.report()).isEmpty();
    }

    private static ScriptTestResult run(String expect, String event) {
        return run(expect, event, "{ status: 201, body: { id: 12345678901234567890 } }");
    }

    private static ScriptTestResult run(String expect, String event, String response) {
        List<ScriptTestResult> results
                = new ScriptTests(List.of()).run(Scripts.read(SCRIPT.formatted(event, response, expect)));
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    private static final String SCRIPT = """
            webhookscript: "1.0"
            name: crm
            request:
              method: PUT
              url: "https://crm.example.com/contacts/{{ id }}"
              params:
                notify: "{{ true }}"
                ref: [a, b]
              headers:
                X-Id: "{{ message.id }}"
                X-At: "{{ now }}"
              auth: { bearer: "{{ secret.crm }}" }
              body:
                json:
                  id: "{{ id }}"
                  amount: 1.50
                  name: "{{ name }}"
                  tags: "{{ tags }}"
            response:
              variables:
                crmId: { jsonpath: $.id, required: true }
                plan: "{{ response.body.plan | default('free') }}"

            tests:
              - name: it
                event: %s
                response: %s
                expect:  %s
            """;
}
