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
import java.util.List;

import io.webhookscript.benchmarks.speed.machine.JavaRuntime;

/** All competitors under load, on each Java runtime, with receivers that are well and that are not. */
final class LoadPart implements Part {

    private final Bench bench;
    private final Glance glance;

    LoadPart(Bench bench, Glance glance) {
        this.bench = bench;
        this.glance = glance;
    }

    @Override
    public String run() throws IOException, InterruptedException {
        LoadTables tables = new LoadTables(bench);
        List<JavaRuntime> runtimes = bench.plan().jvms().all() ? JavaRuntime.found() : List.of(JavaRuntime.own());
        Plan.Loads loads = bench.plan().loads();
        for (JavaRuntime runtime : runtimes) {
            LoadRounds rounds = new LoadRounds(loads.rounds().asked());
            for (int start = 1; start <= loads.rounds().starts(); start++) {
                measure(runtime, rounds);
                bench.journal().say("JDK " + runtime.label() + ": loads of start " + start + " are measured");
            }
            glance.loads(runtime, rounds);
            tables.add(runtime, rounds);
        }
        return tables.text();
    }

    private void measure(JavaRuntime runtime, LoadRounds rounds) throws IOException, InterruptedException {
        try (Workers workers = new Workers(bench)) {
            for (String peer : bench.options().only()) {
                workers.start(peer, runtime);
            }
            Plan.Loads loads = bench.plan().loads();
            for (WorkerProcess worker : workers.running()) {
                check(worker);
                workers.warmUp(worker, loads.warmUp());
            }
            bench.journal().say("JDK " + runtime.label() + ": all are warm");
            new InterleavedRounds(bench, workers.running(), loads.settings(), loads.rounds(), rounds).run();
        }
    }

    private void check(WorkerProcess worker) throws IOException, InterruptedException {
        try {
            for (String difference : SameWork.differences(worker, bench.receiver())) {
                bench.journal().problem(worker.peer() + " does other work: " + difference);
            }
        } catch (WorkerFailedException e) {
            bench.journal().failed(e);
        }
    }
}
