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
package io.webhookscript.benchmarks.speed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.webhookscript.benchmarks.speed.machine.JavaRuntime;
import io.webhookscript.benchmarks.speed.receiver.Destination;
import io.webhookscript.benchmarks.speed.table.AsciiDocTable;
import io.webhookscript.benchmarks.speed.table.Figures;
import io.webhookscript.benchmarks.speed.worker.LoadReport;

/** What an event costs when there is more and more of something. */
final class GrowthPart implements Part {

    private static final Plan.Setting SETTING = new Plan.Setting(Destination.OK, 16);

    /** Up to here a cost counts as flat: CPU of a machine that is shared, and bytes. */
    private static final double FLAT_CPU = 1.25;
    private static final double FLAT_BYTES = 1.1;

    private final Bench bench;
    private final List<Double> others = new ArrayList<>();
    private final AsciiDocTable table = new AsciiDocTable(
            "An event's cost when there is more of something; each over the line with the least of it", "what", "how many",
            "events/s", "× least", "CPU µs", "× least", "bytes", "× least", "bytes for each more", "reading", "others");

    GrowthPart(Bench bench) {
        this.bench = bench;
    }

    @Override
    public String run() throws IOException, InterruptedException {
        Plan.Growth growth = bench.plan().growth();
        grow("scripts loaded", "scripts", growth.scripts());
        grow("keys of a rate", "keys", growth.keys());
        grow("bytes of body", "body", growth.bodies());
        grow("deliveries that wait for a retry", "waiting", growth.waiting());
        return Remarks.of(bench,
                "the script with its rate, 16 callers, JDK " + JavaRuntime.own().label() + "; "
                                 + Remarks.rounds(growth.rounds()) + ", after "
                                 + growth.warmUp().text() + "; flat: at most 1.25 times the CPU and 1.1 times the bytes",
                others)
               + "\n" + table.text();
    }

    private void grow(String what, String peer, List<Integer> amounts) throws IOException, InterruptedException {
        JavaRuntime runtime = JavaRuntime.own();
        Plan.Growth growth = bench.plan().growth();
        LoadRounds rounds = new LoadRounds(growth.rounds().asked());
        for (int start = 1; start <= growth.rounds().starts(); start++) {
            measure(runtime, amounts.stream().map(amount -> peer + "-" + amount).toList(), rounds);
        }
        for (int amount : amounts) {
            row(what, amount, amounts.get(0), new Cell(peer + "-" + amount, runtime.label(), SETTING),
                    peer + "-" + amounts.get(0),
                    rounds);
        }
        bench.journal().say(what + ": growth is measured");
    }

    private void measure(JavaRuntime runtime, List<String> peers, LoadRounds rounds) throws IOException, InterruptedException {
        Plan.Growth growth = bench.plan().growth();
        try (Workers workers = new Workers(bench)) {
            for (String peer : peers) {
                workers.start(peer, runtime);
            }
            for (WorkerProcess worker : workers.running()) {
                workers.warmUp(worker, growth.warmUp());
            }
            new InterleavedRounds(bench, workers.running(), List.of(SETTING), growth.rounds(), rounds).run();
        }
    }

    private void row(String what, int amount, int least, Cell cell, String reference, LoadRounds rounds) {
        if (!rounds.has(cell)) {
            bench.journal().problem("missing: " + cell);
            return;
        }
        others.add(rounds.others(cell));
        Ratio cpu = rounds.ratio(cell, reference, LoadReport::cpuMicros);
        double bytes = rounds.median(cell, LoadReport::bytes);
        double more = (bytes - rounds.median(cell.of(reference), LoadReport::bytes)) / (amount - least);
        boolean unreliable = bench.options().unreliable();
        table.row(what, Figures.count(amount),
                Figures.text(rounds.median(cell, LoadReport::endedPerSecond)),
                rounds.ratio(cell, reference, LoadReport::endedPerSecond).text(unreliable),
                Figures.text(rounds.median(cell, LoadReport::cpuMicros)), cpu.text(unreliable), Figures.text(bytes),
                Figures.text(rounds.bytesRatio(cell, reference)), Figures.text(more),
                reading(amount == least, cpu, rounds.bytesRatio(cell, reference)), Figures.percent(rounds.others(cell)));
    }

    private static String reading(boolean least, Ratio cpu, double bytes) {
        if (least) {
            return Figures.NONE;
        }
        if (bytes > FLAT_BYTES) {
            return "grows";
        }
        return !cpu.reliable() ? "bytes flat" : cpu.value() > FLAT_CPU ? "CPU grows" : "flat";
    }
}
