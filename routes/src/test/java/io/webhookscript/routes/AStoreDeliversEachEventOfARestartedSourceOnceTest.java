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
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.camel.builder.TemplatedRouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** With a SQLite file, an event that a source repeats after a restart was accepted before, and is delivered once. */
@Tag("slow")
@Timeout(180)
class AStoreDeliversEachEventOfARestartedSourceOnceTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int RECORDS = 60;
    private static final int ROWS = 3_000;

    @TempDir
    private Path root;
    private FolderOfFiles folder;

    @BeforeEach
    void makeFolder() throws Exception {
        folder = FolderOfFiles.in(root);
        folder.makeScriptAsync();
    }

    @Test
    void rowsOfAFileThatIsReadAgain() throws Exception {
        folder.drop("events.jsonl", IntStream.range(0, ROWS).mapToObj(n -> "{\"n\": " + n + "}\n").collect(joining()));
        List<String> before;
        try (RoutesApplication application = withStore(folder.application("jsonl"))) {
            application.start();
            await().atMost(PATIENCE).until(() -> application.receiver().bodies().size() > 5);
            application.main().stop();
            before = application.receiver().bodies();
        }
        assertThat(before).as("stopped in the middle").hasSizeLessThan(ROWS);
        assertThat(root.resolve("in/events.jsonl")).exists();

        try (RoutesApplication application = withStore(folder.application("jsonl"))) {
            application.start();
            folder.awaitDone("events.jsonl");

            assertDeliveredOnce(ROWS, before, application);
        }
    }

    @Test
    void recordsOfATopicThatAreReadAgain() throws Exception {
        try (KafkaBroker broker = new KafkaBroker(Files.createDirectories(root.resolve("kafka")))) {
            broker.createTopic("events", 1);
            for (int n = 0; n < RECORDS; n++) {
                broker.send("events", 0, "{\"n\": " + n + "}", Map.of());
            }
            List<String> before;
            try (RoutesApplication application = consumer(broker, "first")) {
                await().atMost(PATIENCE).until(() -> application.receiver().bodies().size() > 5);
                application.main().stop();
                before = application.receiver().bodies();
            }
            assertThat(before).as("stopped in the middle").hasSizeLessThan(RECORDS);
            assertThat(broker.committed("first", "events")).isPositive();

            try (RoutesApplication application = consumer(broker, "second")) {
                await().atMost(PATIENCE).until(() -> broker.committed("second", "events") == RECORDS);

                assertDeliveredOnce(RECORDS, before, application);
            }
        }
    }

    private RoutesApplication consumer(KafkaBroker broker, String group) throws Exception {
        RoutesApplication application = withStore(new RoutesApplication())
                .with("camel.component.webhookscript.scripts", "file:" + root.resolve("scripts"));
        application.with("webhookscript.context.row.baseUrl", application.receiver().baseUrl()).start();
        TemplatedRouteBuilder.builder(application.camelContext(), "webhookscript-from-kafka").routeId("records")
                .parameter("script", "row").parameter("topic", "events").parameter("brokers", broker.address())
                .parameter("groupId", group).add();
        return application;
    }

    private RoutesApplication withStore(RoutesApplication application) {
        return application.with("camel.component.webhookscript.store", "sqlite:" + root.resolve("store.db"));
    }

    private static void assertDeliveredOnce(int count, List<String> before, RoutesApplication application) {
        await().atMost(PATIENCE).until(() -> before.size() + application.receiver().bodies().size() >= count);
        assertThat(Stream.concat(before.stream(), application.receiver().bodies().stream())).hasSize(count)
                .doesNotHaveDuplicates();
    }
}
