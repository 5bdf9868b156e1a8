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
package io.webhookscript.benchmarks.load;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.webhookscript.spi.AttemptAuthenticator;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Two scripts under load, one of a receiver that never answers, without a breaker that would take its load away: how
 * much the other one loses. The healthy one is measured in both modes: sync, whose callers wait, and async, which runs
 * on the workers that both share; there the time is that from accepting an event to sending it.
 */
final class BesideADeadScript {

    private static final int CALLERS = 8;

    /** So many events of the dead script are there at any time, more than there are workers. */
    private static final int DEAD_IN_FLIGHT = 400;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    /** Paced, since a closed loop measures how fast a caller is told that its event was accepted. */
    private static final int ASYNC_PER_SECOND = 500;

    /** Below this, a scheduler's hiccup is the whole figure. */
    private static final double LEAST_MICROS = 2_000;

    private final DeliveryHarness harness;
    private final int rounds;
    private final int seconds;
    private final @Nullable String store;
    private final AtomicInteger sent = new AtomicInteger();
    private volatile long[] waited = new long[0];

    BesideADeadScript(DeliveryHarness harness, int rounds, int seconds) {
        this(harness, rounds, seconds, null);
    }

    /** @param store the component option; null for none */
    BesideADeadScript(DeliveryHarness harness, int rounds, int seconds, @Nullable String store) {
        this.harness = harness;
        this.rounds = rounds;
        this.seconds = seconds;
        this.store = store;
    }

    boolean run() throws Exception {
        Map<String, String> scripts = Map.of(
                "dead", """
                        execution: async
                        idempotencyKey: true
                        request: { url: "{{ context.dead }}/dead", body: { json: { id: "{{ id }}" } } }
                        limits: { timeout: 1s, retry: { maxAttempts: 2, delay: 500ms }, circuitBreaker: false }
                        """,
                "sync", """
                        request: { url: "{{ context.healthy }}/ok", body: { json: { id: "{{ id }}" } } }
                        """,
                "async", """
                        execution: async
                        request:
                          url: "{{ context.healthy }}/ok"
                          headers: { X-At: "{{ at }}" }
                          auth: { ref: "#sent" }
                          body: { json: { id: "{{ id }}" } }
                        """);
        AttemptAuthenticator sentNow = call -> {
            long at = Long.parseLong(call.headers().stream().filter(h -> h.name().equals("X-At")).findFirst().orElseThrow()
                    .value());
            int index = sent.getAndIncrement();
            if (index < waited.length) {
                waited[index] = (System.nanoTime() - at) / 1_000;
            }
            return call;
        };
        try (RunningScripts running
                = harness.start(scripts, Map.of("sent", sentNow), RunningScripts.Options.ofStore(store))) {
            boolean syncHeld = compare("sync", running, () -> sync(running));
            boolean asyncHeld = compare("async", running, () -> async(running));
            return syncHeld && asyncHeld;
        }
    }

    private boolean compare(String name, RunningScripts running, Comparison.Measure healthy) throws Exception {
        return new Comparison(name, rounds, LEAST_MICROS).holds(healthy, () -> beside(running, healthy));
    }

    private static Round beside(RunningScripts running, Comparison.Measure healthy) throws Exception {
        AtomicBoolean stopped = new AtomicBoolean();
        ExecutorService feeder = Executors.newSingleThreadExecutor();
        Future<?> feeding = feeder.submit(() -> feed(running, stopped));
        try {
            Await.until("the dead script has its events", () -> running.inFlight("dead") >= DEAD_IN_FLIGHT);
            return healthy.once();
        } finally {
            stopped.set(true);
            feeding.get();
            feeder.shutdown();
            running.awaitEnd("dead");
        }
    }

    private static Void feed(RunningScripts running, AtomicBoolean stopped) throws Exception {
        Processor in = running.into("dead");
        while (!stopped.get()) {
            for (int missing = DEAD_IN_FLIGHT - running.inFlight("dead"); missing > 0; missing--) {
                running.send(in, Map.of("id", 1L));
            }
            Await.pause(BETWEEN_LOOKS);
        }
        return null;
    }

    private Round sync(RunningScripts running) throws Exception {
        Processor in = running.into("sync");
        return Round.ofCallers(CALLERS, seconds, number -> running.send(in, Map.of("id", (long) number)));
    }

    private Round async(RunningScripts running) throws Exception {
        int count = seconds * ASYNC_PER_SECOND;
        sent.set(0);
        waited = new long[count];
        Processor in = running.into("async");
        long begun = System.nanoTime();
        for (int i = 0; i < count; i++) {
            Await.until(begun + i * 1_000_000_000L / ASYNC_PER_SECOND);
            running.send(in, Map.of("id", (long) i, "at", System.nanoTime()));
        }
        Await.until("all events have been sent", () -> sent.get() >= count);
        return Round.of(waited, (System.nanoTime() - begun) / 1e9);
    }
}
