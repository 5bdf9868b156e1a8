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
package io.webhookscript.script;

import java.util.Objects;

import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.reader.ReadResult;
import io.webhookscript.script.reader.ValidScripts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a script evaluates for each attempt and each response must not read an event that is kept as text meanwhile. */
class LateEventReadsTest {

    private static final String SCRIPT = """
            webhookscript: "1.0"
            name: a
            inputs: [given]
            context: { key: "" }
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "false | body: { json: { a: '{{ a }}' } }",
            "false | auth: { bearer: '{{ secret.a }}' }",
            "false | auth: { bearer: '{{ given }}' }",
            "true  | auth: { bearer: '{{ a }}' }",
            "true  | auth: { basic: { username: '{{ context.key }}', password: '{{ event.a }}' } }",
            "true  | auth: { apiKey: { in: header, name: X-Key, value: '{{ order.key }}' } }",
            "false | auth: { oauth2: { tokenUri: 'https://a.example/', clientId: a, clientSecret: b } }",
            "true  | auth: { oauth2: { tokenUri: 'https://a.example/', clientId: a, clientSecret: b,"
                                                                                                          + " parameters: { audience: '{{ tenant }}' } } }",
            "false | signature: { standardWebhooks: { secrets: ['{{ secret.a }}'] } }",
            "false | signature: { hmac: { header: X-S, secret: '{{ secret.a }}', content: '{{ timestamp }}.{{ body }}' } }",
            "true  | signature: { hmac: { header: X-S, secret: '{{ key }}', content: '{{ body }}' } }" })
    void ofTheRequest(boolean late, String line) {
        assertLate(SCRIPT + "request:\n  url: https://a.example/{{ a }}\n  method: POST\n  " + line + "\n", late);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "false | type: json",
            "false | variables: { a: { jsonpath: $.a }, b: { xpath: /b } }",
            "false | variables: { a: '{{ response.body.a }}', b: 1 }",
            "true  | variables: { a: '{{ a }}' }",
            "true  | variables: { a: '{{ response.body[key] }}' }",
            "false | variables: { a: '{{ message.id }}{{ variable.x }}{{ header.y }}{{ given }}{{ context.key }}' }",
            "true  | variables: { a: { mvel: 1 + 1 } }",
            "true  | body: { a: [ '{{ response.status }}', { b: '{{ b }}' } ] }",
            "false | body: { a: [ '{{ response.status }}', { b: 1 } ] }",
            "true  | outcomes: [ { status: [400], when: response.body.code == code, is: gone } ]",
            "false | outcomes: [ { status: [400], when: response.body.code == 7, is: gone } ]",
            "true  | outcomes: [ { status: [400], is: temporary, retryAfter: '{{ pause }}' } ]" })
    void ofTheResponse(boolean late, String line) {
        assertLate(SCRIPT + "request: { url: 'https://a.example/', method: POST }\nresponse:\n  " + line + "\n", late);
    }

    private static void assertLate(String yaml, boolean late) {
        ReadResult read = ValidScripts.read("a.webhookscript.yaml", yaml);

        assertThat(read.problems().stream().filter(Problem::isError).toList()).as(yaml).isEmpty();
        assertThat(LateEventReads.in(Objects.requireNonNull(read.script()).definition())).as(yaml).isEqualTo(late);
    }
}
