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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookscript.runtimes.Receiver;
import io.webhookscript.runtimes.StartedApplication;
import io.webhookscript.runtimes.WebConsole;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Starts the executable jar as a process of its own, with scripts in the jar and in a folder. */
class ExecutableJarIT {

    private static final Duration MAX_START = Duration.ofSeconds(120);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    private static Receiver receiver;
    private static StartedApplication application;
    private static String url;

    @BeforeAll
    static void start() throws Exception {
        receiver = Receiver.start();
        Files.createDirectories(folder.resolve("scripts"));
        Files.createDirectories(folder.resolve("routes"));
        Files.writeString(folder.resolve("routes/notes.camel.yaml"), """
                - route:
                    from:
                      uri: platform-http:/notes
                      steps:
                        - to: webhookscript:note
                """);
        note("first");
        application = StartedApplication.ofJar(
                Path.of(System.getProperty("executable.jar")), folder, List.of(), "--server.port=0",
                "--camel.main.routes-include-pattern=camel/*,file:routes/*",
                "--camel.component.webhookscript.scripts=classpath:webhookscripts/,file:scripts",
                "--camel.component.webhookscript.context.baseUrl=" + receiver.url() + "/crm",
                "--webhookscript.console.enabled=true", "--webhookscript.console.port=0",
                "--webhookscript.console.folder=file:scripts", "--webhookscript.console.edit-hosts=crm.example.com",
                "--webhookscript.console.operate=");
        url = "http://127.0.0.1:" + application.await("Tomcat started on port (\\d+)", MAX_START);
        application.await("(Started ContactsApplication)", MAX_START);
    }

    @AfterAll
    static void stop() {
        try {
            if (application != null) {
                application.close();
            }
        } finally {
            receiver.close();
        }
    }

    @BeforeEach
    void respond() {
        receiver.respond(200, "application/json", "{\"id\": 42, \"plan\": {\"name\": \"gold\"}}");
    }

    @Test
    void aScriptInTheJarReadsContextAndSecretOfTheApplicationsProperties() throws Exception {
        HttpResponse<String> response = post("/contacts", """
                {"contact": {"id": 7, "first_name": "Zoë", "last_name": "O\\"Neil"}}""");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("plan gold, id 42");
        Receiver.Call call = receiver.await(SOON);
        assertThat(call.method()).isEqualTo("PUT");
        assertThat(call.path()).isEqualTo("/crm/contacts/7");
        assertThat(call.headers().getFirst("X-Api-Key")).isEqualTo("only-an-example");
        assertThat(call.body()).isEqualTo("{\"id\":7,\"name\":\"Zoë O\\\"Neil\"}");
    }

    @Test
    void aChangedScriptInAFolderIsTaken() throws Exception {
        note("second");
        Awaitility.await().atMost(SOON).untilAsserted(() -> {
            assertThat(post("/notes", "{}").statusCode()).isEqualTo(200);
            assertThat(receiver.await(SOON).path()).isEqualTo("/crm/second");
        });
    }

    @Test
    void healthNamesAScriptFileThatIsBroken() throws Exception {
        assertThat(health()).as("of the check").isEqualTo("UP");

        Path broken = folder.resolve("scripts/broken.webhookscript.yaml");
        Files.writeString(broken, "webhookscript: \"1.0\"\nrequest: { method: GET }\n");
        Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(health()).isEqualTo("DOWN"));
        assertThat(get("/actuator/health").body()).contains("broken.webhookscript.yaml");

        Files.delete(broken);
        Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(health()).isEqualTo("UP"));
    }

    @Test
    void metersCountDeliveries() throws Exception {
        post("/contacts", "{\"contact\": {\"id\": 8}}");
        receiver.await(SOON);

        JsonNode meter = JSON.readTree(get(
                "/actuator/metrics/webhookscript.deliveries?tag=script:crm-upsert-contact&tag=outcome:delivered").body());
        assertThat(meter.path("measurements").path(0).path("value").asDouble()).as(meter.toString()).isPositive();
    }

    @Test
    void theConsoleIsServedFromTheJar() throws Exception {
        WebConsole console = WebConsole.namedIn(application.log());

        console.showsItsPageAnd("crm-upsert-contact");

        // its own server has no users: credentials make no difference, and the lists of users do
        for (String credentials : List.of("", "Basic YW5uYTpzZWNyZXQ=")) {
            assertThat(console.get("api/session", "Authorization", credentials).body())
                    .contains("\"user\":\"local\"", "\"roles\":[\"view\",\"try\",\"edit\"]");
            assertThat(console.post("api/scripts/note/stop", "{}", "Authorization", credentials).body())
                    .contains("forbidden", "\"role\":\"operate\"");
        }
        assertThat(console.post("api/check", """
                {"name": "other", "source": "webhookscript: '1.0'\\nrequest: {url: 'https://other.example.com/'}"}""").body())
                .contains("host-not-allowed");
        assertThat(get("/webhookscript/").statusCode()).as("on the application's web server").isEqualTo(404);
    }

    private static void note(String path) throws IOException {
        Files.writeString(folder.resolve("scripts/note.webhookscript.yaml"), """
                webhookscript: "1.0"
                request:
                  method: POST
                  url: "{{ context.baseUrl }}/%s"
                """.formatted(path));
    }

    private static String health() throws Exception {
        return JSON.readTree(get("/actuator/health").body()).path("components").path("camelHealth").path("details")
                .path("webhookscript").asText();
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(url + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String event) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(url + path)).header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(event)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
