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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.Processor;

/** Many deliveries that wait for a retry at once: what each of them holds, and how late they are when they go on. */
final class WaitingDeliveries {

    private static final String SCRIPT = "waiting";
    private static final long DELAY_SECONDS = 10;
    private static final double MAX_BYTES = 5 * 1024;
    private static final double MAX_TIME = 1.1;

    private final DeliveryHarness harness;
    private final int deliveries;
    private final int rounds;

    WaitingDeliveries(DeliveryHarness harness, int deliveries, int rounds) {
        this.harness = harness;
        this.deliveries = deliveries;
        this.rounds = rounds;
    }

    boolean run() throws Exception {
        String script
                = """
                        execution: async
                        idempotencyKey: true
                        request:
                          url: "{{ context.healthy }}/later/{{ round }}-{{ contact.id }}"
                          headers: { X-Channel: "{{ channel }}" }
                          body: { json: { id: "{{ contact.id }}", name: "{{ contact.first }} {{ contact.last }}", email: "{{ contact.email }}" } }
                        limits:
                          retry: { maxAttempts: 2, delay: %ds, jitter: 0 }
                          circuitBreaker: false
                        """
                        .formatted(DELAY_SECONDS);
        List<Double> bytes = new ArrayList<>();
        List<Double> times = new ArrayList<>();
        try (RunningScripts running = harness.start(Map.of(SCRIPT, script))) {
            round(running, 0, 500);
            for (int i = 1; i <= rounds; i++) {
                Round round = round(running, i, deliveries);
                bytes.add(round.bytes);
                times.add(round.time);
                System.out.printf("round %d: %d wait, %.0f bytes each, time x %.3f%n", i, deliveries,
                        round.bytes, round.time);
            }
            double size = Figures.median(bytes);
            double time = Figures.median(times);
            System.out.printf("median of %d: %.0f bytes each (at most %.0f), time x %.3f of the ideal (at most %.1f), "
                              + "%d failed%n",
                    rounds, size, MAX_BYTES, time, MAX_TIME, running.failed());
            return size <= MAX_BYTES && time <= MAX_TIME && running.failed() == 0;
        }
    }

    private Round round(RunningScripts running, int number, int count) throws Exception {
        Processor in = running.into(SCRIPT);
        long before = Figures.heap();
        long begun = System.nanoTime();
        for (int i = 0; i < count; i++) {
            running.send(in, event(number, i));
        }
        Await.until("all first attempts have been made", () -> running.onlyWaits(SCRIPT));
        long tried = System.nanoTime();
        double bytes = (double) (Figures.heap() - before) / count;
        if (running.inFlight(SCRIPT) != count) {
            throw new IllegalStateException(
                    "only " + running.inFlight(SCRIPT) + " wait, after " + (tried - begun) / 1_000_000
                                            + " ms of first attempts: too slow to measure");
        }
        running.awaitEnd(SCRIPT);
        double ideal = tried - begun + DELAY_SECONDS * 1e9;
        return new Round(bytes, (System.nanoTime() - begun) / ideal);
    }

    /** As a source hands it over: an event of its own, nothing shared with others. */
    static Map<String, Object> event(int round, int number) {
        Map<String, Object> contact = new LinkedHashMap<>();
        contact.put("id", (long) number);
        contact.put("first", new String("Ada".toCharArray()));
        contact.put("last", "Lovelace-" + number);
        contact.put("email", "ada." + number + "@example.com");
        return Map.of("round", round, "channel", "crm", "contact", contact);
    }

    private record Round(double bytes, double time) {
    }
}
