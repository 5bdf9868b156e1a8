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

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.webhookscript.benchmarks.speed.peer.CallResult;
import io.webhookscript.benchmarks.speed.peer.Event;
import io.webhookscript.benchmarks.speed.receiver.Destination;

/** Events that were handed over at once, and what became of them. */
final class Burst {

    private final Order.Burst order;
    private final int silentBegun;
    private final CountDownLatch running;
    private final CountDownLatch silentRunning;
    private final Tally tally = new Tally();
    private final AtomicLong lastEnded = new AtomicLong();
    private final long began = System.nanoTime();

    Burst(Order.Burst order) {
        this.order = order;
        this.silentBegun = order.everySilent() == 0 ? 0 : order.events() / (order.everySilent() - 1);
        this.running = new CountDownLatch(order.events());
        this.silentRunning = new CountDownLatch(silentBegun);
    }

    /** All events, those to the receiver that never answers included. */
    int size() {
        return order.events() + silentBegun;
    }

    Destination destination(int number) {
        boolean silent = order.everySilent() > 0 && number % order.everySilent() == order.everySilent() - 1;
        return silent ? Destination.SILENT : order.destination();
    }

    void ended(Destination destination, Event event, CallResult result) {
        if (destination == Destination.SILENT) {
            silentRunning.countDown();
        } else {
            tally.add(event, result);
            lastEnded.accumulateAndGet(System.nanoTime() - began, Math::max);
            running.countDown();
        }
    }

    Tally tally() {
        return tally;
    }

    /** Milliseconds until the last one ended, or the time was over. */
    double awaitEnd() throws InterruptedException {
        boolean all = running.await(order.millis(), TimeUnit.MILLISECONDS);
        return (all ? lastEnded.get() : System.nanoTime() - began) / 1e6;
    }

    int silentBegun() {
        return silentBegun;
    }

    /** How many of them have not come back in this time. */
    long awaitSilent(long millis) throws InterruptedException {
        silentRunning.await(millis, TimeUnit.MILLISECONDS);
        return silentRunning.getCount();
    }
}
