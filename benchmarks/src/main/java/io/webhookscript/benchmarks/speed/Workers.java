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
import java.util.concurrent.TimeUnit;

import io.webhookscript.benchmarks.speed.machine.JavaRuntime;
import io.webhookscript.benchmarks.speed.receiver.Destination;
import io.webhookscript.benchmarks.speed.worker.LoadReport;
import io.webhookscript.benchmarks.speed.worker.Order;

/** Competitors that run at the same time. One that fails is a problem of the run, and the others go on. */
final class Workers implements AutoCloseable {

    private static final int WARMING_CALLERS = 16;

    /** After so many, it looks whether the compiler still has much to do. */
    private static final int WARMING_EVENTS = 20_000;

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

    /**
     * By at least so many events, and then until the compiler has little to do; the number of the most events and the
     * time are only bounds.
     */
    void warmUp(WorkerProcess worker, Plan.WarmUp warmUp) throws InterruptedException {
        if (worker.failed()) {
            return;
        }
        long began = System.nanoTime();
        try {
            if (warmUp.further() > 0) {
                load(worker, Destination.TENTH_FAILS, warmUp.further(), warmUp.millis());
            }
            long events = 0;
            long left = left(warmUp, began);
            boolean compiled = false;
            while (left > 0 && events < warmUp.most() && !(compiled && events >= warmUp.least())) {
                LoadReport report = load(worker, Destination.OK, Math.min(warmUp.least(), WARMING_EVENTS), left);
                events += report.events().ended();
                compiled = report.compilerHasLittleToDo();
                left = left(warmUp, began);
            }
            bench.journal().say(worker.peer() + " on JDK " + worker.runtime().label() + ": warmed up by " + events + " events"
                                + (compiled ? "" : ", the compiler still has much to do"));
        } catch (WorkerFailedException e) {
            bench.journal().failed(e);
        }
    }

    private static long left(Plan.WarmUp warmUp, long began) {
        return warmUp.millis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }

    private static LoadReport load(WorkerProcess worker, Destination destination, int events, long millis)
            throws InterruptedException, WorkerFailedException {
        return worker.ask(new Order.Load(destination, WARMING_CALLERS, 0, events, millis), millis, LoadReport.class);
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
