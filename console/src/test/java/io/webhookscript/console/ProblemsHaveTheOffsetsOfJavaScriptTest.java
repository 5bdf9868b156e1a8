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
package io.webhookscript.console;

import java.nio.file.Path;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A page can mark each problem and replace each value in the text that it has sent. */
class ProblemsHaveTheOffsetsOfJavaScriptTest {

    private static final String SOURCE = """
            # 😀 a comment
            webhookscript: "1.0"
            name: crm
            description: "😀 with 😀 two"
            context: { a: 😀x, b: [1, 'two'] }
            request:
              metod: PUT
              url: "https://crm.example.com/{{ id | uper }}"
            limits:
              hops: 12345678901234567890
            """;

    @TempDir
    private Path folder;

    private ConsoleApplication application;

    @BeforeEach
    void starts() throws Exception {
        application = new ConsoleApplication(folder).start();
    }

    @AfterEach
    void stops() {
        application.close();
    }

    @Test
    void eachProblemMarksItsWord() throws Exception {
        JsonNode checked = application.post("api/check", Map.of("name", "crm", "source", SOURCE)).json();

        assertThat(checked.path("valid").asBoolean()).isFalse();
        assertThat(marked(checked, "unknown-key")).isEqualTo("metod");
        assertThat(marked(checked, "template")).isEqualTo("uper");
    }

    @Test
    void eachValueAndKeyHasItsPlaceInTheText() throws Exception {
        JsonNode tree = application.post("api/check", Map.of("name", "crm", "source", SOURCE)).json().path("tree");

        assertThat(text(value(tree, "description"))).isEqualTo("\"😀 with 😀 two\"");
        assertThat(value(tree, "description").path("value").asText()).isEqualTo("😀 with 😀 two");
        assertThat(text(value(tree, "context"))).isEqualTo("{ a: 😀x, b: [1, 'two'] }");
        assertThat(text(value(value(tree, "context"), "b"))).isEqualTo("[1, 'two']");
        assertThat(text(value(value(tree, "request"), "url"))).isEqualTo("\"https://crm.example.com/{{ id | uper }}\"");
        JsonNode request = entry(tree, "request");
        assertThat(SOURCE.substring(request.path("keyFrom").asInt(), request.path("keyTo").asInt())).isEqualTo("request");
        assertThat(text(tree)).startsWith("webhookscript").endsWith("12345678901234567890");
    }

    @Test
    void aNumberThatJavaScriptWouldChangeIsAText() throws Exception {
        JsonNode tree = application.post("api/check", Map.of("name", "crm", "source", SOURCE)).json().path("tree");

        JsonNode hops = value(value(tree, "limits"), "hops").path("value");
        assertThat(hops.isTextual()).isTrue();
        assertThat(hops.asText()).isEqualTo("12345678901234567890");
        assertThat(value(value(tree, "context"), "b").at("/items/0/value").isNumber()).isTrue();
    }

    @Test
    void aByteOrderMarkAndWindowsLinesAreCounted() throws Exception {
        String windows
                = "\uFEFFwebhookscript: \"1.0\"\r\nname: crm\r\nrequest: { url: \"https://a.example.com\", metod: PUT }\r\n";

        JsonNode checked = application.post("api/check", Map.of("name", "crm", "source", windows)).json();

        JsonNode problem = checked.path("problems").path(0);
        assertThat(windows.substring(problem.path("from").asInt(), problem.path("to").asInt())).isEqualTo("metod");
    }

    @Test
    void aTextThatIsNotYamlHasAProblemAndNoTree() throws Exception {
        JsonNode checked = application.post("api/check", Map.of("name", "crm", "source", "request: [")).json();

        assertThat(checked.path("tree").isNull()).isTrue();
        assertThat(checked.at("/problems/0/code").asText()).isEqualTo("not-yaml");
        assertThat(checked.at("/problems/0/to").asInt()).isLessThanOrEqualTo(10);
    }

    @Test
    void aNameThatIsAPathIsAProblem() throws Exception {
        JsonNode checked = application.post(
                "api/check", Map.of("name", "../crm", "source", SOURCE)).json();

        assertThat(checked.path("problems").findValuesAsText("code")).contains("wrong-name");
    }

    private static String marked(JsonNode checked, String code) {
        for (JsonNode problem : checked.path("problems")) {
            if (problem.path("code").asText().equals(code)) {
                return SOURCE.substring(problem.path("from").asInt(), problem.path("to").asInt());
            }
        }
        throw new AssertionError("there is no problem " + code + " in " + checked);
    }

    private static JsonNode value(JsonNode map, String key) {
        return entry(map, key).path("value");
    }

    private static JsonNode entry(JsonNode map, String key) {
        for (JsonNode entry : map.path("entries")) {
            if (entry.path("key").asText().equals(key)) {
                return entry;
            }
        }
        throw new AssertionError("there is no key " + key);
    }

    private static String text(JsonNode node) {
        return SOURCE.substring(node.path("from").asInt(), node.path("to").asInt());
    }
}
