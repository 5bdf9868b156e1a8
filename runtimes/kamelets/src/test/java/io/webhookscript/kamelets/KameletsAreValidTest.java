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
package io.webhookscript.kamelets;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import org.apache.camel.v1.Kamelet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What Camel's tools ask of a Kamelet, and what the forms of Kaoto and Karavan read of its properties. */
class KameletsAreValidTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** The types of Camel's custom resource definition know every key that it has, and no other is let through. */
    private static final ObjectMapper STRICT
            = new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    @ParameterizedTest
    @ValueSource(strings = { "webhook-script-sink", "webhook-event-sink", "webhook-call-sink", "webhook-callback-source" })
    void isAKameletOfCamelsResourceDefinition(String name) throws IOException {
        try (InputStream in = open(name)) {
            Kamelet kamelet = STRICT.readValue(in, Kamelet.class);

            assertThat(kamelet.getApiVersion()).isEqualTo("camel.apache.org/v1");
            assertThat(kamelet.getMetadata().getName()).as("as its file is called").isEqualTo(name);
            assertThat(kamelet.getMetadata().getLabels())
                    .containsEntry("camel.apache.org/kamelet.type", name.substring(name.lastIndexOf('-') + 1));
            assertThat(kamelet.getMetadata().getAnnotations()).containsKeys(
                    "camel.apache.org/kamelet.support.level", "camel.apache.org/catalog.version",
                    "camel.apache.org/kamelet.icon", "camel.apache.org/provider", "camel.apache.org/kamelet.group",
                    "camel.apache.org/kamelet.namespace");
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = { "webhook-script-sink", "webhook-event-sink", "webhook-call-sink", "webhook-callback-source" })
    void itsTemplateIsOneOfCamelsYaml(String name) throws IOException {
        ObjectNode template = ((ObjectNode) read(name).path("spec").path("template")).deepCopy();
        template.put("id", name);
        JsonNode routes = YAML.createArrayNode().add(YAML.createObjectNode().set("routeTemplate", template));

        try (InputStream schema = Kamelet.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema).validate(routes))
                    .extracting(ValidationMessage::getMessage).isEmpty();
        }
    }

    @Test
    void aKeyThatCamelDoesNotKnowWouldBeRefused() throws IOException {
        ObjectNode kamelet = (ObjectNode) read("webhook-call-sink");
        ((ObjectNode) kamelet.path("spec").path("definition").path("properties").path("url")).put("titel", "URL");

        assertThatThrownBy(() -> STRICT.treeToValue(kamelet, Kamelet.class)).hasMessageContaining("titel");
    }

    @ParameterizedTest
    @ValueSource(strings = { "webhook-script-sink", "webhook-event-sink", "webhook-call-sink", "webhook-callback-source" })
    void everyPropertySaysAllThatAFormShows(String name) throws IOException {
        JsonNode definition = read(name).path("spec").path("definition");
        List<String> required = new ArrayList<>();
        definition.path("required").forEach(property -> required.add(property.asText()));

        assertThat(definition.path("title").asText()).isNotBlank();
        assertThat(definition.path("description").asText()).isNotBlank();
        assertThat(definition.path("properties").properties()).isNotEmpty().allSatisfy(property -> {
            JsonNode says = property.getValue();
            assertThat(says.path("title").asText()).as(property.getKey()).isNotBlank();
            assertThat(says.path("description").asText()).as(property.getKey()).endsWith(".");
            assertThat(says.path("type").asText()).as(property.getKey()).isIn("string", "integer", "boolean");
            assertThat(says.has("default")).as("default of " + property.getKey())
                    .isEqualTo(!required.contains(property.getKey()));
            assertHasType(says, "default", property.getKey());
            assertThat(says.has("example")).as("example of " + property.getKey()).isTrue();
            assertHasType(says, "example", property.getKey());
        });
    }

    private static void assertHasType(JsonNode property, String key, String name) {
        JsonNode value = property.path(key);
        boolean fits = switch (property.path("type").asText()) {
            case "integer" -> value.isInt();
            case "boolean" -> value.isBoolean();
            default -> value.isTextual();
        };
        assertThat(fits || value.isMissingNode()).as(key + " of " + name).isTrue();
    }

    /** Camel K adds what they name, and nothing else, to an integration. */
    @Test
    void dependenciesNameTheJarsOfThisVersion() throws IOException {
        for (String sink : List.of("webhook-script-sink", "webhook-event-sink")) {
            assertThat(dependencies(sink)).as(sink).contains("camel:core", "camel:kamelet")
                    .anyMatch(line -> line.matches("mvn:io\\.webhookscript:camel-webhookscript:\\d[^@$]*"));
        }
        assertThat(dependencies("webhook-callback-source")).contains("camel:core", "camel:kamelet", "camel:platform-http")
                .anyMatch(line -> line.matches("mvn:io\\.webhookscript:camel-webhookscript:\\d[^@$]*"));
        assertThat(dependencies("webhook-call-sink")).contains("camel:core", "camel:bean", "camel:kamelet")
                .anyMatch(line -> line.matches("mvn:io\\.webhookscript:camel-webhookscript-kamelets:\\d[^@$]*"));
    }

    @Test
    void defaultsOfTheLimitsAreThoseOfTheComponent() throws IOException {
        JsonNode properties = read("webhook-call-sink").path("spec").path("definition").path("properties");
        try (InputStream in = Kamelet.class.getResourceAsStream("/META-INF/io/webhookscript/webhookscript.json")) {
            JsonNode options = new ObjectMapper().readTree(in).path("componentProperties");

            for (String limit : List.of("timeout", "maxAttempts", "maxResponseSize")) {
                assertThat(properties.path(limit).path("default").asText()).as(limit).isNotEmpty()
                        .isEqualTo(options.path(limit).path("defaultValue").asText());
            }
        }
    }

    private static List<String> dependencies(String name) throws IOException {
        List<String> dependencies = new ArrayList<>();
        read(name).path("spec").path("dependencies").forEach(dependency -> dependencies.add(dependency.asText()));
        return dependencies;
    }

    private static JsonNode read(String name) throws IOException {
        try (InputStream in = open(name)) {
            return YAML.readTree(in);
        }
    }

    private static InputStream open(String name) {
        InputStream in = KameletsAreValidTest.class.getResourceAsStream("/kamelets/" + name + ".kamelet.yaml");
        assertThat(in).as(name).isNotNull();
        return in;
    }
}
