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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.webhookscript.benchmarks.ContactScripts;
import org.apache.camel.Processor;

/**
 * What many scripts cost: how long they take to load against parsing their YAML alone (bound: five times), what a
 * loaded one and a used one keep of the heap (bound: 200 KB), what an event costs beside few scripts and beside many,
 * and how many threads there are.
 */
final class ManyScripts {

    private static final double MAX_TIMES_PARSING = 5;
    private static final double MAX_KB_USED = 200;
    private static final int FEW = 10;
    private static final int EVENTS = 2_000;

    private final DeliveryHarness harness;
    private final int scripts;
    private final int used;
    private int nextId;

    ManyScripts(DeliveryHarness harness, int scripts, int used) {
        this.harness = harness;
        this.scripts = scripts;
        this.used = used;
    }

    boolean run() throws Exception {
        return many(few());
    }

    private double few() throws Exception {
        try (RunningScripts few = harness.start(named(FEW))) {
            Processor into = few.into("script-0");
            events(few, into);
            return events(few, into);
        }
    }

    private boolean many(double besideFew) throws Exception {
        Map<String, String> texts = named(scripts);
        double coldParsing = parse(texts);
        double coldStart = start(texts);
        double parsing = parse(texts);
        long before = Figures.heap();
        long began = System.nanoTime();
        try (RunningScripts many = harness.start(texts)) {
            double loading = many.startMillis();
            long loaded = Figures.heap();
            for (int i = 0; i < used; i++) {
                many.send(many.into("script-" + i), ContactScripts.event(nextId++));
            }
            long after = Figures.heap();
            double kilobytes = (after - loaded) / 1024.0 / used;
            Processor into = many.into("script-0");
            events(many, into);
            double besideMany = events(many, into);
            System.out.printf("%d scripts, both for the first time: parsing their YAML %.0f ms, start %.0f ms = %.1f times%n",
                    scripts,
                    coldParsing, coldStart, coldStart / coldParsing);
            System.out.printf("both once more: parsing %.0f ms, start %.0f ms = %.1f times; %.1f KB of heap each%n", parsing,
                    loading,
                    loading / parsing, (loaded - before) / 1024.0 / scripts);
            System.out.printf("%d of them used: %.1f KB of heap each; %d threads%n", used, kilobytes,
                    ManagementFactory.getThreadMXBean().getThreadCount());
            System.out.printf("an event: %.0f µs beside %d scripts, %.0f µs beside %d (%.2f times); all in %.1f s%n", besideFew,
                    FEW,
                    besideMany, scripts, besideMany / besideFew, (System.nanoTime() - began) / 1e9);
            if (many.failed() > 0) {
                throw new IllegalStateException(many.failed() + " events were not delivered");
            }
            return loading <= MAX_TIMES_PARSING * parsing && kilobytes <= MAX_KB_USED;
        }
    }

    private double start(Map<String, String> texts) throws Exception {
        try (RunningScripts running = harness.start(texts)) {
            return running.startMillis();
        }
    }

    private static Map<String, String> named(int count) {
        Map<String, String> scripts = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            // the first is called again and again, so no rate must hold it up
            scripts.put("script-" + i, i == 0 ? ContactScripts.UNLIMITED : ContactScripts.LIMITED);
        }
        return scripts;
    }

    /** @return milliseconds */
    private static double parse(Map<String, String> texts) {
        List<byte[]> files = new ArrayList<>();
        texts.forEach((name, text) -> files
                .add(ContactScripts.file(name, "http://127.0.0.1:1", "http://127.0.0.1:1", text)
                        .getBytes(StandardCharsets.UTF_8)));
        int[] seen = { 0 };
        long began = System.nanoTime();
        ContactScripts.parse(files, yaml -> seen[0] += yaml.hashCode());
        double millis = (System.nanoTime() - began) / 1e6;
        return seen[0] == 0 ? millis + 1e-9 : millis;
    }

    /** @return microseconds an event: the median of rounds */
    private double events(RunningScripts running, Processor into) throws Exception {
        List<Double> rounds = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            long began = System.nanoTime();
            for (int i = 0; i < EVENTS / 5; i++) {
                running.send(into, ContactScripts.event(nextId++));
            }
            rounds.add((System.nanoTime() - began) / 1e3 / (EVENTS / 5));
        }
        return Figures.median(rounds);
    }
}
