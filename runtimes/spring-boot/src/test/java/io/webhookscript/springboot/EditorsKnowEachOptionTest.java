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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds what editors offer in {@code application.properties} to the component's catalog. */
class EditorsKnowEachOptionTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String PREFIX = "camel.component.webhookscript.";

    /** Of every starter of Camel. */
    private static final List<String> SWITCHES = List.of(PREFIX + "customizer.enabled", PREFIX + "enabled");

    private static final Map<String, String> TYPES = Map.of(
            "string", "java.lang.String", "duration", "java.lang.String", "boolean", "java.lang.Boolean", "integer",
            "java.lang.Integer");

    private record Option(String name, String type, String description, String defaultValue) {
    }

    @Test
    void metadataHasTheOptionsOfTheCatalogWithTypeDescriptionAndDefault() throws IOException {
        List<Option> offered = new ArrayList<>();
        for (JsonNode property : read("META-INF/spring-configuration-metadata.json").path("properties")) {
            if (!SWITCHES.contains(property.path("name").asText())) {
                offered.add(
                        new Option(
                                property.path("name").asText(), property.path("type").asText(),
                                property.path("description").asText(), property.path("defaultValue").asText()));
            }
        }
        List<Option> expected = new ArrayList<>();
        read("META-INF/io/webhookscript/webhookscript.json").path("componentProperties").properties().forEach(
                option -> expected.add(ofCatalog(option.getKey(), option.getValue())));

        assertThat(expected).as("the catalog's options").hasSizeGreaterThan(10);
        assertThat(offered).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static Option ofCatalog(String name, JsonNode option) {
        String type = option.path("type").asText();
        return new Option(
                PREFIX + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT),
                option.path("javaType").asText().startsWith("java.util.Map")
                        ? "java.util.Map<java.lang.String,java.lang.String>" : TYPES.getOrDefault(type, "java.lang.String"),
                option.path("description").asText(), option.path("defaultValue").asText());
    }

    private static JsonNode read(String resource) throws IOException {
        try (InputStream in = EditorsKnowEachOptionTest.class.getClassLoader().getResourceAsStream(resource)) {
            assertThat(in).as(resource).isNotNull();
            return JSON.readTree(in);
        }
    }
}
