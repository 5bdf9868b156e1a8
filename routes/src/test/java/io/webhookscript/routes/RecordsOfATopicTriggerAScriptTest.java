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
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.camel.builder.TemplatedRouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The template webhookscript-from-kafka with a real broker. */
@Tag("slow")
@Timeout(180)
class RecordsOfATopicTriggerAScriptTest extends WithKafkaTopic {

    private static final String SCRIPT = """
            webhookscript: "1.0"
            name: record
            execution: %s
            context: { baseUrl: "" }
            request:
              method: PUT
              url: "{{ context.baseUrl }}/{{ event.path }}"
              body: { text: "{{ message.id }} {{ event.n }}" }
            limits: { retry: { maxAttempts: 1 }, circuitBreaker: false }
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void syncScript() throws Exception {
        script("sync");
    }

    private void script(String execution) throws Exception {
        Files.createDirectories(folder.resolve("scripts"));
        Files.writeString(folder.resolve("scripts/record.webhookscript.yaml"), SCRIPT.formatted(execution));
    }

    @Test
    void anOffsetIsCommittedAfterItsRecordIsDelivered() throws Exception {
        send(0, IntStream.range(0, 4), "ok");
        try (RoutesApplication application = application()) {
            application.receiver().hold();
            consume(application, "one", "1");
            await().atMost(PATIENCE).until(() -> application.receiver().bodies().size() == 1);
            await().during(Duration.ofSeconds(1)).until(() -> broker.committed("one", topic) == 0);

            application.receiver().release(2);
            await().atMost(PATIENCE).until(() -> application.receiver().bodies().size() == 3);

            assertThat(broker.committed("one", topic)).isEqualTo(2);
            application.receiver().release(2);
            await().atMost(PATIENCE).until(() -> broker.committed("one", topic) == 4);
            assertThat(application.receiver().bodiesWithoutIds()).containsExactly("0", "1", "2", "3");
        }
    }

    @Test
    void aRecordThatFailsIsTriedAgainUnderItsIdBeforeTheNextOneOfItsPartition() throws Exception {
        send(0, IntStream.range(0, 3), "ok");
        try (RoutesApplication application = application()) {
            application.receiver().available(false);
            consume(application, "one", "1");
            await().atMost(PATIENCE).until(() -> application.receiver().bodies().size() >= 3);
            assertThat(application.receiver().bodies()).allMatch(body -> body.equals(application.receiver().bodies().get(0)));
            assertThat(broker.committed("one", topic)).isZero();

            application.receiver().available(true);
            await().atMost(PATIENCE).until(() -> broker.committed("one", topic) == 3);

            assertThat(new HashSet<>(application.receiver().bodies())).hasSize(3);
        }
    }

    @Test
    void aRecordThatWaitsDoesNotDelayTheStopAndIsReadAgain() throws Exception {
        send(0, IntStream.range(0, 2), "ok");
        List<String> before;
        try (RoutesApplication application = application()) {
            application.receiver().available(false);
            consume(application, "one", "1");
            await().atMost(PATIENCE).until(() -> application.receiver().bodies().size() >= 3);
            long begin = System.nanoTime();

            application.main().stop();

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
            before = application.receiver().bodies();
        }
        assertThat(broker.committed("one", topic)).isZero();
        try (RoutesApplication application = application()) {
            consume(application, "one", "1");
            await().atMost(PATIENCE).until(() -> broker.committed("one", topic) == 2);

            assertThat(application.receiver().bodies()).hasSize(2).first().isEqualTo(before.get(0));
        }
    }

    @Test
    void aDeadLetterLetsThePartitionGoOn() throws Exception {
        send(0, IntStream.range(0, 1), "ok");
        broker.send(topic, 0, "{\"n\": not JSON", Map.of("Content-Type", "application/json"));
        send(0, IntStream.range(1, 2), "404");
        send(0, IntStream.range(2, 3), "ok");
        try (RoutesApplication application = new RoutesApplication()
                .with("camel.component.webhookscript.deadLetter", "file:" + folder.resolve("dead"))) {
            consume(start(application), "one", "1");
            await().atMost(PATIENCE).until(() -> broker.committed("one", topic) == 4);

            assertThat(application.receiver().bodiesWithoutIds()).containsExactly("0", "1", "2");
        }
        try (Stream<Path> letters = Files.list(folder.resolve("dead"))) {
            assertThat(letters).hasSize(2);
        }
    }

    @Test
    void anOffsetOfAnAsyncScriptIsCommittedOnceItsRecordIsAccepted() throws Exception {
        script("async");
        send(0, IntStream.range(0, 3), "ok");
        try (RoutesApplication application = application()) {
            application.receiver().hold();
            consume(application, "one", "1");

            await().atMost(PATIENCE).until(() -> broker.committed("one", topic) == 3);

            application.receiver().release(3);
            await().atMost(PATIENCE).until(() -> application.receiver().bodies().size() == 3);
        }
    }

    @Test
    void aRecordThatIsNotAcceptedIsNotCommitted() throws Exception {
        script("async");
        send(0, IntStream.range(0, 3), "ok");
        try (RoutesApplication application = new RoutesApplication().with("camel.component.webhookscript.maxPending", "1")) {
            application.receiver().hold();
            consume(start(application), "one", "1");
            await().atMost(PATIENCE).until(() -> broker.committed("one", topic) == 1);
            await().during(Duration.ofSeconds(1)).until(() -> broker.committed("one", topic) == 1);

            application.receiver().release(3);
            await().atMost(PATIENCE).until(() -> broker.committed("one", topic) == 3);

            await().atMost(PATIENCE).until(() -> application.receiver().bodies().size() == 3);
            assertThat(application.receiver().bodiesWithoutIds()).containsExactly("0", "1", "2");
        }
    }

    @Test
    void aRebalanceInTheMiddleLosesNothingAndRepeatsOnlyUnderTheSameId() throws Exception {
        AtomicInteger sent = new AtomicInteger();
        sendToBoth(sent, 200);
        try (RoutesApplication first = application(); RoutesApplication second = application()) {
            consume(first, "shared", "1");
            await().atMost(PATIENCE).until(() -> first.receiver().bodies().size() > 10);

            consume(second, "shared", "1");
            sendToBothUntil(sent, () -> second.receiver().bodies().size() > 10);

            await().atMost(PATIENCE).until(() -> all(first, second).size() >= sent.get());
            assertThat(all(first, second)).as("one text, so one id, for each record").hasSize(sent.get());
            for (RoutesApplication each : List.of(first, second)) {
                List<Integer> numbers = each.receiver().bodiesWithoutIds().stream().map(Integer::valueOf).toList();
                assertThat(numbers.stream().filter(n -> n % 2 == 0).toList()).isSorted();
                assertThat(numbers.stream().filter(n -> n % 2 == 1).toList()).isSorted();
            }
        }
    }

    @Test
    void anotherGroupReadsTheRecordsUnderTheSameIds() throws Exception {
        send(0, IntStream.range(0, 5), "ok");
        send(1, IntStream.range(5, 10), "ok");
        Set<String> first;
        try (RoutesApplication application = application()) {
            consume(application, "one", "1");
            await().atMost(PATIENCE).until(() -> application.receiver().bodies().size() == 10);
            first = all(application);
        }
        try (RoutesApplication application = application()) {
            consume(application, "another", "2");
            await().atMost(PATIENCE).until(() -> application.receiver().bodies().size() == 10);

            assertThat(all(application)).isEqualTo(first).hasSize(10);
        }
    }

    private RoutesApplication application() throws Exception {
        return start(new RoutesApplication());
    }

    private RoutesApplication start(RoutesApplication application) {
        return application.with("camel.component.webhookscript.scripts", "file:" + folder.resolve("scripts"))
                .with("webhookscript.context.record.baseUrl", application.receiver().baseUrl()).start();
    }

    private void consume(RoutesApplication application, String group, String consumers) {
        TemplatedRouteBuilder.builder(application.camelContext(), "webhookscript-from-kafka").routeId("records")
                .parameter("script", "record").parameter("topic", topic).parameter("brokers", broker.address())
                .parameter("groupId", group).parameter("consumers", consumers).parameter("maxPollRecords", "10").add();
    }

    private void send(int partition, IntStream numbers, String path) throws Exception {
        for (int n : numbers.toArray()) {
            broker.send(topic, partition, "{\"n\":" + n + ",\"path\":\"" + path + "\"}", Map.of());
        }
    }

    private static Set<String> all(RoutesApplication... applications) {
        return Stream.of(applications).map(application -> application.receiver().bodies()).flatMap(Collection::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
