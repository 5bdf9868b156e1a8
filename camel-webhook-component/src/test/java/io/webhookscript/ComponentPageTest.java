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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

/** Holds the component's page to its catalog. With {@code -Dgolden.update} it writes the tables anew. */
class ComponentPageTest {

    private static final Path PAGE = Path.of("../docs/webhookscript-component.adoc");
    private static final Path CATALOG = Path.of("src/generated/resources/META-INF/io/webhookscript/webhookscript.json");

    /** The tables, each under the marker {@code // options:} of its name. */
    private enum Table {

        COMPONENT("properties of component", "componentProperties", option -> true),
        PATH("properties of kind path", "properties", option -> "path".equals(option.path("kind").asText())),
        PARAMETERS("properties of kind parameter", "properties", option -> "parameter".equals(option.path("kind").asText())),
        HEADERS("headers", "headers", option -> true);

        private final String marker;
        private final String section;
        private final Predicate<JsonNode> filter;

        Table(String marker, String section, Predicate<JsonNode> filter) {
            this.marker = marker;
            this.section = section;
            this.filter = filter;
        }

        private String text() throws Exception {
            JsonNode options = new ObjectMapper().readTree(CATALOG.toFile()).path(section);
            List<Map.Entry<String, JsonNode>> rows = options.properties().stream()
                    .filter(option -> filter.test(option.getValue())).toList();
            assertThat(rows).as(marker).isNotEmpty();
            return "[cols=\"2,5,1,1\"]\n|===\n| Name | Meaning | Default | Type\n\n"
                   + rows.stream().map(row -> row(row.getKey(), row.getValue())).collect(joining("\n")) + "|===\n";
        }

        private static String row(String name, JsonNode option) {
            String type = option.path("javaType").asText();
            String word = option.hasNonNull("enum") ? "enum" : option.path("type").asText(type);
            return "| `" + option.path("prefix").asText("") + (option.has("prefix") ? "KEY" : name) + "`\n| "
                   + option.path("description").asText() + choices(option) + "\n| "
                   + (option.path("required").asBoolean() ? "required"
                           : option.has("defaultValue") ? "`+" + option.path("defaultValue").asText() + "+`" : "none")
                   + "\n| " + word + "\n";
        }

        private static String choices(JsonNode option) {
            return option.has("enum")
                    ? " One of: " + option.path("enum").valueStream().map(choice -> "`" + choice.asText() + "`")
                            .collect(joining(", "))
                      + "."
                    : "";
        }
    }

    @ParameterizedTest
    @EnumSource
    void listsEveryOptionOfTheCatalog(Table table) throws Exception {
        String page = Files.readString(PAGE);
        Matcher shown = Pattern.compile("(?s)(// options: " + table.marker + "\n)(.*?)(// end of options)").matcher(page);
        assertThat(shown.find()).isTrue();
        String expected = table.text();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page.substring(0, shown.start(2)) + expected + page.substring(shown.end(2)));
            return;
        }

        assertThat(shown.group(2)).isEqualTo(expected);
    }
}
