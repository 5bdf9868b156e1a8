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
package io.webhookscript.console;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Everything that changes a script or calls a receiver is in the audit, and nothing else is. */
class EveryChangeIsAnAuditEventTest {

    @TempDir
    private Path folder;

    @Test
    void eachChangeIsRecordedOnceWithItsUserAndItsScript() throws Exception {
        try (ReceiverOnLoopback receiver = new ReceiverOnLoopback();
             ConsoleApplication application = new ConsoleApplication(folder).script("crm", receiver).start()) {
            String source = application.get("api/scripts/crm/source").json().path("source").asText();

            save(application, "other", Map.of("If-None-Match", "*"), source.replace("name: crm", "name: other"));
            save(application, "other", ifMatch(application, "other"), source.replace("name: crm", "name: other") + "# more\n");
            application.send("POST", "api/scripts/other/rename", ifMatch(application, "other"), Map.of("to", "third"));
            application.send("DELETE", "api/scripts/third", ifMatch(application, "third"), Map.of());
            for (String step : List.of("suspend", "resume", "stop", "start")) {
                application.post("api/scripts/crm/" + step, Map.of());
            }
            application.post("api/run", Map.of("name", "crm", "version", version(application, "crm"), "confirmed", true,
                    "event", "{\"id\": 7}"));
            application.post("api/scripts/crm/remove", Map.of());

            assertThat(application.audit()).extracting(event -> event.getUser() + " " + event.getAction() + " "
                                                                + event.getScript())
                    .containsExactly("local create other", "local save other", "local rename other", "local delete third",
                            "local suspend crm", "local resume crm", "local stop crm", "local start crm", "local run crm",
                            "local remove crm");
        }
    }

    @Test
    void whatChangesNothingIsNotRecorded() throws Exception {
        try (ReceiverOnLoopback receiver = new ReceiverOnLoopback();
             ConsoleApplication application = new ConsoleApplication(folder).script("crm", receiver).start()) {
            Map<String, Object> text = Map.of("name", "crm", "source", "webhookscript: \"1.0\"", "event", "{}");

            for (String path : List.of("check", "test", "dry-run", "run")) {
                assertThat(application.post("api/" + path, text).status()).as(path).isIn(200, 400, 422);
            }
            for (String tool : List.of("curl", "postman", "openapi")) {
                assertThat(application.post("api/drafts", Map.of(tool, "x")).status()).as(tool).isEqualTo(422);
            }
            assertThat(application.post("api/drafts", Map.of("name", "copy", "from", "crm")).status()).isEqualTo(200);

            assertThat(application.audit()).isEmpty();
        }
    }

    private static void save(ConsoleApplication application, String name, Map<String, String> headers, String source)
            throws IOException {
        assertThat(application.send("PUT", "api/scripts/" + name, headers, Map.of("source", source)).status()).isIn(200, 201);
    }

    private static Map<String, String> ifMatch(ConsoleApplication application, String name) throws IOException {
        return Map.of("If-Match", '"' + version(application, name) + '"');
    }

    private static String version(ConsoleApplication application, String name) throws IOException {
        return application.get("api/scripts/" + name + "/source").json().path("version").asText();
    }
}
