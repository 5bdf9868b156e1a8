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
package io.webhookscript.springboot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the source of the properties and of their defaults to the component's catalog. With
 * {@code -Dgolden.update=true} it writes both anew, to be formatted after that.
 */
class PropertiesFollowTheCatalogTest {

    private static final Path SOURCE = Path.of("src/main/java/io/webhookscript/springboot/WebhookScriptProperties.java");
    private static final Path DEFAULTS = Path.of("src/main/resources/META-INF/additional-spring-configuration-metadata.json");
    private static final String CONSTANTS_END = "    static final String PREFIX = \"camel.component.\" + SCHEME;\n\n";

    private static final Map<String, String> TYPES = Map.of(
            "boolean", "Boolean", "int", "Integer", "long", "Long", "java.lang.String", "String",
            "java.util.Map<java.lang.String, java.lang.Object>", "Map<String, String>");

    private final List<Map.Entry<String, JsonNode>> options = new ArrayList<>();

    PropertiesFollowTheCatalogTest() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/META-INF/io/webhookscript/webhookscript.json")) {
            options.addAll(new ObjectMapper().readTree(in).path("componentProperties").properties());
        }
    }

    @Test
    void sourceHasAFieldForEachOption() throws IOException {
        String source = Files.readString(SOURCE);
        String head = source.substring(0, source.indexOf(CONSTANTS_END) + CONSTANTS_END.length());
        String expected = head + options.stream().map(PropertiesFollowTheCatalogTest::field).collect(joining())
                          + options.stream().map(PropertiesFollowTheCatalogTest::accessors).collect(joining()) + "}\n";
        compare(SOURCE, source, expected);
    }

    @Test
    void defaultsAreThoseOfTheCatalog() throws IOException {
        String expected = "{\n  \"properties\": [\n" + options.stream().filter(option -> option.getValue().has("defaultValue"))
                .map(option -> "    {\"name\": \"camel.component.webhookscript." + kebab(option.getKey())
                               + "\", \"defaultValue\": "
                               + option.getValue().path("defaultValue") + "}")
                .collect(joining(",\n")) + "\n  ]\n}\n";
        compare(DEFAULTS, Files.readString(DEFAULTS), expected);
    }

    private static void compare(Path file, String found, String expected) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, expected);
            return;
        }
        assertThat(words(found)).isEqualTo(words(expected));
    }

    /** Without what the formatter decides. */
    private static String words(String source) {
        return source.replaceAll("[\\s*]+", " ").strip();
    }

    private static String field(Map.Entry<String, JsonNode> option) {
        return "    /** " + option.getValue().path("description").asText() + " */\n    private @Nullable " + type(option) + " "
               + option.getKey() + ";\n";
    }

    private static String accessors(Map.Entry<String, JsonNode> option) {
        String name = option.getKey();
        String capital = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        return """

                    public @Nullable %1$s get%2$s() {
                        return %3$s;
                    }

                    public void set%2$s(@Nullable %1$s %3$s) {
                        this.%3$s = %3$s;
                    }
                """.formatted(type(option), capital, name);
    }

    /** Beans are named, as {@code #bean:NAME}. */
    private static String type(Map.Entry<String, JsonNode> option) {
        return TYPES.getOrDefault(option.getValue().path("javaType").asText(), "String");
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
