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

import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

/** Holds the page to the Kamelets. With {@code -Dgolden.update} it writes the tables anew. */
@Tag("slow")
class KameletsPageTest {

    private static final Path PAGE = Path.of("../../docs/kamelets.adoc");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @ParameterizedTest
    @ValueSource(strings = { "webhook-script-sink", "webhook-event-sink", "webhook-call-sink", "webhook-callback-source" })
    void listsEveryPropertyOfAKamelet(String kamelet) throws Exception {
        String page = Files.readString(PAGE);
        Matcher table = Pattern.compile("(?s)(// properties: " + kamelet + "\n)(.*?)(// end of properties)").matcher(page);
        assertThat(table.find()).isTrue();
        String expected = tableOf(kamelet);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page.substring(0, table.start(2)) + expected + page.substring(table.end(2)));
            return;
        }

        assertThat(table.group(2)).isEqualTo(expected);
    }

    /** With the script and the secret that they name, and the CRM on this machine. */
    @Test
    void showsRoutesThatRun() throws Exception {
        for (String route : blocks("yaml").stream().filter(block -> block.contains("-sink")).toList()) {
            try (KameletApplication application = new KameletApplication()) {
                application.property("webhookscript.secret.crm", "value").start(
                        route.replace("direct:contact-changed", "direct:events").replace("crm-upsert-contact", "greet")
                                .replace("https://eu.crm.example.com", application.receiver().url()));

                application.send("{\"name\": \"Anna\", \"contact\": {\"id\": 7, \"first_name\": \"A\", \"last_name\": \"B\"}}");

                assertThat(application.receiver().rest()).hasSize(1);
            }
        }
    }

    @Test
    void showsPropertiesThatRun() throws Exception {
        Properties shown = new Properties();
        shown.load(new StringReader(blocks("properties").get(0)));
        try (KameletApplication application = new KameletApplication()) {
            shown.stringPropertyNames().forEach(name -> application.property(
                    name, shown.getProperty(name).replace("https://eu.crm.example.com", application.receiver().url())));
            application.start("""
                    - route:
                        from:
                          uri: direct:events
                          steps:
                            - to: kamelet:webhook-call-sink
                    """);

            application.send("{\"contact\": {\"id\": 7, \"first_name\": \"A\"}}");

            assertThat(application.receiver().rest().get(0).path()).isEqualTo("/contacts/7?full=1&from=camel");
            assertThat(application.receiver().rest().get(0).body()).isEqualTo("{\"contact\": {\"name\": \"A\"}}");
        }
    }

    private static List<String> blocks(String language) throws Exception {
        Matcher block = Pattern.compile("(?s)\\[source," + language + "]\n----\n(.*?\n)----").matcher(Files.readString(PAGE));
        List<String> blocks = new ArrayList<>();
        while (block.find()) {
            blocks.add(block.group(1));
        }
        assertThat(blocks).as(language).isNotEmpty();
        return blocks;
    }

    private static String tableOf(String kamelet) throws Exception {
        try (InputStream in = KameletsPageTest.class.getResourceAsStream("/kamelets/" + kamelet + ".kamelet.yaml")) {
            JsonNode properties = YAML.readTree(in).path("spec").path("definition").path("properties");
            return "[cols=\"1,4,1\"]\n|===\n| Property | Meaning | Default\n\n"
                   + properties.properties().stream().map(property -> row(property.getKey(), property.getValue()))
                           .collect(joining("\n"))
                   + "|===\n";
        }
    }

    private static String row(String name, JsonNode property) {
        String value = property.path("default").asText();
        return "| `" + name + "`\n| " + property.path("description").asText().replace("${ expression }", "`${ expression }`")
               + "\n| " + (!property.has("default") ? "required" : value.isEmpty() ? "none" : "`+" + value + "+`") + "\n";
    }
}
