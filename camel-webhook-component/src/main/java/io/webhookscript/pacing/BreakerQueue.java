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
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Decides which deliveries may call a circuit breaker that is not closed: as many as a half-open breaker permits, first
 * come, first served. The others wait, without calling the breaker, until its state changes, its wait duration is over,
 * or a delivery gives back a permit without having made a call. Thread-safe.
 */
public final class BreakerQueue {

    /** Pause before the next permit when the breaker, because of a race, rejected a delivery that had a permit. */
    private static final Duration AFTER_REFUSAL = Duration.ofMillis(100);

    /** The permit for a breaker that permits all calls. */
    private static final Permit FREE = new Permit(0, false);

    private final int few;
    private final Supplier<Permission> permission;
    private final Timer timer;
    private final Set<Waiter> waiters = new LinkedHashSet<>();
    private int letThrough;
    private long episode;

    /** How many deliveries may call the breaker now. */
    public enum Permission {
        ALL,
        FEW,
        NONE
    }

    /**
     * A permit to call the breaker. If it is one of few, it must be given back when no call was made with it.
     *
     * @param few whether it is one of the few calls that test whether the receiver works again
     */
    public record Permit(long episode, boolean few) {
    }

    /** A delivery in the queue. */
    public static final class Waiter {

        private @Nullable Permit permit;
        private boolean left;
        private PendingWaits.WaitHandle wait = () -> {
        };
    }

    public BreakerQueue(int few, Supplier<Permission> permission, Timer timer) {
        this.few = few;
        this.permission = permission;
        this.timer = timer;
    }

    /** Returns a permit; null when the delivery has to wait, or to give up. */
    public @Nullable Permit pass() {
        return switch (permission.get()) {
            case ALL -> FREE;
            case FEW -> oneOfFew();
            case NONE -> null;
        };
    }

    private synchronized @Nullable Permit oneOfFew() {
        if (letThrough >= few) {
            return null;
        }
        letThrough++;
        return new Permit(episode, true);
    }

    /** Must be called once the wait has begun. The wait is ended as soon as there is a permit for it. */
    public void join(Waiter waiter, PendingWaits.WaitHandle wait) {
        synchronized (this) {
            waiter.wait = wait;
            if (!waiter.left) {
                waiters.add(waiter);
            }
        }
        release(); // the breaker may have changed while the wait began
    }

    /** Must be called when the wait is over for any reason. Returns the permit, if there is one. */
    public synchronized Optional<Permit> leave(Waiter waiter) {
        waiter.left = true;
        waiters.remove(waiter);
        return Optional.ofNullable(waiter.permit);
    }

    /** Gives back a permit with which no call was made, so that another delivery may use it. */
    public void giveBack(Permit permit) {
        synchronized (this) {
            if (!permit.few() || permit.episode() != episode) {
                return;
            }
            letThrough--;
        }
        release();
    }

    /**
     * Records that the breaker rejected the call. The permit is free again after a pause, so that no delivery spins.
     */
    public void refused(Permit permit) {
        if (permit.few()) {
            timer.schedule(AFTER_REFUSAL, () -> giveBack(permit));
        }
    }

    /** Records that the breaker's state has changed. Permits of the previous state no longer count. */
    public void newEpisode() {
        synchronized (this) {
            episode++;
            letThrough = 0;
        }
        release();
    }

    /** Ends the waits of as many deliveries as may call the breaker now. */
    public void release() {
        released().forEach(PendingWaits.WaitHandle::end);
    }

    private synchronized List<PendingWaits.WaitHandle> released() {
        List<PendingWaits.WaitHandle> out = new ArrayList<>();
        Iterator<Waiter> next = waiters.iterator();
        while (next.hasNext()) {
            Permit permit = pass();
            if (permit == null) {
                return out;
            }
            Waiter waiter = next.next();
            waiter.permit = permit;
            next.remove();
            out.add(waiter.wait);
        }
        return out;
    }

    public synchronized int size() {
        return waiters.size();
    }
}
