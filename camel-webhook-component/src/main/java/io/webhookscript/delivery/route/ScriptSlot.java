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

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import io.webhookscript.delivery.DeliveryCounters;
import io.webhookscript.delivery.condition.FailureStreak;
import io.webhookscript.delivery.condition.ScriptStop;
import io.webhookscript.delivery.report.DeliveryStatus;
import io.webhookscript.delivery.report.ScriptState;
import org.jspecify.annotations.Nullable;

/**
 * Holds the current routes of one script, and the state that was requested last: started, stopped. The first event
 * creates the routes; each event reads them once, on arrival. Changes are made by one thread at a time, under
 * {@link #change}; readers need no lock.
 */
public final class ScriptSlot {

    private final ReentrantLock changing = new ReentrantLock();
    private final DeliveryCounters counters = new DeliveryCounters();
    private final Set<String> callers = ConcurrentHashMap.newKeySet();
    private final Set<String> dispatchers = ConcurrentHashMap.newKeySet();
    private volatile @Nullable RoutePair current;
    private volatile ScriptState requested = ScriptState.STARTED;
    private ScriptState reported = ScriptState.STARTED;
    private final FailureStreak failures;
    private @Nullable String whyStopped;
    private int made;

    ScriptSlot(FailureStreak failures) {
        this.failures = failures;
    }

    /** A change of a slot, made by one thread at a time. */
    @FunctionalInterface
    interface Change<T> {

        T make() throws Exception;
    }

    <T> T change(Change<T> change) throws Exception {
        changing.lock();
        try {
            return change.make();
        } finally {
            changing.unlock();
        }
    }

    boolean isChangedByThisThread() {
        return changing.isHeldByCurrentThread();
    }

    public @Nullable RoutePair current() {
        return current;
    }

    @SuppressWarnings("ReferenceEquality") // a pair is one certain pair of running routes, not any with the same runtime
    boolean isCurrent(RoutePair pair) {
        return current == pair;
    }

    /** @return the previous routes */
    Optional<RoutePair> replaceRoutes(@Nullable RoutePair next) {
        RoutePair before = current;
        current = next;
        return Optional.ofNullable(before);
    }

    ScriptState requestedState() {
        return requested;
    }

    /** Sets a state that the caller reports. */
    void setState(ScriptState state) {
        set(state, true);
    }

    /** Sets a state that Camel's route controller has caused; it is not reported yet. */
    void setRequestedState(ScriptState state) {
        set(state, false);
    }

    private void set(ScriptState state, boolean isReported) {
        boolean startsAgain;
        synchronized (this) {
            startsAgain = requested.isStoppedByItself() && state.takesEvents();
            requested = state;
            reported = isReported ? state : reported;
            whyStopped = null;
        }
        if (startsAgain) {
            failures.restarted();
        }
    }

    /** @return false when that state was the last one reported, so that it must not be reported again */
    synchronized boolean markReported(ScriptState state) {
        boolean isNew = reported != state;
        reported = state;
        return isNew;
    }

    /** @return false when the script did not accept events before */
    synchronized boolean setStopped(ScriptStop stop) {
        boolean first = requested.takesEvents();
        if (first) {
            requested = stop.state();
            whyStopped = stop.state() == ScriptState.DISABLED ? stop.state().reason() + ", since " + stop.reason() : null;
        }
        reported = requested;
        return first;
    }

    /** The reason why calls fail in the requested state; empty when they do not. */
    synchronized String reason() {
        return Objects.requireNonNullElse(whyStopped, requested.reason());
    }

    /** The failures of the script, over all versions. */
    public FailureStreak failures() {
        return failures;
    }

    /** The counters over all versions. */
    DeliveryCounters counters() {
        return counters;
    }

    /** The status of the deliveries; empty without routes. */
    public Optional<DeliveryStatus> deliveries() {
        return Optional.ofNullable(current).map(pair -> counters.status(
                pair.runtime(), requestedState().takesEvents() && pair.isRunning(), failures.since()));
    }

    /** The number of the next pair of routes: 1, 2, … */
    int nextNumber() {
        return ++made;
    }

    /** The ids of the routes that have called the script. */
    public Set<String> callers() {
        return callers;
    }

    /** The ids of the routes whose events have reached the script by a trigger, although they name no type. */
    Set<String> dispatchers() {
        return dispatchers;
    }
}
