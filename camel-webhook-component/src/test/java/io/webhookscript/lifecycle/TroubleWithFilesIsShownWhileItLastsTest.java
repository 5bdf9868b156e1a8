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

package io.webhookscript.lifecycle;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.webhookscript.LogLines;
import io.webhookscript.delivery.report.FileProblem;
import io.webhookscript.delivery.report.ScriptState;
import io.webhookscript.delivery.report.WebhookScriptFileRefusedEvent;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsole.MediaType;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheck.Result;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.util.json.JsonObject;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is wrong with a file or a folder is told once, is shown for as long as it lasts, and mends itself. */
@Timeout(180)
class TroubleWithFilesIsShownWhileItLastsTest extends ScriptsOfAWatchedFolder {

    @AutoClose
    private final LogLines warnings = LogLines.from(Level.WARN);

    @BeforeEach
    void beginWell() {
        looks();
        assertNothingIsWrong();
    }

    @Test
    void aFileThatBreaksWhileItsScriptRunsIsReported() throws Exception {
        assertThat(called("a")).isEqualTo("/one");
        Files.writeString(path("a"), "webhookscript: \"1.0\"\nrequest:\n  ulr: x\n");

        looks();

        assertIsShownAndToldOnce("file:" + path("a"), "a.webhookscript.yaml:3:3", "ulr");
        assertThat(told(WebhookScriptFileRefusedEvent.class)).singleElement().extracting(CamelEvent::toString).asString()
                .startsWith("script a: file ");
        assertThat(called("a")).isEqualTo("/one");
        write("a", "two");
        looks();
        assertNothingIsWrong();
        assertThat(called("a")).isEqualTo("/two");
    }

    @Test
    void aNewFileThatIsBrokenIsReported() throws Exception {
        Files.writeString(path("new"), "webhookscript: \"1.0\"\nrequest:\n  ulr: x\n");

        looks();

        assertIsShownAndToldOnce("file:" + path("new"), "new.webhookscript.yaml:3:3", "ulr");
        Files.delete(path("new"));
        looks();
        assertNothingIsWrong();
    }

    @Test
    void aMissingFolderIsReportedUntilItIsBack() throws Exception {
        Files.move(folder, parent.resolve("away"));

        looks();

        assertIsShownAndToldOnce("file:" + folder, "the folder cannot be read");
        assertThat(called("a")).isEqualTo("/one");
        Files.move(parent.resolve("away"), folder);
        looks();
        assertNothingIsWrong();
        assertThat(called("b")).isEqualTo("/one");
        assertThat(scripts().names()).containsExactly("a", "b");
    }

    @Test
    void aFolderThatIsMissingAgainIsReportedAgain() throws Exception {
        for (int i = 0; i < 2; i++) {
            Files.move(folder, parent.resolve("away"));
            looks();
            Files.move(parent.resolve("away"), folder);
            looks();
        }

        assertThat(told(WebhookScriptFileRefusedEvent.class)).hasSize(2);
        assertNothingIsWrong();
    }

    @Test
    void aBrokenLinkIsReported() throws Exception {
        Files.delete(path("a"));
        Files.createSymbolicLink(path("a"), parent.resolve("target"));

        looks();

        assertIsShownAndToldOnce("file:" + path("a"), "the file cannot be read");
        assertThat(called("a")).isEqualTo("/one");
        Files.writeString(parent.resolve("target"), SCRIPT.formatted("two"));
        looks();
        assertNothingIsWrong();
        assertThat(called("a")).isEqualTo("/two");
    }

    @ParameterizedTest
    @ValueSource(strings = { "x.yml", "routes.yaml", "a.webhookscript.yaml.txt", "sub/data.json" })
    void aScriptWithAWrongFileNameIsReported(String name) throws Exception {
        Path stranger = folder.resolve(name);
        Files.createDirectories(stranger.getParent());
        Files.writeString(stranger, SCRIPT.formatted("two"));
        watch.look();
        assertNothingIsWrong();

        looks();

        assertIsShownAndToldOnce("file:" + stranger, name + "  ", "NAME.webhookscript.yaml");
        assertThat(called("a")).isEqualTo("/one");
        Files.delete(stranger);
        looks();
        assertNothingIsWrong();
    }

    @Test
    void otherFilesAreNotReported() throws Exception {
        for (String name : List.of("a.webhookscript.yaml~", ".a.webhookscript.yaml.swp", "notes.txt", "x.usecase.yaml",
                "a.webhookscript.yaml.tmp")) {
            Files.writeString(folder.resolve(name), "x");
        }
        Files.writeString(Files.createDirectory(folder.resolve("..data")).resolve("routes.yaml"), "x");

        looks();

        assertNothingIsWrong();
        assertThat(told(WebhookScriptFileRefusedEvent.class)).isEmpty();
    }

    /** The file is gone; a folder holds files, and is none. */
    @Test
    void aFileThatBecameAFolderIsGone() throws Exception {
        useIn("b");
        for (String name : List.of("a", "b")) {
            Files.delete(path(name));
            Files.createDirectory(path(name));
        }

        looks();

        assertThat(scripts().find("a").orElseThrow().state()).isEqualTo(ScriptState.REMOVED);
        assertIsShownAndToldOnce("file:" + path("b"), "the file is gone", "running route user");
        assertThat(called("b")).isEqualTo("/one");
        for (String name : List.of("a", "b")) {
            Files.delete(path(name));
            write(name, "two");
        }
        looks();
        assertNothingIsWrong();
        assertThat(called("a")).isEqualTo("/two");
        assertThat(called("b")).isEqualTo("/two");
    }

    private void assertIsShownAndToldOnce(String location, String... words) {
        assertThat(scripts().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.location()).isEqualTo(location);
            assertThat(problem.text()).contains(words);
        });
        assertThat(health().getState()).isEqualTo(State.DOWN);
        assertThat(health().getMessage().orElseThrow()).contains(location);
        assertThat((String) health().getDetails().get("file." + location)).contains(words);
        assertThat((String) console().call(MediaType.TEXT, Map.of())).contains(location).contains(words);
        assertThat(((JsonObject) console().call(MediaType.JSON, Map.of())).toJson())
                .contains(location.substring(location.lastIndexOf("/") + 1));
        assertThat(told(WebhookScriptFileRefusedEvent.class)).singleElement().satisfies(event -> {
            FileProblem problem = event.getProblem();
            assertThat(problem.location()).isEqualTo(location);
            assertThat(problem.text()).contains(words);
        });
        assertThat(warnings.of(Level.WARN)).singleElement().asString().contains(location).contains(words);
    }

    private void assertNothingIsWrong() {
        assertThat(scripts().problems()).isEmpty();
        assertThat(health().getState()).isEqualTo(State.UP);
        assertThat(((JsonObject) console().call(MediaType.JSON, Map.of())).toJson()).contains("\"problems\":[]");
    }

    private Result health() {
        HealthCheckRegistry registry = HealthCheckRegistry.get(camel.camelContext());
        registry.loadHealthChecks();
        return registry.getCheck("webhookscript").orElseThrow().callReadiness();
    }

    private DevConsole console() {
        return camel.camelContext().getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class)
                .resolveById("webhookscript");
    }

    /** More than a change needs. */
    private void looks() {
        looks(5);
    }
}
