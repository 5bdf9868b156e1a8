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
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.webhookscript.runtimes.Receiver;
import io.webhookscript.runtimes.WebConsole;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the integration of the page on Camel K, with its ConfigMap and its Secret as Kubernetes mounts them. */
@Tag("slow")
class CamelKPageTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @TempDir
    private Path folder;

    private JsonNode configMap;
    private JsonNode secret;
    private String route;

    @BeforeEach
    void read() throws IOException {
        Matcher block = Pattern.compile("(?s)\\[source,yaml]\n----\n(.*?\n)----\n")
                .matcher(Files.readString(Path.of("../../docs/camel-k.adoc")));
        List<String> blocks = new ArrayList<>();
        while (block.find()) {
            blocks.add(block.group(1));
        }
        String[] resources = blocks.get(0).split("(?m)^---$");
        configMap = YAML.readTree(resources[0]);
        secret = YAML.readTree(resources[1]);
        route = blocks.get(1);
    }

    @Test
    void aChangedConfigMapIsTakenAndTheSecretIsSent() throws Exception {
        Mount scripts = new Mount(folder.resolve("scripts"));
        Mount secrets = new Mount(folder.resolve("secrets"));
        try (KameletApplication application = new KameletApplication()) {
            scripts.show(data(configMap.path("data"), "https://eu.crm.example.com", application.receiver().url()));
            secrets.show(data(secret.path("stringData"), "", ""));
            application.property("camel.component.webhookscript.scripts", "file:" + scripts.folder)
                    .property("camel.component.properties.location", "file:" + secrets.folder.resolve("secrets.properties"))
                    .start(route.replace("platform-http:/contacts", "direct:events"));

            application.send("{\"contact\": {\"id\": 7, \"first_name\": \"Zoë\"}}");

            Receiver.Call call = application.receiver().await(SOON);
            assertThat(call.path()).isEqualTo("/contacts/7");
            assertThat(call.headers().getFirst("X-Api-Key")).isEqualTo("only-an-example");

            scripts.show(data(
                    configMap.path("data"), "https://eu.crm.example.com", application.receiver().url() + "/second"));

            Awaitility.await().atMost(SOON).untilAsserted(() -> {
                application.send("{\"contact\": {\"id\": 7}}");
                assertThat(application.receiver().await(SOON).path()).isEqualTo("/second/contacts/7");
            });
        }
    }

    @Test
    void thePropertyThatIsShownEnablesTheConsole() throws Exception {
        Matcher shown = Pattern.compile("-p (webhookscript\\.console\\.\\w+)=(\\S+)")
                .matcher(Files.readString(Path.of("../../docs/camel-k.adoc")));
        assertThat(shown.find()).isTrue();
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Mount scripts = new Mount(folder.resolve("scripts"));
        try (KameletApplication application = new KameletApplication()) {
            scripts.show(data(configMap.path("data"), "https://eu.crm.example.com", application.receiver().url()));
            application.property("camel.component.webhookscript.scripts", "file:" + scripts.folder)
                    .property(shown.group(1), shown.group(2)).property("webhookscript.console.port", String.valueOf(port))
                    .start(route.replace("platform-http:/contacts", "direct:events"));

            assertThat(WebConsole.on(port).get("api/scripts").body()).contains("\"name\":\"crm-upsert-contact\"");
        }
    }

    private record File(String name, String content) {
    }

    private static List<File> data(JsonNode data, String original, String replacement) {
        List<File> files = new ArrayList<>();
        data.properties().forEach(
                file -> files.add(new File(file.getKey(), file.getValue().asText().replace(original, replacement))));
        return files;
    }

    /** A volume: files that are links into {@code ..data}, which is a link to a folder and changes as a whole. */
    private static final class Mount {

        private final Path folder;
        private int version;

        private Mount(Path folder) throws IOException {
            this.folder = Files.createDirectories(folder);
        }

        private void show(List<File> files) throws IOException {
            Path next = Files.createDirectories(folder.resolve("..2026_" + ++version));
            for (File file : files) {
                Files.writeString(next.resolve(file.name()), file.content());
            }
            Files.createSymbolicLink(folder.resolve("..data_tmp"), next.getFileName());
            Files.move(folder.resolve("..data_tmp"), folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
            for (File file : files) {
                if (!Files.exists(folder.resolve(file.name()))) {
                    Files.createSymbolicLink(folder.resolve(file.name()), Path.of("..data", file.name()));
                }
            }
        }
    }
}
