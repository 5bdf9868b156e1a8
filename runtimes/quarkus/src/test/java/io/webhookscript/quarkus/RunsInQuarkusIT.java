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
package io.webhookscript.quarkus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.webhookscript.runtimes.Receiver;
import io.webhookscript.runtimes.StartedApplication;
import io.webhookscript.runtimes.WebConsole;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Starts the application that Quarkus has built, in JVM mode, as a process of its own. */
class RunsInQuarkusIT {

    private static final Duration MAX_START = Duration.ofSeconds(120);
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static Receiver receiver;
    private static StartedApplication application;

    @BeforeAll
    static void start() throws Exception {
        receiver = Receiver.start();
        receiver.respond("/contacts", "application/json", "{\"id\": 42, \"items\": [1, 2, 3]}");
        Files.createDirectories(folder.resolve("scripts"));
        tick("first");
        application = StartedApplication.ofJar(
                Path.of(System.getProperty("quarkus.application")), folder,
                List.of(
                        "-Dreceiver.url=" + receiver.url(), "-Dscripts.folder=" + folder.resolve("scripts"),
                        "-Dwebhookscript.console.enabled=true", "-Dwebhookscript.console.port=0",
                        "-Dwebhookscript.console.folder=file:" + folder.resolve("scripts")));
    }

    @AfterAll
    static void stop() {
        try (Receiver open = receiver; StartedApplication running = application) {
            assertThat(open).isNotNull();
        }
    }

    @Test
    void callsScriptsOfTheJarAndTakesAChangedOneOfAFolder() throws Exception {
        application.await("(Routes startup)", MAX_START);

        Receiver.Call call = receiver.await("/contacts", SOON);
        assertThat(call.path()).isEqualTo("/contacts/7");
        assertThat(call.headers().getFirst("X-Api-Key")).isEqualTo("only-an-example");
        assertThat(call.body()).isEqualTo("{\"name\":\"Zoë O'Neil\"}");
        assertThat(receiver.await("/report", SOON).body()).isEqualTo("{\"crmId\":42,\"total\":6}");

        tick("second");
        receiver.await("/tick/second", SOON);
    }

    @Test
    void theConsoleIsEnabledByAProperty() throws Exception {
        application.await("(Routes startup)", MAX_START);
        WebConsole console = WebConsole.namedIn(application.log());

        console.showsItsPageAnd("crm-upsert-contact");

        assertThat(console.post("api/scripts/report/stop", "{}", "Origin", "https://evil.example.com").statusCode())
                .isEqualTo(403);
        assertThat(console.post("api/scripts/report/stop", "{}").body()).contains("in-use");
    }

    private static void tick(String path) throws IOException {
        Files.writeString(folder.resolve("scripts/tick.webhookscript.yaml"), """
                webhookscript: "1.0"
                request: { method: PUT, url: "{{ context.baseUrl }}/tick/%s" }
                """.formatted(path));
    }
}
