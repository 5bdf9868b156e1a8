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

/**
 * What an event for three scripts costs among few scripts and among many (bound: 1.3 times): with its three calls, and
 * without a call, when the conditions of the three do not hold. The two contexts take turns.
 */
final class EventsAmongManyScripts {

    private static final double MAX_RATIO = 1.3;
    private static final int MATCHING = 3;
    private static final int CALLED_A_ROUND = 1_000;
    private static final int UNCALLED_A_ROUND = 20_000;

    private final DeliveryHarness harness;
    private final int scripts;
    private final int rounds;
    private int nextId;

    EventsAmongManyScripts(DeliveryHarness harness, int scripts, int rounds) {
        this.harness = harness;
        this.scripts = scripts;
        this.rounds = rounds;
    }

    boolean run() throws Exception {
        try (RunningScripts few = harness.start(named(MATCHING)); RunningScripts many = harness.start(named(scripts))) {
            Side ofFew = new Side(few, few.into("event:contact.updated"));
            Side ofMany = new Side(many, many.into("event:contact.updated"));
            boolean called = compare("3 calls", CALLED_A_ROUND, 1, ofFew, ofMany);
            boolean uncalled = compare("no call", UNCALLED_A_ROUND, 0, ofFew, ofMany);
            if (few.failed() + many.failed() > 0) {
                throw new IllegalStateException(few.failed() + many.failed() + " deliveries failed");
            }
            return called && uncalled;
        }
    }

    /** An application, and the endpoint that its events are sent to. */
    private record Side(RunningScripts running, Processor into) {
    }

    /** @param tier the value with which the conditions hold is 1 */
    private boolean compare(String what, int events, int tier, Side ofFew, Side ofMany) throws Exception {
        List<Double> ratios = new ArrayList<>();
        List<Double> micros = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            double few = round(events, tier, ofFew);
            double many = round(events, tier, ofMany);
            if (round > 0) { // the first is for warming up
                micros.add(few);
                ratios.add(many / few);
            }
        }
        double ratio = Figures.median(ratios);
        System.out.printf("%s: %.1f µs an event among %d scripts, %.2f times that among %d (%s)%n", what,
                Figures.median(micros), MATCHING, ratio, scripts, ratio <= MAX_RATIO ? "held" : "not held");
        return ratio <= MAX_RATIO;
    }

    /** @return microseconds an event */
    private double round(int events, int tier, Side side) throws Exception {
        long began = System.nanoTime();
        for (int i = 0; i < events; i++) {
            side.running().send(side.into(), Map.of("contact", Map.of("id", nextId++, "tier", tier)));
        }
        return (System.nanoTime() - began) / 1e3 / events;
    }

    /** The first three match; the others have types and families of their own. */
    private static Map<String, String> named(int count) {
        Map<String, String> scripts = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String event = i < MATCHING ? "contact.updated" : i % 2 == 0 ? "type-" + i + ".updated" : "family-" + i + ".*";
            scripts.put("script-" + i,
                    """
                            request: { method: PUT, url: "{{ context.healthy }}/contacts/{{ contact.id }}", body: { json: { id: "{{ contact.id }}" } } }
                            triggers: [ { event: %s, when: "contact.tier == 1" } ]
                            """
                            .formatted(event));
        }
        return scripts;
    }
}
