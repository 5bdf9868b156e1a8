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
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import io.webhookscript.WebhookScriptComponent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Nothing is lost when a route stops in the middle of a file, and what is repeated has the same message id. */
@Tag("slow")
@Timeout(180)
class AFileWaitsForItsScriptAndForTheNextStartTest {

    private static final int ROWS = 100;

    @TempDir
    private Path root;
    private FolderOfFiles folder;

    @BeforeEach
    void makeFolder() throws Exception {
        folder = FolderOfFiles.in(root);
    }

    private static String rows(String format, int count) {
        boolean csv = format.equals("csv");
        return IntStream.range(0, count).mapToObj(n -> csv ? n + ",ok" : "{\"n\": " + n + "}")
                .collect(joining("\n", csv ? "n,path\n" : "", "\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "jsonl", "csv" })
    void aFileThatIsInterruptedIsReadAgainUnderTheSameIds(String format) throws Exception {
        folder.drop("events." + format, rows(format, ROWS));
        List<String> before;
        try (RoutesApplication application = folder.application(format).start()) {
            await().atMost(FolderOfFiles.PATIENCE).until(() -> application.receiver().bodies().size() > 10);
            application.main().stop();
            before = application.receiver().bodies();
        }
        assertThat(before).as("stopped in the middle").hasSizeLessThan(ROWS);
        assertThat(root.resolve("in/events." + format)).exists();
        assertThat(root.resolve("out")).isEmptyDirectory();

        try (RoutesApplication application = folder.application(format).start()) {
            folder.awaitDone("events." + format);

            assertThat(application.receiver().bodies()).hasSize(ROWS).doesNotHaveDuplicates().startsWith(
                    before.toArray(String[]::new));
        }
    }

    @Test
    void theSameFileHasTheSameIdsInAnyApplication() throws Exception {
        folder.drop("events.jsonl", rows("jsonl", 3));
        try (RoutesApplication application = folder.application("jsonl").start()) {
            folder.awaitDone("events.jsonl");
            assertThat(application.receiver().bodies()).hasSize(3);
        }
        List<JsonNode> first = folder.results("events.result.jsonl");
        Files.move(root.resolve("in/.done/events.jsonl"), root.resolve("in/events.jsonl"));
        try (RoutesApplication application = folder.application("jsonl").start()) {
            folder.awaitDone("events.jsonl");
            assertThat(application.receiver().bodies()).hasSize(3);
        }

        assertThat(folder.results("events.result.jsonl")).isEqualTo(first).hasSize(3);
    }

    @Test
    void rowsWaitWhileTheScriptIsStopped() throws Exception {
        try (RoutesApplication application = folder.application("jsonl").start()) {
            stop(application);
            folder.drop("events.jsonl", rows("jsonl", 3));
            awaitThatItWaits(application);
            assertThat(root.resolve("in/events.jsonl")).exists();

            application.camelContext().getComponent("webhookscript", WebhookScriptComponent.class).scripts().start("row");
            folder.awaitDone("events.jsonl");

            assertThat(application.receiver().bodiesWithoutIds()).containsExactly("0", "1", "2");
        }
        assertThat(new HashSet<>(folder.results("events.result.jsonl"))).hasSize(3);
    }

    @Test
    void aRowThatWaitsDoesNotDelayTheStop() throws Exception {
        try (RoutesApplication application = folder.application("jsonl").start()) {
            stop(application);
            folder.drop("events.jsonl", rows("jsonl", 3));
            awaitThatItWaits(application);
            long begin = System.nanoTime();

            application.main().stop();

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
        }
        assertThat(root.resolve("in/events.jsonl")).exists();
        assertThat(root.resolve("out")).doesNotExist();
    }

    private void awaitThatItWaits(RoutesApplication application) {
        await().atMost(FolderOfFiles.PATIENCE).during(Duration.ofSeconds(2))
                .until(() -> application.camelContext().getInflightRepository().size() > 0
                        && Files.exists(root.resolve("in/events.jsonl")));
    }

    private static void stop(RoutesApplication application) {
        application.camelContext().getComponent("webhookscript", WebhookScriptComponent.class).scripts().stop("row", true);
    }
}
