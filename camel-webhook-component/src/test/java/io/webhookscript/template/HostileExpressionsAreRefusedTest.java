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
package io.webhookscript.template;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.webhookscript.template.Templates.Event;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What harms engines that call methods is refused here when it is compiled, or is plain data, wherever it stands. */
class HostileExpressionsAreRefusedTest {

    private static final List<String> PLACES
            = List.of("{{ %s }}", "{%% if %s %%}a{%% endif %%}", "{%% for x in %s %%}a{%% endfor %%}",
                    "{{ contact.first_name|default(%s) }}", "{{ items[%s] }}");

    static Stream<Arguments> attacks() throws IOException {
        List<Arguments> attacks = new ArrayList<>();
        for (String file : List.of("hostile-expressions.jsonl", "hostile-more.jsonl")) {
            for (JsonNode line : lines(file)) {
                PLACES.forEach(
                        place -> attacks.add(Arguments.of(line.get("id").asText(), place, line.get("expression").asText())));
            }
        }
        return attacks.stream();
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("attacks")
    void neverCallsNorChangesAnything(String id, String place, String expression) throws IOException {
        String json = "{\"contact\":{\"first_name\":\"Anna\"},\"n\":5,\"items\":[1,2,3]}";
        Event event = Event.json(json);

        String result = outcome(place.replace("%%", "%").replace("%s", expression), event);

        assertThat(result).as(id).matches("refused|computed: .{0,40}");
        assertThat(event.data()).isEqualTo(Event.json(json).data());
        assertThat(java.nio.file.Path.of("target/pwned")).doesNotExist();
        assertThat(System.getProperty("pwn")).isNull();
    }

    @ParameterizedTest
    @MethodSource("names")
    void namesOfClassesAndMethodsAreOnlyKeys(String path) {
        assertThat(Templates.expression(path).evaluate(Event.of(Map.of("contact", Map.of("a", 1L)))))
                .isEqualTo(Undefined.UNDEFINED);
    }

    static List<String> names() {
        return List.of("contact.class", "contact.size", "contact.clear", "contact.getClass", "contact['class']",
                "java.lang.Runtime",
                "contact.__class__", "contact.class.classLoader", "self", "range", "cycler", "lipsum");
    }

    private static String outcome(String template, Event event) {
        try {
            return "computed: " + Templates.render(template, Position.TEXT, event);
        } catch (TemplateException e) {
            assertThat(e.line()).isPositive();
            assertThat(e.column()).isPositive();
            return "refused";
        }
    }

    private static List<JsonNode> lines(String file) throws IOException {
        try (InputStream in = HostileExpressionsAreRefusedTest.class.getResourceAsStream("/template/" + file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Templates.JSON.readerFor(JsonNode.class).<JsonNode> readValues(text).readAll();
        }
    }
}
