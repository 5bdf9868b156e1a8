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
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.webhookscript.benchmarks.speed.machine.JavaRuntime;
import io.webhookscript.benchmarks.speed.peer.Peers;
import io.webhookscript.benchmarks.speed.receiver.Destination;
import io.webhookscript.benchmarks.speed.table.AsciiDocTable;
import io.webhookscript.benchmarks.speed.table.Figures;
import io.webhookscript.benchmarks.speed.worker.LoadReport;

/** One table for each Java runtime and share of failing requests. */
final class LoadTables {

    private final Bench bench;
    private final List<Double> others = new ArrayList<>();
    private final StringBuilder tables = new StringBuilder();

    LoadTables(Bench bench) {
        this.bench = bench;
    }

    void add(JavaRuntime runtime, LoadRounds rounds) {
        bench.plan().loads().settings().stream().map(Plan.Setting::destination).distinct()
                .forEach(destination -> add(runtime, destination, rounds));
    }

    private void add(JavaRuntime runtime, Destination destination, LoadRounds rounds) {
        AsciiDocTable table = new AsciiDocTable(
                "JDK " + runtime.label() + ", " + destination.failingPercent() + " % of the requests fail", "competitor",
                "callers", "events/s", "× careful", "× raw", "p50 ms", "p99", "p99.9", "CPU µs", "× careful", "bytes",
                "× careful", "requests/event", "others");
        for (Plan.Setting setting : bench.plan().loads().settings()) {
            for (String peer : bench.options().only()) {
                Cell cell = new Cell(peer, runtime.label(), setting);
                if (setting.destination() != destination) {
                    continue;
                }
                if (rounds.has(cell)) {
                    table.row(row(cell, rounds));
                } else {
                    bench.journal().problem("missing: " + cell);
                }
            }
        }
        tables.append('\n').append(table.text());
    }

    private String[] row(Cell cell, LoadRounds rounds) {
        others.add(rounds.others(cell));
        return new String[] {
                cell.peer(), Integer.toString(cell.setting().callers()),
                Figures.text(rounds.median(cell, LoadReport::endedPerSecond)),
                ratio(rounds, cell, Peers.CAREFUL, LoadReport::endedPerSecond),
                ratio(rounds, cell, Peers.RAW, LoadReport::endedPerSecond),
                millis(rounds, cell, report -> report.waits().p50Micros()),
                millis(rounds, cell, report -> report.waits().p99Micros()),
                millis(rounds, cell, report -> report.waits().p999Micros()),
                Figures.text(rounds.median(cell, LoadReport::cpuMicros)),
                ratio(rounds, cell, Peers.CAREFUL, LoadReport::cpuMicros),
                Figures.text(rounds.median(cell, LoadReport::bytes)),
                Figures.text(rounds.bytesRatio(cell, Peers.CAREFUL)), Figures.text(rounds.requestsPerEvent(cell)),
                Figures.percent(rounds.others(cell)) };
    }

    private String ratio(LoadRounds rounds, Cell cell, String reference, ToDoubleFunction<LoadReport> figure) {
        return rounds.ratio(cell, reference, figure).text(bench.options().unreliable());
    }

    private static String millis(LoadRounds rounds, Cell cell, ToDoubleFunction<LoadReport> micros) {
        return Figures.text(rounds.median(cell, micros) / 1e3);
    }

    String text() {
        Plan plan = bench.plan();
        return Remarks.of(bench,
                Remarks.rounds(plan.loads().rounds())
                                 + ", after "
                                 + plan.loads().warmUp().text() + ", and rounds that are thrown away",
                others)
               + tables;
    }
}
