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

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.webhookscript.deadletter.DeadLetters;
import io.webhookscript.deadletter.ReplayStatus;
import io.webhookscript.deadletter.ReplayStatus.State;
import io.webhookscript.store.DeadLetterFilter;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Replays of many dead letters, from a real database to a real receiver. */
@Tag("slow")
@Timeout(900)
class ManyLettersAreSentAgainTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private static final Duration BETWEEN_COUNTS = Duration.ofMillis(100);

    private static final int REQUESTS = 3_000;
    private static final Duration PERIOD = Duration.ofSeconds(2);

    /**
     * Where calls are let go every window is kept exactly. Between there and a receiver a busy machine may hold one
     * call up and not the next, which brings them nearer to each other.
     */
    private static final Duration TOLERANCE_ON_THE_WIRE = Duration.ofMillis(500);

    private static final String SCRIPT = """
            execution: async
            request: { method: PUT, url: "{{ context.receiver }}/{{ id }}" }
            limits:
              timeout: 60s
              retry: { maxAttempts: 1 }
              circuitBreaker: false
            """;

    @TempDir
    private Path folder;
    private final AtomicInteger status = new AtomicInteger(503);
    private volatile CountDownLatch held = new CountDownLatch(0);

    private static DeadLetters letters(StoreApplication camel) {
        return camel.component().deadLetters().orElseThrow();
    }

    private static ReplayStatus status(StoreApplication camel, String id) {
        return letters(camel).replays().stream().filter(replay -> replay.id().equals(id)).findFirst().orElseThrow();
    }

    /** Sends events that fail, and waits for their letters. */
    private static void fail(StoreApplication camel, int events) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(64);
        try {
            List<Future<Exchange>> calls = IntStream.range(0, events)
                    .mapToObj(id -> callers.submit(() -> camel.call("webhookscript:crm", Map.of("id", id)))).toList();
            for (Future<Exchange> call : calls) {
                assertThat(call.get().getException()).isNull();
            }
        } finally {
            callers.shutdown();
        }
        await().atMost(LONG).pollInterval(BETWEEN_COUNTS)
                .until(() -> letters(camel).count(DeadLetterFilter.OPEN).equals(Map.of("crm", (long) events)));
        camel.awaitEmpty(LONG);
    }

    private static Map<String, Set<String>> idsByPath(List<RecordingReceiver.Call> calls) {
        return calls.stream().collect(Collectors.groupingBy(
                RecordingReceiver.Call::path, Collectors.mapping(RecordingReceiver.Call::id, Collectors.toSet())));
    }

    @ParameterizedTest
    @EnumSource
    void tenThousandLettersNeverExceedTheRateInAnyWindow(TestDatabase kind) throws Exception {
        try (RecordingReceiver receiver = new RecordingReceiver(call -> status.get());
             StoreApplication camel = new StoreApplication(kind, folder, receiver)) {
            camel.script("crm", SCRIPT + "  rate: { requests: " + REQUESTS + ", per: " + PERIOD.toMillis()
                                + "ms, maxDelay: 1h, maxWaiting: 20000 }\n")
                    .start();
            fail(camel, 10_000);
            status.set(200);

            ReplayStatus started = letters(camel).replay(DeadLetterFilter.ALL.ofScript("crm"));
            await().atMost(LONG).pollInterval(BETWEEN_COUNTS)
                    .until(() -> status(camel, started.id()), replay -> replay.state() == State.COMPLETED);

            ReplayStatus ended = status(camel, started.id());
            assertThat(ended.selected()).isEqualTo(10_000);
            assertThat(ended.counts().delivered()).isEqualTo(10_000);
            assertThat(ended.counts().failedAgain()).isZero();
            List<RecordingReceiver.Call> calls = receiver.calls();
            assertThat(calls).hasSize(20_000);
            assertThat(idsByPath(calls)).hasSize(10_000).allSatisfy((path, ids) -> assertThat(ids).as(path).hasSize(1));
            long[] times = calls.stream().skip(10_000).mapToLong(RecordingReceiver.Call::nanos).sorted().toArray();
            for (int i = REQUESTS; i < times.length; i++) {
                assertThat(Duration.ofNanos(times[i] - times[i - REQUESTS]))
                        .isGreaterThan(PERIOD.minus(TOLERANCE_ON_THE_WIRE));
            }
            assertThat(letters(camel).count(DeadLetterFilter.OPEN)).isEmpty();
            assertThat(letters(camel).count(DeadLetterFilter.ALL.withReplayed(true))).isEqualTo(Map.of("crm", 10_000L));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStopOfTheContextInTheMiddleLosesNothing(TestDatabase kind) throws Exception {
        try (RecordingReceiver receiver = new RecordingReceiver(this::heldStatus);
             StoreApplication camel = new StoreApplication(kind, folder, receiver)) {
            camel.script("crm", SCRIPT).start();
            fail(camel, 1_500);
            status.set(200);
            held = new CountDownLatch(1);
            ReplayStatus started = letters(camel).replay(DeadLetterFilter.OPEN);
            await().atMost(LONG).until(() -> status(camel, started.id()).counts().accepted() >= 100);
            CamelContext context = camel.camelContext();
            CompletableFuture<Void> restart = CompletableFuture.runAsync(() -> restart(camel));
            await().atMost(LONG).until(context::isStopping);
            held.countDown();

            restart.join();
            camel.awaitEmpty(LONG);
            long left = letters(camel).count(DeadLetterFilter.OPEN).getOrDefault("crm", 0L);
            ReplayStatus rest = letters(camel).replay(DeadLetterFilter.OPEN);
            await().atMost(LONG).until(() -> status(camel, rest.id()).state() == State.COMPLETED);

            assertThat(left).isBetween(1L, 1_400L);
            assertThat(rest.selected()).isEqualTo(left);
            assertThat(letters(camel).count(DeadLetterFilter.OPEN)).isEmpty();
            Map<String, Set<String>> again = idsByPath(receiver.calls().subList(1_500, receiver.calls().size()));
            assertThat(again).hasSize(1_500).isEqualTo(idsByPath(receiver.calls().subList(0, 1_500)));
        }
    }

    private int heldStatus(RecordingReceiver.Call call) {
        try {
            held.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return status.get();
    }

    private static void restart(StoreApplication camel) {
        try {
            camel.restart();
        } catch (Exception failure) {
            throw new CompletionException(failure);
        }
    }
}
