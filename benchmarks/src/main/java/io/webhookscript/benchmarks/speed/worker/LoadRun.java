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
package io.webhookscript.benchmarks.speed.worker;

import java.time.Duration;
import java.util.concurrent.ExecutorService;

import io.webhookscript.benchmarks.speed.peer.Peer;

/** Runs a load between two looks at the meters. */
final class LoadRun {

    /** More than four attempts that time out and their waits. */
    private static final Duration MAX_EVENT = Duration.ofSeconds(25);

    private final Peer peer;
    private final Threads threads;
    private final CpuMeter cpuMeter;

    LoadRun(Peer peer, Threads threads, CpuMeter cpuMeter) {
        this.peer = peer;
        this.threads = threads;
        this.cpuMeter = cpuMeter;
    }

    LoadReport report(Order.Load order) throws InterruptedException {
        Tally tally = new Tally();
        ExecutorService executor = threads.some(order.callers());
        try {
            Turns turns = new Turns(order);
            Callers callers = new Callers(peer, order.destination(), order.callers(), turns, tally);
            CpuTime cpuBefore = cpuMeter.now();
            AllocatedBytes bytesBefore = AllocatedBytes.now(); // inside: what reading the CPU time allocates is not the events'
            long began = System.nanoTime();
            callers.begin(executor);
            callers.await(Duration.ofMillis(order.mostMillis()).plus(MAX_EVENT));
            double seconds = (System.nanoTime() - began) / 1e9;
            long bytes = AllocatedBytes.now().since(bytesBefore); // while the callers' threads are there
            CpuTime cpu = cpuMeter.now().since(cpuBefore);
            return report(turns, tally, seconds, cpu, bytes);
        } finally {
            executor.shutdown();
        }
    }

    private static LoadReport report(Turns turns, Tally tally, double seconds, CpuTime cpu, long bytes) {
        double ended = Math.max(1, tally.ended());
        Percentiles times = turns.percentiles();
        return new LoadReport(
                tally.of(turns.begun()), seconds,
                new LoadReport.Waits(times.micros(0.5), times.micros(0.99), times.micros(0.999)),
                cpu.withoutCompilerNanos() / 1e3 / ended, cpu.compilerNanos() / 1e3 / ended, bytes / ended);
    }
}
