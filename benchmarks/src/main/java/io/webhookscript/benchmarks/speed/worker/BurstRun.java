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

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import javax.management.JMException;

import io.webhookscript.benchmarks.speed.peer.CallResult;
import io.webhookscript.benchmarks.speed.peer.ContactEvents;
import io.webhookscript.benchmarks.speed.peer.Event;
import io.webhookscript.benchmarks.speed.peer.Peer;
import io.webhookscript.benchmarks.speed.receiver.Destination;
import org.jspecify.annotations.Nullable;

/** Hands events over at once, by one thread, as fast as they are taken. */
@SuppressWarnings("FutureReturnValueIgnored") // the end of the work is reported by other means
final class BurstRun {

    private final Peer peer;
    private final CpuMeter cpuMeter;
    private final Executor threads;
    private @Nullable Burst last = null;

    BurstRun(Peer peer, Threads threads, CpuMeter cpuMeter) {
        this.peer = peer;
        this.cpuMeter = cpuMeter;
        this.threads = threads.many();
    }

    BurstReport report(Order.Burst order) throws InterruptedException, JMException {
        System.gc();
        ThreadMXBean threadBean = ManagementFactory.getThreadMXBean();
        threadBean.resetPeakThreadCount();
        try (HeapWatch heap = new HeapWatch()) {
            CpuTime cpuBefore = cpuMeter.now();
            Burst burst = new Burst(order);
            last = burst;
            Thread sender = new Thread(() -> handOver(burst), "sender");
            sender.setDaemon(true);
            sender.start();
            double millis = burst.awaitEnd();
            CpuTime cpu = cpuMeter.now().since(cpuBefore);
            Tally tally = burst.tally();
            return new BurstReport(
                    tally.of(order.events()), millis, cpu.withoutCompilerNanos() / 1e6, heap.usedMegabytes(),
                    heap.liveMegabytes(),
                    threadBean.getPeakThreadCount(), burst.silentBegun());
        }
    }

    long awaitSilent(Order.AwaitSilent order) throws InterruptedException {
        return last == null ? 0 : last.awaitSilent(order.millis());
    }

    private void handOver(Burst burst) {
        for (int number = 0; number < burst.size(); number++) {
            Event event = ContactEvents.numbered(number);
            Destination destination = burst.destination(number);
            submit(destination, event).whenComplete((result, failure) -> burst.ended(
                    destination, event, failure == null ? result : CallResult.failed(failure)));
        }
    }

    private CompletableFuture<CallResult> submit(Destination destination, Event event) {
        if (peer instanceof Peer.Asynchronous asynchronous) {
            return asynchronous.submit(destination, event);
        }
        Peer.Blocking blocking = (Peer.Blocking) peer;
        return CompletableFuture.supplyAsync(() -> blocking.call(destination, event), threads);
    }
}
