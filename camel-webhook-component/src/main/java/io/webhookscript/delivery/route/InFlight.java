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
package io.webhookscript.delivery.route;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the deliveries of a pair of routes that have not ended, including waiting ones. Once retired it accepts no
 * further deliveries, so that it becomes empty permanently. Thread-safe, without a lock.
 */
final class InFlight {

    /** This value is added once at retirement, so that the count is negative from then on. */
    private static final long RETIRED = Long.MIN_VALUE;

    private final AtomicLong count = new AtomicLong();
    private final Queue<Runnable> whenEmpty = new ConcurrentLinkedQueue<>();

    /** @return false when it is retired: the caller then looks for the current routes */
    boolean enter() {
        long now;
        do {
            now = count.get();
            if (now < 0) {
                return false;
            }
        } while (!count.compareAndSet(now, now + 1));
        return true;
    }

    void leave() {
        long left = count.decrementAndGet();
        if ((left == 0 || left == RETIRED) && !whenEmpty.isEmpty()) {
            tell();
        }
    }

    long count() {
        long now = count.get();
        return now < 0 ? now - RETIRED : now;
    }

    /** Accepts no further deliveries from now on. */
    void retire() {
        count.updateAndGet(now -> now < 0 ? now : now + RETIRED);
    }

    /** Runs the work once no delivery is left: at once, or on the thread of the last delivery that ends. */
    void whenEmpty(Runnable work) {
        whenEmpty.add(work);
        if (count() == 0) {
            tell();
        }
    }

    private void tell() {
        Runnable work = whenEmpty.poll();
        while (work != null) {
            work.run();
            work = whenEmpty.poll();
        }
    }
}
