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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.webhookscript.benchmarks.speed.machine.JavaRuntime;
import io.webhookscript.benchmarks.speed.peer.Peers;
import io.webhookscript.benchmarks.speed.table.AsciiDocTable;
import io.webhookscript.benchmarks.speed.table.Figures;
import io.webhookscript.benchmarks.speed.worker.BurstReport;

/** The table of bursts and that of streams. */
final class BurstTables {

    private final Bench bench;
    private final Glance glance;
    private final List<MeasuredBursts> measured = new ArrayList<>();
    private final Set<String> streamed = new HashSet<>();
    private final List<String> refusals = new ArrayList<>();
    private final Set<Integer> refusedSizes = new HashSet<>();
    private final List<Double> others = new ArrayList<>();
    private final AsciiDocTable bursts;
    private final AsciiDocTable streams;

    BurstTables(Bench bench, Glance glance) {
        this.bench = bench;
        this.glance = glance;
        this.bursts = new AsciiDocTable(
                "At once, against 200 ms, in -Xmx512m: the first burst opens its connections, later ones find them open",
                "competitor", "JDK", "events", "ms, first", "ms, later", "later × raw", "CPU ms, first", "later", "heap MB",
                "live MB", "threads", "delivered", "failed", "not back", "others");
        this.streams = new AsciiDocTable(
                "One stream of " + Figures.count(bench.plan().bursts().stream())
                                         + " events at once, every tenth to a receiver that never answers; rounds: "
                                         + bench.plan().bursts().streamRounds(),
                "competitor", "JDK", "healthy ones alone, ms", "beside the others, ms", "beside / alone", "delivered", "failed",
                "not back", "hanging ones ended", "not ended", "others");
    }

    void refused(int size, String why) {
        if (refusedSizes.add(size)) {
            bench.journal().say("no burst of " + size + ": " + why);
            refusals.add(why);
        }
    }

    void add(MeasuredBursts line) {
        measured.add(line);
    }

    void add(WorkerProcess worker, MeasuredStreams line) {
        Ratio ratio = line.ratio();
        String text = ratio.text(bench.options().unreliable());
        String runtime = worker.runtime().label();
        others.add(ratio.others());
        streamed.add(worker.peer() + runtime);
        streams.row(worker.peer(), runtime, Figures.text(line.aloneMillis()), Figures.text(line.besideMillis()), text,
                count(line.sum(report -> report.events().delivered())), count(line.sum(report -> report.events().failed())),
                count(line.sum(report -> report.events().notBack())),
                count(line.sum(BurstReport::silentBegun) - line.silentNotBack()),
                count(line.silentNotBack()), Figures.percent(ratio.others()));
        if (worker.peer().equals(Peers.SCRIPT)) {
            glance.add("a stream of which every tenth hangs: time of the healthy ones over alone", "at most 1.2",
                    worker.runtime(), text);
        }
    }

    /** Writes the lines of a runtime, smallest bursts first. */
    void end(JavaRuntime runtime, List<String> peers) {
        List<Integer> sizes = bench.plan().bursts().sizes().stream().filter(size -> !refusedSizes.contains(size)).toList();
        for (int size : sizes) {
            for (String peer : peers) {
                find(peer, runtime.label(), size).ifPresentOrElse(this::row,
                        () -> bench.journal().problem("missing: burst of " + size + " by " + peer + " on " + runtime.label()));
            }
        }
        peers.stream().filter(peer -> !streamed.contains(peer + runtime.label()))
                .forEach(peer -> bench.journal().problem("missing: stream by " + peer + " on " + runtime.label()));
        if (!sizes.isEmpty()) {
            glance(runtime, sizes.get(sizes.size() - 1));
        }
    }

    private void glance(JavaRuntime runtime, int size) {
        Optional<MeasuredBursts> script = find(Peers.SCRIPT, runtime.label(), size);
        if (script.isPresent()) {
            glance.add(Figures.count(size) + " at once, connections open, time over raw's", "at most 2", runtime,
                    timeOverRaw(script.get()));
            glance.add(Figures.count(size) + " at once, live heap in MB", "at most 200", runtime,
                    Figures.text(script.get().most(BurstReport::liveMegabytes)));
        }
    }

    private Optional<MeasuredBursts> find(String peer, String runtime, long size) {
        return measured.stream().filter(line -> line.isOf(peer, runtime, size)).findFirst();
    }

    private String timeOverRaw(MeasuredBursts line) {
        MeasuredBurst first = line.opening();
        return find(Peers.RAW, first.runtime(), first.report().events().begun())
                .map(raw -> line.timeOver(raw).text(bench.options().unreliable())).orElse(Figures.NONE);
    }

    private void row(MeasuredBursts line) {
        MeasuredBurst first = line.opening();
        others.add(line.others());
        bursts.row(first.peer(), first.runtime(), count(first.report().events().begun()), Figures.text(first.report().millis()),
                Figures.text(line.median(BurstReport::millis)), timeOverRaw(line), Figures.text(first.report().cpuMillis()),
                Figures.text(line.median(BurstReport::cpuMillis)), Figures.text(line.most(BurstReport::heapMegabytes)),
                Figures.text(line.most(BurstReport::liveMegabytes)), count((long) line.most(BurstReport::threads)),
                count(line.sum(report -> report.events().delivered())), count(line.sum(report -> report.events().failed())),
                count(line.sum(report -> report.events().notBack())), Figures.percent(line.others()));
    }

    private static String count(long count) {
        return Figures.count(count);
    }

    String text() {
        Plan plan = bench.plan();
        String limits = refusals.isEmpty() ? "" : "\nNot run: " + String.join("; ", refusals) + ".\n";
        return Remarks.of(bench,
                "a JVM of its own for each, after " + plan.loads().warmUp().text()
                                 + "; one burst that "
                                 + "opens the connections and " + plan.bursts().rounds()
                                 + " later, medians of these; live heap is "
                                 + "the highest after a collection; `delivered`, `failed` and `not back` count all of them",
                others)
               + limits + "\n" + bursts.text() + "\n" + streams.text();
    }
}
