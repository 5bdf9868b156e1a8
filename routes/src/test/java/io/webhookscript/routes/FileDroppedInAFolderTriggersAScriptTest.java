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
package io.webhookscript.routes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Tag("slow")
class FileDroppedInAFolderTriggersAScriptTest {

    @TempDir
    Path folder;

    private RoutesApplication application;

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(folder.resolve("in"));
        application = new RoutesApplication()
                .with("camel.route-template[0].template-id", "webhookscript-from-file")
                .with("camel.route-template[0].script", "upsert-contact")
                .with("camel.route-template[0].directory", folder.resolve("in"))
                .with("camel.route-template[0].resultDirectory", folder.resolve("out"))
                .with("camel.route-template[0].response", "crmId, plan")
                .with("camel.route-template[0].settled", "1")
                .with("camel.route-template[0].delay", "50")
                .start();
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void writesTheVariablesIntoAResultFileAndPutsTheEventAside() throws Exception {
        drop("zoë.json", "{\"contact\": {\"id\": 7, \"name\": \"Zoë \\\"Z\\\"\"}}");

        await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(folder.resolve("in/.done/zoë.json")));

        assertThat(folder.resolve("out/zoë.result.json")).hasContent("{\"crmId\":9007199254740993,\"plan\":\"gold\"}");
        assertThat(application.receiver().bodies()).containsExactly("{\"id\":7,\"name\":\"Zoë \\\"Z\\\"\"}");
        assertThat(folder.resolve("in/zoë.json")).doesNotExist();
    }

    @Test
    void saysInAFileWhyAnEventWasNotDeliveredAndKeepsTheEvent() throws Exception {
        drop("unknown.json", "{\"contact\": {\"id\": 404, \"name\": \"N.N.\"}}");

        await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(folder.resolve("in/.failed/unknown.json")));

        assertThat(folder.resolve("out/unknown.failed.json")).content()
                .contains("\"outcome\":\"refused\"", "\"receiverStatus\":404", "\"attempts\":1",
                        "\"script\":\"upsert-contact\"");
        assertThat(folder.resolve("out/unknown.result.json")).doesNotExist();
    }

    @Test
    void leavesOtherFilesAlone() throws Exception {
        drop("notes.txt", "not an event");
        drop("a.json", "{\"contact\": {\"id\": 1, \"name\": \"A\"}}");

        await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(folder.resolve("in/.done/a.json")));

        assertThat(folder.resolve("in/notes.txt")).exists();
    }

    private void drop(String name, String event) throws Exception {
        Path draft = Files.writeString(folder.resolve(name), event);
        Files.move(draft, folder.resolve("in").resolve(name));
    }
}
