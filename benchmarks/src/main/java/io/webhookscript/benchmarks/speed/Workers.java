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
import java.util.Optional;

import io.webhookscript.benchmarks.speed.machine.JavaRuntime;
import io.webhookscript.benchmarks.speed.receiver.Destination;
import io.webhookscript.benchmarks.speed.worker.LoadReport;
import io.webhookscript.benchmarks.speed.worker.Order;

/** Competitors that run at the same time. One that fails is a problem of the run, and the others go on. */
final class Workers implements AutoCloseable {

    private static final int WARMING_CALLERS = 16;

    private final Bench bench;
    private final List<WorkerProcess> started = new ArrayList<>();

    Workers(Bench bench) {
        this.bench = bench;
    }

    Optional<WorkerProcess> start(String peer, JavaRuntime runtime, String... jvmOptions)
            throws IOException, InterruptedException {
        try {
            WorkerProcess worker = bench.worker(peer, runtime, jvmOptions);
            started.add(worker);
            return Optional.of(worker);
        } catch (WorkerFailedException e) {
            bench.journal().failed(e);
            return Optional.empty();
        }
    }

    /** By events; the time is only a bound. */
    void warmUp(WorkerProcess worker, Destination destination, int events, long millis) throws InterruptedException {
        if (events == 0 || worker.failed()) {
            return;
        }
        try {
            LoadReport report = worker.ask(
                    new Order.Load(destination, WARMING_CALLERS, 0, events, millis), millis, LoadReport.class);
            if (report.events().ended() < events) {
                bench.journal()
                        .say(worker.peer() + " on JDK " + worker.runtime().label() + ": " + report.events().ended() + " of "
                             + events
                             + " events to warm up for " + destination + " in time");
            }
        } catch (WorkerFailedException e) {
            bench.journal().failed(e);
        }
    }

    List<WorkerProcess> running() {
        return started.stream().filter(worker -> !worker.failed()).toList();
    }

    @Override
    public void close() {
        for (WorkerProcess worker : started) {
            worker.close();
        }
    }
}
