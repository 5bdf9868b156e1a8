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
import java.util.concurrent.TimeUnit;

import io.webhookscript.benchmarks.speed.peer.Peer;

/** Runs a load between two looks at the meters. */
final class LoadRun {

    /** More than four attempts that time out and their waits. */
    private static final Duration LONGEST_EVENT = Duration.ofSeconds(25);

    private final Peer peer;
    private final Threads threads;

    LoadRun(Peer peer, Threads threads) {
        this.peer = peer;
        this.threads = threads;
    }

    LoadReport report(Order.Load order) throws InterruptedException {
        Tally tally = new Tally();
        ExecutorService executor = threads.some(order.callers());
        try {
            Turns turns = new Turns(order.events(), System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(order.millis()));
            Callers callers = new Callers(peer, order.destination(), order.callers(), turns, tally);
            AllocatedBytes bytesBefore = AllocatedBytes.now();
            CpuTime cpuBefore = CpuTime.now();
            long began = System.nanoTime();
            callers.begin(executor);
            callers.await(Duration.ofMillis(order.millis()).plus(LONGEST_EVENT));
            double seconds = (System.nanoTime() - began) / 1e9;
            CpuTime cpu = CpuTime.now().since(cpuBefore);
            long bytes = AllocatedBytes.now().since(bytesBefore); // while the callers' threads are there
            return report(turns, tally, seconds, cpu, bytes);
        } finally {
            executor.shutdown();
        }
    }

    private static LoadReport report(Turns turns, Tally tally, double seconds, CpuTime cpu, long bytes) {
        double ended = Math.max(1, tally.ended());
        Percentiles times = turns.percentiles();
        return new LoadReport(
                turns.begun(), tally.delivered(), tally.failed(), tally.wrong(), seconds, times.micros(0.5),
                times.micros(0.99), times.micros(0.999), (cpu.processNanos() - cpu.compilerNanos()) / 1e3 / ended,
                cpu.compilerNanos() / 1e3 / ended, bytes / ended, tally.failures());
    }
}
