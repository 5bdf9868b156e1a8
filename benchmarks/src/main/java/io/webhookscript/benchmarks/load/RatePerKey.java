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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.camel.Processor;

/**
 * A burst that a rate per key stretches: how near to the ideal time it ends, and what one that waits for its turn
 * holds.
 */
final class RatePerKey {

    private static final String SCRIPT = "limited";
    private static final int KEYS = 5;
    private static final int PER_PERIOD = 250;
    private static final Duration FOR_A_FREE_RATE = Duration.ofMillis(1_100);
    private static final double MAX_BYTES = 3 * 1024;
    private static final double MAX_TIME = 1.1;

    private final DeliveryHarness harness;
    private final int events;
    private final int rounds;

    RatePerKey(DeliveryHarness harness, int events, int rounds) {
        this.harness = harness;
        this.events = events;
        this.rounds = rounds;
    }

    boolean run() throws Exception {
        List<Double> times = new ArrayList<>();
        long lost;
        try (RunningScripts running = harness.start(Map.of(SCRIPT, script(1)))) {
            burst(running, KEYS * PER_PERIOD);
            running.awaitEnd(SCRIPT);
            for (int i = 1; i <= rounds; i++) {
                Await.pause(FOR_A_FREE_RATE);
                times.add(time(running));
                System.out.printf("round %d: %d events, time x %.3f%n", i, events, times.get(i - 1));
            }
            lost = running.failed();
        }
        List<Double> bytes = new ArrayList<>();
        for (int i = 1; i <= rounds; i++) {
            bytes.add(bytes());
            System.out.printf("round %d: %.0f bytes for each that waits%n", i, bytes.get(i - 1));
        }
        double size = Figures.median(bytes);
        double time = Figures.median(times);
        System.out.printf("median of %d: time x %.3f of the ideal (at most %.1f), %.0f bytes each (at most %.0f), %d failed%n",
                rounds, time, MAX_TIME, size, MAX_BYTES, lost);
        return time <= MAX_TIME && size <= MAX_BYTES && lost == 0;
    }

    private static String script(int seconds) {
        return """
                execution: async
                request: { method: PUT, url: "{{ context.healthy }}/ok", body: { json: { id: "{{ id }}" } } }
                limits: { rate: { requests: %d, per: %ds, key: "{{ key }}", maxDelay: 24h }, circuitBreaker: false }
                """.formatted(PER_PERIOD, seconds);
    }

    /** The first of each key go at once, the last a whole number of seconds later. */
    private double time(RunningScripts running) throws Exception {
        long begun = System.nanoTime();
        burst(running, events);
        running.awaitEnd(SCRIPT);
        double ideal = (Math.ceil((double) events / KEYS / PER_PERIOD) - 1) * 1e9;
        return (System.nanoTime() - begun) / ideal;
    }

    /** While nothing but waits is left of the burst, which takes too long for the others to begin. */
    private double bytes() throws Exception {
        try (RunningScripts running = harness.start(Map.of(SCRIPT, script(60)))) {
            burst(running, KEYS * PER_PERIOD);
            running.awaitEnd(SCRIPT);
            long before = Figures.heap();
            burst(running, events);
            Await.until("all that is left of the burst waits", () -> running.onlyWaits(SCRIPT));
            return (double) (Figures.heap() - before) / running.inFlight(SCRIPT);
        }
    }

    private static void burst(RunningScripts running, int count) throws Exception {
        Processor in = running.into(SCRIPT);
        for (int i = 0; i < count; i++) {
            running.send(in, Map.of("id", (long) i, "key", "customer-" + i % KEYS));
        }
    }
}
