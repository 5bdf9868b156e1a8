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
package io.webhookscript.samples.springboot;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the page on Spring Boot names is there. */
class SpringBootPageTest {

    private static final String PREFIX = "camel.component.webhookscript.";

    private final String page = read(Path.of("../../docs/spring-boot.adoc"));

    @Test
    void showsOptionsThatEditorsKnow() throws IOException {
        List<String> known = optionsOf("starter", "runtimes/spring-boot");

        assertThat(properties(0)).filteredOn(name -> name.startsWith(PREFIX)).hasSizeGreaterThan(4)
                .allSatisfy(name -> assertThat(known).contains(
                        name.replaceFirst("(\\.context)\\..*", "$1").replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT)));
    }

    @Test
    void showsOptionsOfTheConsoleThatEditorsKnow() throws IOException {
        List<String> known = optionsOf("console");

        assertThat(properties(1)).filteredOn(name -> name.startsWith("webhookscript.console.")).hasSize(3)
                .allSatisfy(name -> assertThat(known).contains(name));
    }

    @Test
    void commandsNameTheModuleItsJarAndItsPort() {
        String commands = blocks("sh").get(0);

        assertThat(commands).contains("-pl samples/spring-boot -am package")
                .contains("samples/spring-boot/target/camel-webhookscript-sample-spring-boot-0.1.0-SNAPSHOT.jar");
        assertThat(page).contains("http://127.0.0.1:8080/contacts");
        assertThat(read(Path.of("src/main/resources/application.properties"))).contains("server.port = 8080");
    }

    /** The names in the metadata of a module. */
    private static List<String> optionsOf(String... partsOfItsPath) throws IOException {
        List<String> known = new ArrayList<>();
        for (URL url : Collections.list(SpringBootPageTest.class.getClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json"))) {
            if (Stream.of(partsOfItsPath).anyMatch(url.toString()::contains)) {
                try (InputStream in = url.openStream()) {
                    new ObjectMapper().readTree(in).path("properties")
                            .forEach(property -> known.add(property.path("name").asText()));
                }
            }
        }
        return known;
    }

    private Set<String> properties(int number) throws IOException {
        Properties shown = new Properties();
        shown.load(new StringReader(blocks("properties").get(number)));
        return shown.stringPropertyNames();
    }

    private List<String> blocks(String language) {
        return Pattern.compile("(?s)\\[source," + language + "]\n----\n(.*?)\n----").matcher(page).results()
                .map(block -> block.group(1)).toList();
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
