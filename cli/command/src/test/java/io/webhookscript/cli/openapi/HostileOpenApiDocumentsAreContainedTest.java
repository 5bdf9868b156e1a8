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
package io.webhookscript.cli.openapi;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;

import io.webhookscript.cli.draft.DraftCheck;
import io.webhookscript.cli.draft.ScriptDraft;
import io.webhookscript.cli.input.CommandFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** A document that is wrong, or made to do harm, ends with an error that names the line, or with a sound script. */
class HostileOpenApiDocumentsAreContainedTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static final String HEAD = """
            openapi: 3.1.0
            servers: [{ url: "https://api.example.com" }]
            """;

    static Stream<Arguments> documents() {
        return Stream.of(
                arguments("not YAML", "openapi: 3.1.0\npaths: {", "api.yaml:2:"),
                arguments("empty", "", "api.yaml:1:1: the file is empty"),
                arguments("a script", "webhookscript: \"1.0\"\n", "api.yaml:1:1: the key `openapi`"),
                arguments("Swagger 2", "swagger: '2.0'\npaths: {}\n", "api.yaml:1:1: this is a document of Swagger 2.0"),
                arguments("another version", "openapi: 4.0.0\n", "api.yaml:1:10: openapi is `4.0.0`; expected the version 3.0"),
                arguments("no operations", "openapi: 3.0.0\npaths: {}\n", "has no operations"),
                arguments("a remote path only", "openapi: 3.0.0\npaths: { /a: { $ref: 'https://a.example.com/b.yaml' } }\n",
                        "not read: /a: the reference https://a.example.com/b.yaml"),
                arguments("paths as a list", HEAD + "paths: [1]\n", "api.yaml:3:8: paths is a list; expected a map"),
                arguments("an operation as text", HEAD + "paths:\n  /a:\n    get: later\n",
                        "api.yaml:5:10: paths./a.get is `later`; expected a map"),
                arguments("a key twice", HEAD + "paths:\n  /a: { get: {} }\n  /a: { get: {} }\n", "api.yaml:5:3: "),
                arguments("a tag", HEAD + "paths: !!java.net.URL [x]\n", "api.yaml:3:8: "),
                arguments("deep YAML", HEAD + "paths: " + "[".repeat(5_000) + "]".repeat(5_000), "more than 64 levels"),
                arguments("deep JSON", "{\"openapi\": \"3.0.0\", \"paths\": " + "[".repeat(5_000) + "]".repeat(5_000) + "}",
                        "more than 64 levels"),
                arguments("an alias bomb", HEAD + aliasBomb(), "with aliases expanded"),
                arguments("an alias of itself", HEAD + "paths: &a { /a: *a }\n", "api.yaml:3:"),
                arguments("too large", HEAD + "#" + "x".repeat(OpenApiDocument.MAX_BYTES), "more than 16777216 bytes"),
                arguments("not UTF-8", HEAD + "x: \u0000", "api.yaml:3:4: "));
    }

    private static String aliasBomb() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, "*a%d, *a%d, *a%d, *a%d".formatted(i - 1, i - 1, i - 1, i - 1)));
        }
        return bomb.append("paths: { /a: { get: { x: [*a9, *a9, *a9, *a9] } } }\n").toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void whatCannotBeReadIsAnErrorWithItsPlace(String name, String text, String message) {
        assertTimeoutPreemptively(SOON, () -> assertThatThrownBy(() -> read(text))
                .isInstanceOf(CommandFailedException.class).hasMessageStartingWith("api.yaml").hasMessageContaining(message)
                .satisfies(failure -> assertThat(failure.getMessage()).hasSizeLessThan(400)));
    }

    @Test
    void referencesInACircleEnd() {
        ScriptDraft draft = draft(
                HEAD + """
                        paths:
                          /a: { post: { operationId: a, requestBody: { content: { application/json: { schema: { $ref: "#/x/A" } } } } } }
                        x:
                          A: { type: object, properties: { b: { $ref: "#/x/B" }, c: { $ref: "#/x/C" }, d: { $ref: "#/x/D" } } }
                          B: { $ref: "#/x/B" }
                          C: { oneOf: [{ $ref: "#/x/C" }, { allOf: [{ $ref: "#/x/C" }] }] }
                          D: { type: array, items: { $ref: "#/x/A" } }
                        """);

        assertThat(draft.yaml()).contains("b: \"{{ event.b }}\"").contains("d: \"{{ event.d }}\"");
        assertThat(draft.notCarried()).contains("the reference #/x/B: it leads back to itself");
        assertThat(new DraftCheck(draft).faults()).isEmpty();
    }

    @Test
    void schemasThatGrowWithoutEndAreAnErrorWithTheirPlace() {
        StringBuilder properties = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            properties.append("p%d: { $ref: '#/x/A' }, ".formatted(i));
        }
        String text = HEAD
                      + """
                              paths:
                                /a: { post: { operationId: a, requestBody: { content: { application/json: { schema: { $ref: "#/x/A" } } } } } }
                              x:
                                A: { type: object, properties: { %s } }
                              """
                              .formatted(properties);

        assertTimeoutPreemptively(SOON, () -> assertThatThrownBy(() -> draft(text)).isInstanceOf(CommandFailedException.class)
                .hasMessageMatching(
                        "api\\.yaml:6:\\d+: x\\.A\\.properties\\.p\\d+: the schemas of this operation are too large.*"));
    }

    @Test
    void aPartOfAnotherKindThanExpectedIsAnErrorWithItsPlace() {
        String text = HEAD + """
                paths:
                  /a:
                    post:
                      operationId: a
                      parameters: { name: id }
                """;

        assertThatThrownBy(() -> draft(text)).isInstanceOf(CommandFailedException.class)
                .hasMessage("api.yaml:7:19: paths./a.post.parameters is a map; expected a list");
    }

    @Test
    void textsOfTheDocumentStayTexts() {
        ScriptDraft draft = draft(HEAD + """
                paths:
                  "/a<script>{{ secret.x }}":
                    post:
                      operationId: "a"
                      summary: "<img src=x onerror=alert(1)> {{ secret.all }} # \\u2028 [x]"
                      parameters:
                        - { name: "q'}}<b>{{ secret.y", in: query, schema: { const: "{{ secret.z }}" } }
                      requestBody:
                        content:
                          application/json:
                            schema: { type: object, properties: { "a{{ secret.w }}": { const: "{{ secret.v }}" } } }
                """);

        DraftCheck check = new DraftCheck(draft);

        assertThat(check.faults()).isEmpty();
        assertThat(draft.yaml()).contains("<img src=x onerror=alert(1)>");
        assertThat(draft.secrets()).isEmpty();
    }

    private static OpenApiDocument read(String text) {
        return OpenApiDocument.read("api.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static ScriptDraft draft(String text) {
        OpenApiDocument document = read(text);
        ScriptDraft draft = new ScriptDraft("a");
        document.map(document.operations().get(0), null, draft);
        return draft;
    }
}
