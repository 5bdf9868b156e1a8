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
import java.util.Collections;
import java.util.List;

import io.webhookscript.benchmarks.speed.machine.MachineLoad;
import io.webhookscript.benchmarks.speed.receiver.ReceiverCounts;
import io.webhookscript.benchmarks.speed.worker.LoadReport;
import io.webhookscript.benchmarks.speed.worker.Order;

/** Competitors that are loaded by turns, in the same setting one after the other. */
final class InterleavedRounds {

    /** For each setting, but no more than are measured. */
    private static final int MOST_THROWN_AWAY = 5;

    private final Bench bench;
    private final List<WorkerProcess> workers;
    private final List<Plan.Setting> settings;
    private final Plan.Rounds size;
    private final LoadRounds measured;
    private final int earlier;

    /** @param measured takes the rounds, after those of earlier starts */
    InterleavedRounds(Bench bench, List<WorkerProcess> workers, List<Plan.Setting> settings, Plan.Rounds size,
                      LoadRounds measured) {
        this.bench = bench;
        this.workers = workers;
        this.settings = settings;
        this.size = size;
        this.measured = measured;
        this.earlier = measured.lastNumber();
    }

    void run() throws IOException, InterruptedException {
        for (Plan.Setting setting : settings) {
            throwAway(setting);
        }
        for (int number = 1; number <= size.count() + size.extra(); number++) {
            for (Plan.Setting setting : settings) {
                if (number <= size.count() || !allHaveEnoughQuiet(setting)) {
                    inTurn(number, setting);
                }
            }
        }
    }

    /** The first rounds in a setting find code that is not compiled for it. */
    private void throwAway(Plan.Setting setting) throws IOException, InterruptedException {
        boolean compiled = false;
        for (int i = 0; i < Math.min(MOST_THROWN_AWAY, size.count()) && !compiled; i++) {
            compiled = inTurn(0, setting).stream().allMatch(LoadReport::compilerHasLittleToDo);
        }
    }

    private boolean allHaveEnoughQuiet(Plan.Setting setting) {
        return workers.stream().filter(worker -> !worker.failed())
                .allMatch(worker -> measured.hasEnoughQuiet(cell(worker, setting)));
    }

    private static Cell cell(WorkerProcess worker, Plan.Setting setting) {
        return new Cell(worker.peer(), worker.runtime().label(), setting);
    }

    private List<LoadReport> inTurn(int number, Plan.Setting setting) throws IOException, InterruptedException {
        List<LoadReport> reports = new ArrayList<>();
        List<WorkerProcess> turned = new ArrayList<>(workers);
        Collections.rotate(turned, number);
        for (WorkerProcess worker : turned) {
            if (!worker.failed()) {
                try {
                    reports.add(measure(worker, number, setting));
                } catch (WorkerFailedException e) {
                    bench.journal().failed(e);
                }
            }
        }
        return reports;
    }

    private LoadReport measure(WorkerProcess worker, int number, Plan.Setting setting)
            throws IOException, InterruptedException, WorkerFailedException {
        Order.Load load = new Order.Load(
                setting.destination(), setting.callers(), size.leastEvents(), size.events(), size.millis());
        bench.awaitQuiet();
        bench.receiver().reset();
        MachineLoad.Snapshot before = bench.machine().now();
        LoadReport report = worker.ask(load, load.mostMillis(), LoadReport.class);
        double others = bench.machine().othersSince(before);
        LoadRound round = new LoadRound(earlier + number, report, others, bench.receiver().counts());
        Cell cell = cell(worker, setting);
        bench.journal().measured(new Line(cell, round));
        account(cell, round);
        if (number > 0) {
            measured.add(cell, round);
        }
        return report;
    }

    /** As it is kept in the file of measurements. */
    private record Line(Cell cell, LoadRound round) {
    }

    /** Every event that was begun has ended, and what was said to be delivered was accepted. */
    private void account(Cell cell, LoadRound round) {
        LoadReport report = round.report();
        ReceiverCounts receiver = round.receiver();
        if (report.events().begun() == 0 || report.events().ended() != report.events().begun()) {
            bench.journal().problem(cell + ": " + report.events().ended() + " of " + report.events().begun() + " events ended");
        }
        if (report.events().wrong() > 0) {
            bench.journal().problem(cell + ": " + report.events().wrong() + " events got the response of another");
        }
        if (receiver.events() < report.events().delivered()) {
            bench.journal()
                    .problem(cell + ": " + report.events().delivered()
                             + " events were said to be delivered, the receiver accepted "
                             + receiver.events());
        }
    }
}
