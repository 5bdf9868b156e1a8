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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.webhookscript.request.AttemptAuthenticator;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Two scripts under load, one of a receiver that never answers, without a breaker that would take its load away: how
 * much the other one loses. The healthy one is measured in both modes: sync, whose callers wait, and async, which runs
 * on the workers that both share; there the time is that from accepting an event to sending it.
 */
final class BesideADeadScript {

    private static final int CALLERS = 8;

    /** So many events of the dead script are there at any time, more than there are workers. */
    private static final int DEAD_IN_FLIGHT = 400;

    /** Paced, since a closed loop measures how fast a caller is told that its event was accepted. */
    private static final int ASYNC_PER_SECOND = 500;

    private static final double LEAST_THROUGHPUT = 0.9;
    private static final double MOST_P99 = 2.0;

    /** Below this, a scheduler's hiccup is the whole figure. */
    private static final double LEAST_MICROS = 2_000;

    private final DeliveryHarness harness;
    private final int rounds;
    private final int seconds;
    private final AtomicInteger sent = new AtomicInteger();
    private volatile long[] waited = new long[0];

    BesideADeadScript(DeliveryHarness harness, int rounds, int seconds) {
        this.harness = harness;
        this.rounds = rounds;
        this.seconds = seconds;
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
        try (DeliveryHarness.Running running = harness.start(scripts, Map.of("sent", sentNow))) {
            boolean syncHeld = compare("sync", running, () -> sync(running));
            boolean asyncHeld = compare("async", running, () -> async(running));
            return syncHeld && asyncHeld;
        }
    }

    private interface Measure {

        Round once() throws Exception;
    }

    private boolean compare(String name, DeliveryHarness.Running running, Measure healthy) throws Exception {
        List<Double> rates = new ArrayList<>();
        List<Double> tails = new ArrayList<>();
        healthy.once();
        for (int i = 1; i <= rounds; i++) {
            Round alone = healthy.once();
            Round beside = beside(running, healthy);
            rates.add(beside.perSecond / alone.perSecond);
            tails.add(Math.max(LEAST_MICROS, beside.p99Micros) / Math.max(LEAST_MICROS, alone.p99Micros));
            System.out.printf("%s, round %d: alone %.0f/s, p99 %.0f us; beside a dead one %.0f/s, p99 %.0f us%n", name, i,
                    alone.perSecond, alone.p99Micros, beside.perSecond, beside.p99Micros);
        }
        double rate = Figures.median(rates);
        double tail = Figures.median(tails);
        System.out.printf("%s, median of %d: throughput x %.2f (at least %.1f), p99 x %.2f (at most %.1f)%n", name, rounds,
                rate, LEAST_THROUGHPUT, tail, MOST_P99);
        return rate >= LEAST_THROUGHPUT && tail <= MOST_P99;
    }

    private static Round beside(DeliveryHarness.Running running, Measure healthy) throws Exception {
        AtomicBoolean stopped = new AtomicBoolean();
        ExecutorService feeder = Executors.newSingleThreadExecutor();
        Future<?> feeding = feeder.submit(() -> feed(running, stopped));
        try {
            while (running.accepted("dead") < DEAD_IN_FLIGHT) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            return healthy.once();
        } finally {
            stopped.set(true);
            feeding.get();
            feeder.shutdown();
            running.awaitAll("dead");
        }
    }

    private static Void feed(DeliveryHarness.Running running, AtomicBoolean stopped) throws Exception {
        Processor in = running.into("dead");
        while (!stopped.get()) {
            while (running.accepted("dead") < DEAD_IN_FLIGHT) {
                running.send("dead", in, Map.of("id", 1L));
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return null;
    }

    private Round sync(DeliveryHarness.Running running) throws Exception {
        Processor in = running.into("sync");
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try {
            Callable<long[]> caller = () -> callInARow(running, in);
            List<Future<long[]>> times = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                times.add(threads.submit(caller));
            }
            List<long[]> micros = new ArrayList<>();
            for (Future<long[]> time : times) {
                micros.add(time.get());
            }
            return round(micros.stream().flatMapToLong(Arrays::stream).toArray());
        } finally {
            threads.shutdown();
        }
    }

    private long[] callInARow(DeliveryHarness.Running running, Processor in) throws Exception {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        long[] micros = new long[1 << 20];
        int count = 0;
        long now = System.nanoTime();
        while (now < end && count < micros.length) {
            Exchange exchange = running.event(Map.of("id", (long) count));
            in.process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            long after = System.nanoTime();
            micros[count++] = (after - now) / 1_000;
            now = after;
        }
        return Arrays.copyOf(micros, count);
    }

    private Round async(DeliveryHarness.Running running) throws Exception {
        int count = seconds * ASYNC_PER_SECOND;
        sent.set(0);
        waited = new long[count];
        Processor in = running.into("async");
        long begun = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = begun + i * 1_000_000_000L / ASYNC_PER_SECOND;
            long early = due - System.nanoTime();
            if (early > 0) {
                TimeUnit.NANOSECONDS.sleep(early);
            }
            Exchange exchange = running.event(Map.of("id", (long) i, "at", System.nanoTime()));
            in.process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
        }
        while (sent.get() < count) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        double took = (System.nanoTime() - begun) / 1e9;
        long[] sorted = waited.clone();
        Arrays.sort(sorted);
        return new Round(count / took, Math.max(1, sorted[(int) (count * 0.99)]));
    }

    private Round round(long[] micros) {
        long[] sorted = micros.clone();
        Arrays.sort(sorted);
        return new Round((double) sorted.length / seconds, Math.max(1, sorted[(int) (sorted.length * 0.99)]));
    }

    private record Round(double perSecond, double p99Micros) {
    }
}
