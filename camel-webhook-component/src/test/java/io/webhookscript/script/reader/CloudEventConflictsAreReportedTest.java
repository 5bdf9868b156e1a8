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

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What contradicts {@code request.cloudEvent} is an error of the file, at its place and with what to write instead. */
class CloudEventConflictsAreReportedTest {

    private static final String SCRIPT = """
            webhookscript: "1.0"
            request:
              url: https://bus.example.com/
              cloudEvent: { mode: @mode@, type: t, source: /crm }
              @key@
            """;

    /** The JSON Schema sees the same, where it can see it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '#', value = {
            "binary | method: GET | 3 | request.method | such as POST | true",
            "structured | method: TRACE | 3 | request.method | such as POST | true",
            "binary | headers: { CE-Id: x } | 14 | request.headers.CE-Id | cloudEvent | true",
            "structured | headers: { ce-partitionkey: x } | 14 | request.headers.ce-partitionkey | cloudEvent | true",
            "structured | headers: { content-type: text/xml } | 14 | request.headers.content-type | mode: binary | true",
            "structured | body: { form: { a: b } } | 11 | request.body.form | mode: binary | true",
            "structured | body: { multipart: [{ name: a, value: b }] } | 11 | request.body.multipart | mode: binary | true",
            "binary | headers: { Content-Type: application/cloudevents+json } | 28 | request.headers.Content-Type | mode: structured | false",
            "binary | headers: { Content-Type: [application/cloudevents-batch+json] } | 29 | request.headers.Content-Type | mode: structured | false",
            "binary | body: { text: x, contentType: application/cloudevents } | 33 | request.body.contentType | mode: structured | false",
            "binary | auth: { apiKey: { in: header, name: ce-key, value: x } } | 39 | request.auth.apiKey.name | another name | false",
            "binary | signature: { hmac: { header: ce-sig, secret: x } } | 32 | request.signature.hmac.header | another name | false",
            "binary | signature: { hmac: { header: s, timestampHeader: ce-time, secret: x } } | 52 | request.signature.hmac.timestampHeader | another name | false" })
    void namesThePlaceAndTheWayOut(String mode, String key, int column, String field, String advice, boolean inSchema)
            throws IOException {
        String text = SCRIPT.replace("@mode@", mode).replace("@key@", key);

        assertThat(ValidScripts.read("test.webhookscript.yaml", text).problems()).filteredOn(Problem::isError).singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(ProblemCode.CONFLICTING_KEYS);
                    assertThat(problem.field()).isEqualTo(field);
                    assertThat(problem.line()).isEqualTo(5);
                    assertThat(problem.column()).isEqualTo(column);
                    assertThat(problem.expected()).contains(advice);
                });
        assertThat(accepts(text)).isEqualTo(!inSchema);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "headers: { Content-Type: application/vnd.crm+json, X-A: b }", "body: { form: { a: b } }",
            "body: { multipart: [{ name: a, value: b }] }", "method: PUT",
            "auth: { apiKey: { in: query, name: ce-key, value: x } }" })
    void binaryModeTakesWhatDoesNotContradictIt(String key) throws IOException {
        String text = SCRIPT.replace("@mode@", "binary").replace("@key@", key);

        assertThat(ValidScripts.read("test.webhookscript.yaml", text).problems()).noneMatch(Problem::isError);
        assertThat(accepts(text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({ "binary, ce-id", "structured, Content-Type" })
    void theKeyOfIdempotencyMustNotReplaceAnAttribute(String mode, String header) {
        String text
                = SCRIPT.replace("@mode@", mode).replace("@key@", "body: { json: {} }") + "idempotencyKey: { header: " + header
                  + " }\n";

        assertThat(ValidScripts.read("test.webhookscript.yaml", text).problems()).filteredOn(Problem::isError).singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(ProblemCode.CONFLICTING_KEYS);
                    assertThat(problem.field()).isEqualTo("idempotencyKey.header");
                    assertThat(problem.line()).isEqualTo(6);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "/crm", "crm/contacts", "https://crm.example.com:8080/a?b=c#d", "urn:uuid:6e8bc430", "mailto:crm@example.com",
            "//crm.example.com/x", "http://[2001:db8::1]:80/x", "/a%20b", "#f", "?q", "{{ header['ce-source'] }}", "1/a:b" })
    void aSourceIsAUriReference(String source) throws IOException {
        String text = withSource(source);

        assertThat(ValidScripts.read("test.webhookscript.yaml", text).problems()).noneMatch(Problem::isError);
        assertThat(accepts(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", " ", "a b", "/caf\u00e9", "/a%2", "/a%zz", ":x", "1a:b", "a:", "//", "/{x}", "/a[0]", "a#b#c", "http://[zz]/" })
    void whatIsNoUriReferenceIsRefused(String source) throws IOException {
        String text = withSource(source);

        assertThat(ValidScripts.read("test.webhookscript.yaml", text).problems()).filteredOn(Problem::isError).singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(ProblemCode.WRONG_VALUE);
                    assertThat(problem.field()).isEqualTo("request.cloudEvent.source");
                    assertThat(problem.expected()).contains("/crm/contacts");
                });
        assertThat(accepts(text)).isFalse();
    }

    /** The pattern is matched without recursion. */
    @ParameterizedTest
    @ValueSource(strings = { "a", "%20", "a/", ":" })
    void aSourceOfAnyLengthIsChecked(String piece) {
        ReadResult result = ValidScripts.read("test.webhookscript.yaml", withSource("/" + piece.repeat(15_000)));

        assertThat(result.problems()).noneMatch(Problem::isError);
    }

    private static String withSource(String source) {
        return SCRIPT.replace("@mode@", "binary").replace("@key@", "body: { json: {} }").replace("/crm", "\"" + source + "\"");
    }

    private static boolean accepts(String text) throws IOException {
        return ScriptSchema.load()
                .validate(MutatedScriptsAreRefusedAtTheirLineTest.json(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }
}
