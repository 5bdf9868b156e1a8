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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Runs the work that throttle EIPs schedule with each request: to forget its key after some idle time. The next request
 * for the key schedules such work again and cancels this one, so it hardly ever runs. In a timer's queue each of these
 * steps would take a lock that all scripts share. Here new work is put on a stack without a lock, and cancelled work
 * stays where it is until the next sweep. A sweep is made from time to time, and when much work has been added since
 * the last one. Thread-safe.
 */
public final class ThrottleChores extends ScheduledThreadPoolExecutor {

    /** The minimum number of works between two sweeps without a pause. Cancelled work takes about 50 bytes. */
    static final int LEAST = 10_000;

    private final ScheduledExecutorService timer;
    private final Duration pause;
    private final AtomicReference<@Nullable Chore<?>> added = new AtomicReference<>();
    private final List<Chore<?>> kept = new ArrayList<>();
    private final AtomicBoolean sweepIsPlanned = new AtomicBoolean();
    private final AtomicBoolean sweepIsDue = new AtomicBoolean();
    private volatile int sweepAt = LEAST;

    /**
     * @param timer makes the sweeps, and runs due work with them
     * @param pause between two sweeps; work may run that much later than scheduled
     */
    public ThrottleChores(ScheduledExecutorService timer, Duration pause) {
        super(0); // without a thread: work runs with a sweep
        this.timer = timer;
        this.pause = pause;
    }

    private static final class Chore<V> extends FutureTask<V> implements ScheduledFuture<V> {

        private final long due;
        /** The one that was added before it; null for the first one since the last sweep. */
        private @Nullable Chore<?> before;
        /** How many were added since the last sweep, with this one. */
        private int count;

        private Chore(Callable<V> work, long due) {
            super(work);
            this.due = due;
        }

        /** Runs it if it is due, and returns whether it is done or cancelled. */
        private boolean isOver(long now) {
            if (due - now <= 0) {
                run();
            }
            return isDone();
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
        return schedule(Executors.callable(work), delay, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> work, long delay, TimeUnit unit) {
        Chore<V> chore = new Chore<>(work, System.nanoTime() + unit.toNanos(delay));
        add(chore);
        if (chore.count >= sweepAt && sweepIsDue.compareAndSet(false, true)) {
            timer.execute(this::sweep);
        }
        planSweep();
        return chore;
    }

    private void add(Chore<?> chore) {
        Chore<?> before;
        do {
            before = added.get();
            chore.before = before;
            chore.count = before == null ? 1 : before.count + 1;
        } while (!added.compareAndSet(before, chore));
    }

    /** The number of works that are neither done nor cancelled. */
    synchronized int waiting() {
        return Math.toIntExact(held().stream().filter(chore -> !chore.isDone()).count());
    }

    /** Returns all works in memory, with those that are done or cancelled. */
    synchronized List<ScheduledFuture<?>> held() {
        List<ScheduledFuture<?>> held = new ArrayList<>(kept);
        for (Chore<?> chore = added.get(); chore != null; chore = chore.before) {
            held.add(chore);
        }
        return held;
    }

    private void planSweep() {
        if (!sweepIsPlanned.get() && sweepIsPlanned.compareAndSet(false, true)) {
            ScheduledFuture<?> unused = timer.schedule(this::plannedSweep, pause.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void plannedSweep() {
        sweepIsPlanned.set(false);
        if (sweep() > 0) {
            planSweep();
        }
    }

    /** Runs due work, forgets what is done or cancelled, and returns the number of works that it keeps. */
    private synchronized int sweep() {
        sweepIsDue.set(false);
        Chore<?> chore = added.getAndSet(null);
        while (chore != null) {
            Chore<?> before = chore.before;
            chore.before = null; // a work that is kept must not keep cancelled ones
            if (!chore.isDone()) {
                kept.add(chore);
            }
            chore = before;
        }
        long now = System.nanoTime();
        kept.removeIf(work -> work.isOver(now));
        sweepAt = Math.max(LEAST, kept.size());
        return kept.size();
    }
}
