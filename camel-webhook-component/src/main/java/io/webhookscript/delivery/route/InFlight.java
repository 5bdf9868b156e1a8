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
 * Counts the deliveries that a pair of routes has taken and not ended, those that wait included. Once retired it lets
 * no newcomer in, so that it becomes empty for good. Thread-safe, without a lock.
 */
final class InFlight {

    /** Added once when it retires, so that the count is negative from then on. */
    private static final long RETIRED = Long.MIN_VALUE;

    private final AtomicLong count = new AtomicLong();
    private final Queue<Runnable> whenEmpty = new ConcurrentLinkedQueue<>();

    /** @return false when it is retired: then the newcomer looks for the routes that are current now */
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

    /** From now on nobody comes in. */
    void retire() {
        count.updateAndGet(now -> now < 0 ? now : now + RETIRED);
    }

    /** Runs the work once nobody is in it: at once, or on the thread of the last who leaves. */
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
