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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs the work that throttle EIPs schedule with each request: to forget its key after some idle time. The next request
 * for the key cancels the work and schedules it again, so it hardly ever runs. In a timer's queue each of these steps
 * would take a lock that all scripts share; here they change a set without a common lock, and the set is searched for
 * due work from time to time. Thread-safe.
 */
public final class ThrottleChores extends ScheduledThreadPoolExecutor {

    private final ScheduledExecutorService timer;
    private final Duration pause;
    private final Set<Chore> chores = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean searchIsPlanned = new AtomicBoolean();

    /**
     * @param timer runs the searches, and due work with them
     * @param pause between two searches; work may run that much later than scheduled
     */
    public ThrottleChores(ScheduledExecutorService timer, Duration pause) {
        super(0); // without a thread: work runs with a search
        this.timer = timer;
        this.pause = pause;
    }

    private final class Chore extends FutureTask<Void> implements ScheduledFuture<Void> {

        private final long due;

        private Chore(Runnable work, long due) {
            super(work, null);
            this.due = due;
        }

        @Override
        protected void done() {
            chores.remove(this);
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
        Chore chore = new Chore(work, System.nanoTime() + unit.toNanos(delay));
        chores.add(chore);
        planSearch();
        return chore;
    }

    /** The number of works that are neither done nor cancelled. */
    int waiting() {
        return chores.size();
    }

    private void planSearch() {
        if (!searchIsPlanned.get() && searchIsPlanned.compareAndSet(false, true)) {
            ScheduledFuture<?> unused = timer.schedule(this::search, pause.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void search() {
        searchIsPlanned.set(false);
        for (Chore chore : chores) {
            if (chore.getDelay(TimeUnit.NANOSECONDS) <= 0) {
                chore.run();
            }
        }
        if (!chores.isEmpty()) {
            planSearch();
        }
    }
}
