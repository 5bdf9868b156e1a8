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
package io.webhookscript.pacing;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs the work that throttle EIPs schedule with each request: to forget its key after some idle time. The next request
 * for the key schedules such work again and cancels this one, so it hardly ever runs. In a timer's queue each of these
 * steps would take a lock that all scripts share, and would sort. Here work is in a set without an order, and a sweep
 * from time to time runs what is due. Cancelled work leaves the set at once. Thread-safe.
 */
public final class ThrottleChores extends ScheduledThreadPoolExecutor {

    private final ScheduledExecutorService timer;
    private final Duration pause;
    private final Set<Chore<?>> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean sweepIsPlanned = new AtomicBoolean();

    /**
     * @param timer makes the sweeps, and runs due work with them
     * @param pause between two sweeps; work may run that much later than scheduled
     */
    public ThrottleChores(ScheduledExecutorService timer, Duration pause) {
        super(0); // without a thread: work runs with a sweep
        this.timer = timer;
        this.pause = pause;
    }

    private final class Chore<V> extends FutureTask<V> implements ScheduledFuture<V> {

        private final long due;

        private Chore(Callable<V> work, long due) {
            super(work);
            this.due = due;
        }

        private boolean isDue(long now) {
            return due - now <= 0;
        }

        @Override
        protected void done() {
            waiting.remove(this);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        /** About its microsecond: what is added and removed at a time is near each other in the set and in caches. */
        @Override
        public int hashCode() {
            return (int) (due >> 10);
        }
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
        return schedule(Executors.callable(work), delay, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> work, long delay, TimeUnit unit) {
        Chore<V> chore = new Chore<>(work, System.nanoTime() + unit.toNanos(delay));
        waiting.add(chore);
        planSweep();
        return chore;
    }

    /** The number of works that are neither done nor cancelled; no others are in memory. */
    int waiting() {
        return waiting.size();
    }

    private void planSweep() {
        if (!sweepIsPlanned.get() && sweepIsPlanned.compareAndSet(false, true)) {
            ScheduledFuture<?> unused = timer.schedule(this::sweep, pause.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void sweep() {
        sweepIsPlanned.set(false);
        long now = System.nanoTime();
        for (Chore<?> chore : waiting) {
            if (chore.isDue(now)) {
                chore.run();
            }
        }
        if (!waiting.isEmpty()) {
            planSweep();
        }
    }
}
