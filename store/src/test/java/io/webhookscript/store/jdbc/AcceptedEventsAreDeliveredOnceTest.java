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
package io.webhookscript.store.jdbc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.script.Outcome;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole way of an event through a store: accepted by an endpoint, delivered to a receiver, whatever is between. */
@Tag("slow")
@Timeout(180)
class AcceptedEventsAreDeliveredOnceTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path folder;
    @TempDir
    private Path files;

    @ParameterizedTest
    @EnumSource
    void eventsThatWaitAreDeliveredAfterARestart(TestDatabase kind) throws Exception {
        AtomicInteger status = new AtomicInteger(503);
        try (RecordingReceiver receiver = new RecordingReceiver(call -> status.get());
             StoreApplication camel = new StoreApplication(kind, folder, receiver).script("crm", """
                     execution: async
                     request: { url: "{{ context.receiver }}/{{ id }}" }
                     limits: { retry: { maxAttempts: 60, delay: 1s, backoff: 1, jitter: 0 }, circuitBreaker: false }
                     """)) {
            camel.start();
            for (int id = 0; id < 50; id++) {
                assertThat(camel.call("webhookscript:crm", Map.of("id", id)).getException()).isNull();
            }
            Awaitility.await().atMost(LONG).until(() -> receiver.calls().size() >= 50);

            camel.restart();
            status.set(200);
            camel.awaitEmpty(LONG);

            List<RecordingReceiver.Call> calls = receiver.calls();
            Map<String, Set<String>> ids = calls.stream().collect(Collectors.groupingBy(
                    RecordingReceiver.Call::path, Collectors.mapping(RecordingReceiver.Call::id, Collectors.toSet())));
            assertThat(ids).hasSize(50).allSatisfy((path, id) -> assertThat(id).as(path).hasSize(1));
            assertThat(camel.component().deliveryStatus("crm").orElseThrow().sinceStart().ended().get(Outcome.DELIVERED))
                    .isEqualTo(50);
            assertThat(camel.component().deliveryStatus("crm").orElseThrow().sinceStart().lastEnded())
                    .allSatisfy(ended -> assertThat(ended.attempts()).isGreaterThanOrEqualTo(2));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatIsReadAgainAndAgainIsSentOnce(TestDatabase kind) throws Exception {
        AtomicInteger read = new AtomicInteger();
        try (RecordingReceiver receiver = new RecordingReceiver(call -> 200);
             StoreApplication camel = new StoreApplication(kind, folder, receiver).script("crm", """
                     execution: async
                     request: { url: "{{ context.receiver }}/{{ id }}" }
                     """)) {
            Files.writeString(files.resolve("event.json"), "{ \"id\": 7 }");
            camel.routes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("file:" + files + "?noop=true&idempotent=false&initialDelay=0&delay=50").routeId("source")
                            .to("webhookscript:crm").process(exchange -> read.incrementAndGet());
                }
            });
            camel.start();
            Awaitility.await().until(() -> read.get() >= 5);

            camel.restart();
            Awaitility.await().until(() -> read.get() >= 10);
            camel.awaitEmpty(LONG);

            assertThat(receiver.calls()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void retriesKeepTheOrderOfTheirKey(TestDatabase kind) throws Exception {
        Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();
        List<String> delivered = new CopyOnWriteArrayList<>();
        try (RecordingReceiver receiver = new RecordingReceiver(call -> {
            int number = Integer.parseInt(call.path().substring(call.path().lastIndexOf('/') + 1));
            if (number % 4 == 1 && failures.computeIfAbsent(call.path(), p -> new AtomicInteger()).incrementAndGet() <= 2) {
                return 503;
            }
            delivered.add(call.path());
            return 200;
        }); StoreApplication camel = new StoreApplication(kind, folder, receiver).script("crm", """
                execution: async
                ordered: "{{ key }}"
                request: { url: "{{ context.receiver }}/{{ key }}/{{ number }}" }
                limits: { retry: { maxAttempts: 5, delay: 200ms, jitter: 0 }, circuitBreaker: false }
                """)) {
            camel.start();
            for (int number = 0; number < 12; number++) {
                for (int key = 0; key < 10; key++) {
                    camel.call("webhookscript:crm", Map.of("key", "k" + key, "number", number));
                }
                if (number == 6) {
                    camel.restart();
                }
            }

            camel.awaitEmpty(LONG);

            for (int key = 0; key < 10; key++) {
                String prefix = "/k" + key + "/";
                assertThat(delivered.stream().filter(path -> path.startsWith(prefix)).distinct())
                        .containsExactlyElementsOf(IntStream.range(0, 12).mapToObj(number -> prefix + number).toList());
            }
        }
    }

    @Test
    void aDatabaseThatIsAwayRejectsEventsAtOnceAndTakesThemAgain() throws Exception {
        try (RecordingReceiver receiver = new RecordingReceiver(call -> 200);
             StoreApplication camel = new StoreApplication(TestDatabase.POSTGRESQL, folder, receiver).script("crm", """
                     execution: async
                     request: { url: "{{ context.receiver }}/{{ id }}" }
                     """)) {
            camel.start();
            assertThat(camel.call("webhookscript:crm", Map.of("id", 1)).getException()).isNull();
            camel.awaitEmpty(LONG);
            camel.databaseIsAway(true);

            Exchange failed = camel.call("webhookscript:crm", Map.of("id", 2));

            assertThat(failed.getException(WebhookScriptException.class).getOutcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(failed.getException()).hasMessageContaining("its event could not be stored: ");
            long began = System.nanoTime();
            assertThat(camel.call("webhookscript:crm", Map.of("id", 3)).getException()).isNotNull();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
            camel.databaseIsAway(false);
            Awaitility.await().atMost(LONG)
                    .until(() -> camel.call("webhookscript:crm", Map.of("id", 4)).getException() == null);
            Awaitility.await().untilAsserted(() -> assertThat(receiver.calls()).extracting(RecordingReceiver.Call::path)
                    .contains("/1", "/4").doesNotContain("/2", "/3"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStopWhileEventsWaitLosesNone(TestDatabase kind) throws Exception {
        try (RecordingReceiver receiver = new RecordingReceiver(call -> 200);
             StoreApplication camel = new StoreApplication(kind, folder, receiver).script("crm", """
                     execution: async
                     request: { url: "{{ context.receiver }}/{{ id }}" }
                     limits: { rate: { requests: 20, per: 400ms }, circuitBreaker: false }
                     """)) {
            camel.start();
            for (int id = 0; id < 100; id++) {
                assertThat(camel.call("webhookscript:crm", Map.of("id", id)).getException()).isNull();
            }

            camel.restart();
            camel.awaitEmpty(LONG);

            assertThat(receiver.calls().stream().map(RecordingReceiver.Call::path).distinct()).hasSize(100);
            assertThat(receiver.calls()).hasSize(100);
        }
    }
}
