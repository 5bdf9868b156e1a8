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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

import io.webhookscript.benchmarks.speed.peer.CallResult;
import io.webhookscript.benchmarks.speed.peer.Event;
import io.webhookscript.benchmarks.speed.peer.Peer;
import io.webhookscript.benchmarks.speed.receiver.Destination;

/**
 * Callers who begin an event when their last has ended: threads, or chains of futures where the competitor has them.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the end of the work is reported by other means
final class Callers {

    private final Peer peer;
    private final Destination destination;
    private final Turns turns;
    private final Tally tally;
    private final CountDownLatch running;

    Callers(Peer peer, Destination destination, int callers, Turns turns, Tally tally) {
        this.peer = peer;
        this.destination = destination;
        this.turns = turns;
        this.tally = tally;
        this.running = new CountDownLatch(callers);
    }

    /** @param threads at least as many as callers, for a competitor that blocks them */
    void begin(ExecutorService threads) {
        for (long caller = running.getCount(); caller > 0; caller--) {
            if (peer instanceof Peer.Asynchronous asynchronous) {
                chain(asynchronous);
            } else if (peer instanceof Peer.Blocking blocking) {
                threads.execute(() -> inARow(blocking));
            }
        }
    }

    /** Whether all have come back. */
    boolean await(Duration longest) throws InterruptedException {
        return running.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void inARow(Peer.Blocking blocking) {
        try {
            for (Event event = turns.next(); event != null; event = turns.next()) {
                long began = System.nanoTime();
                ended(event, blocking.call(destination, event), began);
            }
        } finally {
            running.countDown();
        }
    }

    private void chain(Peer.Asynchronous asynchronous) {
        Event event = turns.next();
        if (event == null) {
            running.countDown();
            return;
        }
        long began = System.nanoTime();
        var result = asynchronous.submit(destination, event);
        // it ended within the call, as behind an open breaker: going on here would never leave an event loop
        boolean atOnce = result.isDone();
        result.whenComplete((value, failure) -> {
            ended(event, failure == null ? value : CallResult.failed(failure), began);
            if (atOnce) {
                ForkJoinPool.commonPool().execute(() -> chain(asynchronous));
            } else {
                chain(asynchronous);
            }
        });
    }

    private void ended(Event event, CallResult result, long began) {
        turns.ended(event, System.nanoTime() - began);
        tally.add(event, result);
    }
}
