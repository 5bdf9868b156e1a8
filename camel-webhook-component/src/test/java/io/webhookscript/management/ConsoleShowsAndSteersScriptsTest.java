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
package io.webhookscript.management;

import java.nio.file.Path;
import java.util.Map;

import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsole.MediaType;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("slow")
class ConsoleShowsAndSteersScriptsTest {

    private Watched watched;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        watched = new Watched(folder);
        watched.camel.camelContext().setDevConsole(true);
        watched.camel.start();
    }

    @AfterEach
    void stop() throws Exception {
        watched.close();
    }

    private DevConsole console() {
        return watched.camel.camelContext().getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class)
                .resolveById("webhookscript");
    }

    private JsonObject json(Map<String, Object> options) {
        return (JsonObject) console().call(MediaType.JSON, options);
    }

    private JsonObject script(String name) {
        return (JsonObject) ((JsonArray) json(Map.of("filter", name)).get("scripts")).get(0);
    }

    @Test
    void isFoundByCamelAndListsAllScripts() {
        JsonObject json = json(Map.of());

        assertThat(json.get("total")).isEqualTo(3);
        assertThat((JsonArray) json.get("scripts")).extracting(script -> ((JsonObject) script).get("name"))
                .containsExactly("guarded", "hook", "other");
        assertThat(json.toJson()).contains("\"problems\":[]");
    }

    @Test
    void showsWhatBecameOfDeliveries() {
        watched.camel.call("webhookscript:hook", "{}");
        watched.status.set(503);
        watched.camel.call("webhookscript:hook", "{}");

        JsonObject hook = script("hook");

        assertThat(hook).containsEntry("state", "started").containsEntry("tenant", "acme").containsEntry("inFlight", 0)
                .containsEntry("attempts", 3L).containsEntry("breaker", "closed");
        assertThat((JsonObject) hook.get("outcomes")).containsEntry("delivered", 1L).containsEntry("temporary", 1L);
        assertThat((JsonArray) hook.get("last")).hasSize(2);
        assertThat(script("guarded")).containsEntry("rate", "1000 per 1.0 s");
    }

    @Test
    void showsHowConnectionsAreUsed() {
        watched.camel.call("webhookscript:hook", "{}");

        assertThat((JsonObject) json(Map.of()).get("connections"))
                .isEqualTo(Map.of("leased", 0, "open", 1, "waiting", 0));
        assertThat((String) console().call(MediaType.TEXT, Map.of())).contains("Connections: 0 leased, 1 open, 0 waiting");
    }

    @Test
    void saysTheSameInText() {
        watched.camel.call("webhookscript:hook", "{}");

        String text = (String) console().call(MediaType.TEXT, Map.of("filter", "ho*,other"));

        assertThat(text).contains("Scripts: 2 of 2").contains("hook: started (version ").contains("attempts: 1")
                .contains("other: started").doesNotContain("guarded").doesNotContain(Watched.CANARY);
    }

    @Test
    void showsAPageOfMany() {
        JsonObject json = json(Map.of("limit", "1", "offset", "1"));

        assertThat(json.get("total")).isEqualTo(3);
        assertThat((JsonArray) json.get("scripts")).extracting(script -> ((JsonObject) script).get("name"))
                .containsExactly("hook");
    }

    @Test
    void stopsAndStarts() {
        json(Map.of("filter", "hook", "action", "stop"));
        assertThat(script("hook")).containsEntry("state", "stopped");
        assertThat(watched.camel.call("webhookscript:hook", "{}").getException()).hasMessageContaining("stopped");

        json(Map.of("filter", "hook", "action", "start"));
        assertThat(script("hook")).containsEntry("state", "started");

        json(Map.of("filter", "hook", "action", "suspend"));
        assertThat(script("hook")).containsEntry("state", "suspended");

        json(Map.of("filter", "hook", "action", "resume"));
        assertThat(watched.camel.call("webhookscript:hook", "{}").getException()).isNull();

        json(Map.of("filter", "hook", "action", "remove"));
        assertThat(script("hook")).containsEntry("state", "removed");
    }

    @Test
    void takesSeveralNames() {
        assertThat(json(Map.of("filter", " hook, other"))).containsEntry("total", 2);
    }

    @Test
    void doesNothingToAllScriptsByAnOmission() {
        JsonObject json = json(Map.of("action", "stop"));

        assertThat((JsonArray) json.get("refused")).singleElement().asString().contains("filter");
        assertThat(script("hook")).containsEntry("state", "started");
    }

    @Test
    void tellsWhatItDoesNotKnow() {
        assertThat((JsonArray) json(Map.of("filter", "hook", "action", "explode")).get("refused")).singleElement().asString()
                .contains("expected start, stop, suspend, resume or remove");
    }
}
