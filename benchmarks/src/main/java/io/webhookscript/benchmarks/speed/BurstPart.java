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

import io.webhookscript.benchmarks.speed.machine.Capacity;
import io.webhookscript.benchmarks.speed.machine.JavaRuntime;
import io.webhookscript.benchmarks.speed.machine.MachineLoad;
import io.webhookscript.benchmarks.speed.receiver.Destination;
import io.webhookscript.benchmarks.speed.worker.BurstReport;
import io.webhookscript.benchmarks.speed.worker.Order;

/**
 * Many events at once, against a receiver that takes 200 ms; and one stream of events of which every tenth goes to a
 * receiver that never answers. A fresh JVM for each competitor, so that its heap is its own and its thousands of
 * connections end with it.
 */
final class BurstPart implements Part {

    private static final int EVERY_SILENT = 10;

    private final Bench bench;
    private final BurstTables tables;
    private final Capacity capacity;

    BurstPart(Bench bench, Glance glance) throws IOException {
        this.bench = bench;
        this.tables = new BurstTables(bench, glance);
        this.capacity = Capacity.ofThisMachine();
    }

    @Override
    public String run() throws IOException, InterruptedException {
        for (JavaRuntime runtime : runtimes()) {
            List<String> peers = bench.options().only().stream().filter(bench.plan().bursts().peers()::contains).toList();
            for (String peer : peers) {
                measure(peer, runtime);
            }
            tables.end(runtime, peers);
            bench.journal().say("JDK " + runtime.label() + ": bursts are measured");
        }
        return tables.text();
    }

    /** Platform threads on the runtime of the harness, virtual ones where there are any. */
    private List<JavaRuntime> runtimes() {
        List<JavaRuntime> runtimes = new ArrayList<>(List.of(JavaRuntime.own()));
        if (bench.plan().jvms().all() || bench.plan().equals(Plan.QUICK)) {
            JavaRuntime.found().stream().filter(JavaRuntime::virtual).reduce((first, last) -> last).ifPresent(runtimes::add);
        }
        return runtimes;
    }

    private void measure(String peer, JavaRuntime runtime) throws IOException, InterruptedException {
        try (Workers workers = new Workers(bench)) {
            Optional<WorkerProcess> started = workers.start(peer, runtime);
            if (started.isPresent()) {
                WorkerProcess worker = started.get();
                workers.warmUp(worker, bench.plan().loads().warmUp());
                bursts(worker);
                streams(workers, worker);
            }
        } catch (WorkerFailedException e) {
            bench.journal().failed(e);
        } finally {
            bench.receiver().disconnect();
        }
    }

    private void bursts(WorkerProcess worker) throws IOException, InterruptedException, WorkerFailedException {
        for (int size : bench.plan().bursts().sizes()) {
            Optional<String> refusal = capacity.refusal(size);
            if (refusal.isPresent()) {
                tables.refused(size, refusal.get());
                continue;
            }
            MeasuredBurst opening = burst(worker, Destination.SLOW, size, 0);
            List<MeasuredBurst> open = new ArrayList<>();
            for (int i = 0; i < bench.plan().bursts().rounds(); i++) {
                open.add(burst(worker, Destination.SLOW, size, 0));
            }
            tables.add(new MeasuredBursts(opening, open));
        }
    }

    private void streams(Workers workers, WorkerProcess worker)
            throws IOException, InterruptedException, WorkerFailedException {
        int healthy = bench.plan().bursts().stream() * (EVERY_SILENT - 1) / EVERY_SILENT;
        burst(worker, Destination.OK, healthy, EVERY_SILENT); // thrown away: opens its connections
        awaitSilent(worker);
        workers.warmUp(worker, bench.plan().loads().warmUp()); // the first timeouts make the JVM compile again
        MeasuredStreams streams = new MeasuredStreams();
        for (int i = 0; i < bench.plan().bursts().streamRounds(); i++) {
            burst(worker, Destination.OK, healthy, 0); // thrown away: after it, neither of the two follows an idle time
            MeasuredBurst alone = burst(worker, Destination.OK, healthy, 0);
            MeasuredBurst beside = burst(worker, Destination.OK, healthy, EVERY_SILENT);
            streams.add(alone, beside, awaitSilent(worker));
        }
        tables.add(worker, streams);
    }

    /** Returns the number of events to the receiver that never answers which have not ended in time. */
    private long awaitSilent(WorkerProcess worker) throws IOException, InterruptedException, WorkerFailedException {
        long millis = bench.plan().bursts().silentMillis();
        return worker.ask(new Order.AwaitSilent(millis), millis, Long.class);
    }

    private MeasuredBurst burst(WorkerProcess worker, Destination destination, int events, int everySilent)
            throws IOException, InterruptedException, WorkerFailedException {
        bench.awaitQuiet();
        bench.receiver().reset();
        Plan.Bursts plan = bench.plan().bursts();
        MachineLoad.Snapshot before = bench.machine().now();
        BurstReport report = worker.ask(
                new Order.Burst(destination, events, everySilent, plan.millis()), plan.millis(), BurstReport.class);
        double others = bench.machine().othersSince(before);
        MeasuredBurst burst = new MeasuredBurst(
                worker.peer(), worker.runtime().label(), report, others, bench.receiver().counts());
        bench.journal().measured(burst);
        account(burst);
        return burst;
    }

    /** What did not come back in time is in the tables; what was said to be delivered must have been accepted. */
    private void account(MeasuredBurst burst) {
        BurstReport report = burst.report();
        if (report.events().wrong() > 0) {
            bench.journal().problem(burst + ": events got the response of another");
        }
        if (burst.receiver().events() < report.events().delivered()) {
            bench.journal().problem(burst + ": the receiver accepted fewer events than were said to be delivered");
        }
        if (bench.plan().equals(Plan.SHORT) && report.events().delivered() != report.events().begun()) {
            bench.journal().problem(burst + ": not all events were delivered");
        }
    }
}
