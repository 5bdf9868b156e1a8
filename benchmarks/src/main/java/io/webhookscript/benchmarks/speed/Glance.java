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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import io.webhookscript.benchmarks.speed.machine.JavaRuntime;
import io.webhookscript.benchmarks.speed.peer.Peers;
import io.webhookscript.benchmarks.speed.receiver.Destination;
import io.webhookscript.benchmarks.speed.table.AsciiDocTable;
import io.webhookscript.benchmarks.speed.table.Figures;
import io.webhookscript.benchmarks.speed.worker.LoadReport;

/** The few ratios by which the component is judged, one column for each Java runtime. */
final class Glance {

    private static final String ALL = Peers.SCRIPT_WITH_EVERYTHING;

    private static final List<Question> QUESTIONS = List.of(
            bytes("bytes per event over careful's, 16 callers", "at most 0.85", Peers.SCRIPT, Peers.CAREFUL),
            cpu("CPU over careful's, 16 callers", "at most 0.85", 16),
            cpu("CPU over careful's, 1 caller", "at most 0.85", 1),
            throughput("events/s over careful's, 16 callers", "at least 1.15", Peers.SCRIPT, Peers.CAREFUL, 16),
            throughput("events/s over careful's, 1 caller", "at least 1.0", Peers.SCRIPT, Peers.CAREFUL, 1),
            throughput("events/s over careful's, 64 callers", "at least 1.0", Peers.SCRIPT, Peers.CAREFUL, 64),
            throughput("events/s over raw's, 16 callers", "at least 0.55", Peers.SCRIPT, Peers.RAW, 16),
            throughput("events/s with a rate over without, 16 callers", "at least 0.95", Peers.SCRIPT,
                    Peers.SCRIPT_WITHOUT_RATE, 16),
            throughput("events/s with everything on over script's, 16 callers", "at least 0.9", ALL, Peers.SCRIPT, 16),
            bytes("bytes with everything on over script's, 16 callers", "at most 1.2", ALL, Peers.SCRIPT));

    private final boolean unreliable;
    private final List<String> runtimes = new ArrayList<>();
    private final Map<String, Line> lines = new LinkedHashMap<>();

    /** @param unreliable whether ratios are shown that the machine was too busy for */
    Glance(boolean unreliable) {
        this.unreliable = unreliable;
    }

    /** @param exact whether it does not depend on what else the machine does */
    private record Question(String what, String aim, String peer, String reference, int callers,
            ToDoubleFunction<LoadReport> figure, boolean exact) {
    }

    private record Line(String aim, Map<String, String> byRuntime) {
    }

    private static Question bytes(String what, String aim, String peer, String reference) {
        return new Question(what, aim, peer, reference, 16, LoadReport::bytes, true);
    }

    private static Question cpu(String what, String aim, int callers) {
        return new Question(what, aim, Peers.SCRIPT, Peers.CAREFUL, callers, LoadReport::cpuMicros, false);
    }

    private static Question throughput(String what, String aim, String peer, String reference, int callers) {
        return new Question(what, aim, peer, reference, callers, LoadReport::endedPerSecond, false);
    }

    void loads(JavaRuntime runtime, LoadRounds rounds) {
        for (Question question : QUESTIONS) {
            Cell cell = new Cell(question.peer, runtime.label(), new Plan.Setting(Destination.OK, question.callers));
            String value = question.exact
                    ? Figures.text(rounds.bytesRatio(cell, question.reference))
                    : rounds.ratio(cell, question.reference, question.figure).text(unreliable);
            add(question.what, question.aim, runtime, value);
        }
    }

    void add(String what, String aim, JavaRuntime runtime, String value) {
        if (!runtimes.contains(runtime.label())) {
            runtimes.add(runtime.label());
        }
        lines.computeIfAbsent(what, unknown -> new Line(aim, new LinkedHashMap<>())).byRuntime.put(runtime.label(), value);
    }

    String text() {
        AsciiDocTable table = new AsciiDocTable(
                "script, at a glance",
                Stream.concat(Stream.of("what", "aim"), runtimes.stream().map(label -> "JDK " + label)).toArray(String[]::new));
        lines.forEach((what, line) -> table.row(Stream.concat(Stream.of(what, line.aim), runtimes.stream()
                .map(label -> line.byRuntime.getOrDefault(label, Figures.NONE))).toArray(String[]::new)));
        return table.text();
    }
}
