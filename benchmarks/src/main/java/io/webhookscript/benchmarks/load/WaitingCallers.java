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

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;

/**
 * Many callers of a {@code sync} script at once, by Camel's asynchronous interface, without a thread for each: the
 * receiver is slow and busy, so all of them wait for a retry. What each of them holds, how many threads there are, how
 * late they are told, and whether each is told what became of its own event.
 */
final class WaitingCallers {

    private static final String SCRIPT = "called";
    private static final long DELAY_SECONDS = 20;
    private static final int FEEDERS = 64;
    private static final double MAX_BYTES = 6 * 1024;
    private static final double MAX_TIME = 1.1;

    /** 300 workers, those that feed, and what a JVM and Camel have anyway. */
    private static final int MAX_THREADS = 300 + FEEDERS + 50;

    private final DeliveryHarness harness;
    private final int callers;
    private final int rounds;

    WaitingCallers(DeliveryHarness harness, int callers, int rounds) {
        this.harness = harness;
        this.callers = callers;
        this.rounds = rounds;
    }

    /** Whether a few callers are told at all, without a bound. */
    boolean runs() throws Exception {
        try (RunningScripts running = harness.start(Map.of(SCRIPT, script(1)))) {
            return round(running, 1, callers, 1).delivered == callers;
        }
    }

    boolean run() throws Exception {
        List<Double> bytes = new ArrayList<>();
        List<Double> times = new ArrayList<>();
        int threads = 0;
        boolean allDelivered = true;
        try (RunningScripts running = harness.start(Map.of(SCRIPT, script(DELAY_SECONDS)))) {
            round(running, 0, Math.min(callers, 500), DELAY_SECONDS);
            for (int i = 1; i <= rounds; i++) {
                Round round = round(running, i, callers, DELAY_SECONDS);
                bytes.add(round.bytes);
                times.add(round.time);
                threads = Math.max(threads, round.threads);
                allDelivered &= round.delivered == callers;
                System.out.printf("round %d: %d callers, %.0f bytes each while they wait, at most %d threads, "
                                  + "%d told that it was delivered, time x %.3f%n",
                        i, callers, round.bytes, round.threads, round.delivered, round.time);
            }
            double size = Figures.median(bytes);
            double time = Figures.median(times);
            System.out.printf("median of %d: %.0f bytes each (at most %.0f), time x %.3f of the ideal (at most %.1f), "
                              + "%d threads (at most %d), %d failed%n",
                    rounds, size, MAX_BYTES, time, MAX_TIME, threads, MAX_THREADS, running.failed());
            return size <= MAX_BYTES && time <= MAX_TIME && threads <= MAX_THREADS && allDelivered;
        }
    }

    private static String script(long delaySeconds) {
        return """
                idempotencyKey: true
                request:
                  url: "{{ context.healthy }}/slowly/{{ round }}-{{ contact.id }}"
                  headers: { X-Channel: "{{ channel }}" }
                  body: { json: { id: "{{ contact.id }}", name: "{{ contact.first }} {{ contact.last }}", email: "{{ contact.email }}" } }
                limits:
                  total: 10m
                  retry: { maxAttempts: 2, delay: %ds, jitter: 0 }
                  circuitBreaker: false
                """
                .formatted(delaySeconds);
    }

    private Round round(RunningScripts running, int number, int count, long delaySeconds) throws Exception {
        var threads = ManagementFactory.getThreadMXBean();
        long before = Figures.heap();
        threads.resetPeakThreadCount();
        long begun = System.nanoTime();
        ConcurrentLinkedQueue<CompletableFuture<Exchange>> calls = call(running, number, count);
        Await.until("all first attempts have been made", () -> running.onlyWaits(SCRIPT));
        long tried = System.nanoTime();
        int waiting = running.inFlight(SCRIPT);
        double bytes = (double) (Figures.heap() - before) / count;
        if (waiting != count) {
            System.out.printf("only %d of %d wait, after %d ms of first attempts%n", waiting, count,
                    (tried - begun) / 1_000_000);
        }
        int delivered = 0;
        for (CompletableFuture<Exchange> call : calls) {
            Exchange told = call.get(10, TimeUnit.MINUTES);
            delivered += told.getException() == null ? 1 : 0;
        }
        double ideal = tried - begun + delaySeconds * 1e9;
        return new Round(bytes, (System.nanoTime() - begun) / ideal, threads.getPeakThreadCount(), delivered);
    }

    /** Returns when each caller's first attempt is over: that one is made on a thread of its caller. */
    private static ConcurrentLinkedQueue<CompletableFuture<Exchange>> call(RunningScripts running, int round, int count)
            throws Exception {
        ConcurrentLinkedQueue<CompletableFuture<Exchange>> calls = new ConcurrentLinkedQueue<>();
        AsyncProcessor into = running.into(SCRIPT);
        AtomicInteger next = new AtomicInteger();
        ExecutorService feeders = Executors.newFixedThreadPool(FEEDERS);
        Executor feeding = feeders;
        List<CompletableFuture<Void>> fed = new ArrayList<>();
        for (int i = 0; i < FEEDERS; i++) {
            fed.add(CompletableFuture.runAsync(() -> {
                for (int id = next.getAndIncrement(); id < count; id = next.getAndIncrement()) {
                    calls.add(into.processAsync(running.event(WaitingDeliveries.event(round, id))));
                }
            }, feeding));
        }
        try {
            CompletableFuture.allOf(fed.toArray(CompletableFuture[]::new)).get(10, TimeUnit.MINUTES);
        } finally {
            feeders.shutdown();
        }
        return calls;
    }

    private record Round(double bytes, double time, int threads, int delivered) {
    }
}
