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
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Component;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.RoutesBuilderLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is packed into the jar holds every file by which Camel and its tools find the component, and no other. */
class CamelFindsWhatTheJarOffersTest {

    private static final Path CLASSES = Path.of("target/classes");
    private static final String SERVICES = "META-INF/services/org/apache/camel/";

    @ParameterizedTest
    @CsvSource({
            "component/webhookscript, io.webhookscript.WebhookScriptComponent",
            "configurer/webhookscript-component, io.webhookscript.WebhookScriptComponentConfigurer",
            "configurer/webhookscript-endpoint, io.webhookscript.WebhookScriptEndpointConfigurer",
            "urifactory/webhookscript-endpoint, io.webhookscript.WebhookScriptEndpointUriFactory",
            "routes-loader/webhookscript.yaml, io.webhookscript.WebhookScriptRoutesBuilderLoader",
            "routes-loader/webhookscript.json, io.webhookscript.WebhookScriptJsonRoutesBuilderLoader" })
    void everyServiceFileNamesItsClass(String name, String type) throws Exception {
        Properties service = new Properties();
        // Camel looks a loader up under its extension with a dash for the dot
        try (var in = Files.newInputStream(CLASSES.resolve(SERVICES + name.replace('.', '-')))) {
            service.load(in);
        }

        assertThat(service.getProperty("class")).isEqualTo(type);
        assertThat(Class.forName(type).getConstructor().newInstance())
                .isInstanceOfAny(Component.class, PropertyConfigurer.class, EndpointUriFactory.class,
                        RoutesBuilderLoader.class);
        assertThat(CLASSES.resolve(type.replace('.', '/') + ".class")).exists();
    }

    @Test
    void theCatalogHoldsTheComponent() throws Exception {
        JsonNode catalog
                = new ObjectMapper().readTree(CLASSES.resolve("META-INF/io/webhookscript/webhookscript.json").toFile());

        assertThat(catalog.at("/component/scheme").asText()).isEqualTo("webhookscript");
        assertThat(catalog.at("/component/artifactId").asText()).isEqualTo("camel-webhookscript");
        assertThat(catalog.at("/component/javaType").asText()).isEqualTo(WebhookScriptComponent.class.getName());
        Set<String> described = new TreeSet<>();
        catalog.path("properties").fieldNames().forEachRemaining(described::add);
        assertThat(described).isEqualTo(new TreeSet<>(new WebhookScriptEndpointUriFactory().propertyNames()));
    }

    /** The jar gets what the repository holds: nobody forgot to commit what the build made. */
    @Test
    void generatedFilesAreTheCommittedOnes() throws Exception {
        Path committed = Path.of("src/generated/resources");
        try (Stream<Path> files = Files.walk(committed)) {
            assertThat(files.filter(Files::isRegularFile).toList()).hasSizeGreaterThanOrEqualTo(7)
                    .allSatisfy(file -> assertThat(CLASSES.resolve(committed.relativize(file))).hasSameTextualContentAs(file));
        }
    }

    @Test
    void editorsFindTheSchema() {
        assertThat(CLASSES.resolve("META-INF/webhookscript/webhookscript-1.0.schema.json")).isNotEmptyFile();
    }
}
