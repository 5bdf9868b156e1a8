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

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;

import io.webhookscript.delivery.ScriptRuntime;
import io.webhookscript.delivery.condition.ScriptStop;
import io.webhookscript.delivery.report.ScriptState;
import io.webhookscript.script.Script;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the routes for the events of a script: creates them for the first event, and replaces them when the script
 * changes. No event is in two versions, and none is lost between them: a caller that finds retired routes tries again.
 * Thread-safe.
 */
public final class ScriptRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(ScriptRoutes.class);

    private final ScriptSlots slots;
    private final RoutePairs pairs;
    private final Function<String, Optional<Script>> loaded;
    private final Executor workers;
    private final Clock clock;

    /**
     * The decision about an event.
     *
     * @param routes  null when the script rejects the event; otherwise the event has entered them, and leaves when its
     *                delivery has ended
     * @param state   of the script
     * @param refusal the reason why the event is rejected; empty when it is accepted
     */
    record Admission(ScriptRuntime runtime, @Nullable RoutePair routes, ScriptState state, String refusal) {

        /** Whether the script no longer wants events at all; a stopped script has failed to get them. */
        boolean isWithdrawn() {
            return state == ScriptState.REMOVED || state == ScriptState.INACTIVE || state.isStoppedByItself();
        }

        void leave() {
            if (routes != null) {
                routes.inFlight().leave();
            }
        }
    }

    /**
     * @param loaded finds the loaded script of a name
     * @param clock  the time of day
     */
    public ScriptRoutes(ScriptSlots slots, RoutePairs pairs, Function<String, Optional<Script>> loaded, Executor workers,
                        Clock clock) {
        this.slots = slots;
        this.pairs = pairs;
        this.loaded = loaded;
        this.workers = workers;
        this.clock = clock;
    }

    /** @param script the script that was loaded when the event arrived; the event gets the current version */
    Admission admit(ScriptSlot slot, Script script) throws Exception {
        while (true) {
            RoutePair current = slot.current();
            Script version = current != null ? current.script() : loaded.apply(script.name()).orElse(script);
            ScriptState state = state(slot, version);
            if (state.takesEvents() && current == null && !pairs.canAdd()) {
                return refused(current, version, state, "the script has no routes yet, and " + pairs.refusal());
            }
            if (state.takesEvents()) {
                RoutePair pair = current != null ? current : made(slot, script.name());
                if (pair != null && pair.inFlight().enter()) {
                    Admission admission = new Admission(pair.runtime(), pair, state, "");
                    if (slot.requestedState().takesEvents()) {
                        return admission;
                    }
                    admission.leave(); // a suspension that began meanwhile may not have seen this event
                    continue;
                }
                if (pair == null && loaded.apply(script.name()).isEmpty()) {
                    return refused(current, script, ScriptState.REMOVED, ScriptState.REMOVED.reason());
                }
            } else if (current == null || !dropVanished(slot, current)) {
                String why = why(slot, version);
                if (!why.isEmpty()) { // else the script was started meanwhile
                    return refused(current, version, state, why);
                }
            }
        }
    }

    private Admission refused(@Nullable RoutePair current, Script script, ScriptState state, String why) {
        ScriptRuntime runtime = current != null ? current.runtime() : pairs.partsWithoutRoutes(script);
        return new Admission(runtime, null, state, why);
    }

    /**
     * The state for calls: the requested state, unless Camel's route controller has stopped or suspended the routes.
     */
    public ScriptState state(ScriptSlot slot, Script script) {
        ScriptState requested = slot.requestedState();
        if (!requested.takesEvents()) {
            return requested;
        }
        if (!script.definition().about().active()) {
            return ScriptState.INACTIVE;
        }
        RoutePair pair = slot.current();
        if (pair == null || pair.isRunning()) {
            return ScriptState.STARTED;
        }
        return pair.isSuspended() ? ScriptState.SUSPENDED : ScriptState.STOPPED;
    }

    /** The reason why calls fail; empty when they do not. */
    public String why(ScriptSlot slot, Script script) {
        ScriptState state = state(slot, script);
        RoutePair pair = slot.current();
        boolean byCamel = slot.requestedState().takesEvents() && script.definition().about().active() && !state.takesEvents();
        return byCamel && pair != null
                ? "the script's route " + pair.stopped() + " is " + state.code()
                : state == slot.requestedState() ? slot.reason() : state.reason();
    }

    private @Nullable RoutePair made(ScriptSlot slot, String name) throws Exception {
        slot.change(() -> {
            Optional<Script> script = loaded.apply(name);
            if (slot.current() == null && script.isPresent() && state(slot, script.get()).takesEvents()) {
                pairs.build(slot, script.get(), this::stopsByItself);
            }
            return slot;
        });
        return slot.current();
    }

    /**
     * Drops routes that were removed from outside, for example by Camel's own reload of all routes, so that they are
     * created again.
     */
    private boolean dropVanished(ScriptSlot slot, RoutePair pair) throws Exception {
        if (!pairs.haveVanished(pair)) {
            return false;
        }
        return slot.change(() -> {
            if (slot.isCurrent(pair)) {
                slot.replaceRoutes(null);
                pairs.retire(pair);
            }
            return true;
        });
    }

    /**
     * Makes the loaded version of a script accept the events from now on. Deliveries in flight end in the old version,
     * whose routes are removed afterwards. A stopped script stays stopped, without routes; a script whose receiver was
     * gone starts.
     *
     * @throws Exception when the routes cannot be created; the old ones then stay
     */
    public void renew(String name) throws Exception {
        ScriptSlot slot = slots.of(name);
        slot.change(() -> {
            Optional<Script> script = loaded.apply(name);
            if (script.isEmpty()) {
                return slot;
            }
            RoutePair old = slot.current();
            if (slot.requestedState().isStoppedByItself() || slot.requestedState() == ScriptState.REMOVED) {
                slot.setState(ScriptState.STARTED);
            } else if (old != null) {
                keepStopped(slot, old);
            }
            if (old != null && !old.script().version().equals(script.get().version())) {
                replace(slot, old, script.get());
            }
            return slot;
        });
    }

    /**
     * Renews a script whose loaded version was published and does not accept the events yet, or which was loaded again
     * after its removal. The reload will do the same. If that fails, the running version stays.
     */
    void renewFor(ScriptSlot slot, Script script) {
        RoutePair current = slot.current();
        boolean isOld = current != null && !isVersion(current.script(), script);
        if ((isOld || slot.requestedState() == ScriptState.REMOVED) && isLoaded(script)) {
            try {
                renew(script.name());
            } catch (Exception failure) {
                LOG.debug("script {} cannot be started in version {} yet", script.name(), script.version(), failure);
            }
        }
    }

    /** Whether an event was admitted by another version than this one, which is not the loaded version any more. */
    boolean isOutdated(Script script, Admission admission) {
        return !isVersion(admission.runtime().script(), script) && !isLoaded(script);
    }

    private boolean isLoaded(Script script) {
        return loaded.apply(script.name()).filter(now -> isVersion(now, script)).isPresent();
    }

    private static boolean isVersion(Script one, Script other) {
        return one.version().equals(other.version());
    }

    private void replace(ScriptSlot slot, RoutePair old, Script script) throws Exception {
        if (!slot.requestedState().takesEvents() || !script.definition().about().active()) {
            slot.replaceRoutes(null);
        } else if (!pairs.build(slot, script, this::stopsByItself)) {
            return;
        }
        pairs.retire(old);
    }

    /** Keeps routes stopped that Camel's route controller has stopped: a change of the file does not start them. */
    private void keepStopped(ScriptSlot slot, RoutePair pair) {
        if (slot.requestedState().takesEvents() && !pair.isRunning() && !pairs.haveVanished(pair)) {
            slot.setState(pair.isSuspended() ? ScriptState.SUSPENDED : ScriptState.STOPPED);
        }
    }

    /** Accepts no further events; deliveries in flight end normally. */
    public void remove(String name) throws Exception {
        ScriptSlot slot = slots.of(name);
        slot.change(() -> {
            slot.setState(ScriptState.REMOVED);
            slot.replaceRoutes(null).ifPresent(pairs::retire);
            return slot;
        });
    }

    public void start(String name) throws Exception {
        ScriptSlot slot = slots.of(name);
        slot.change(() -> {
            slot.setState(ScriptState.STARTED);
            RoutePair pair = slot.current();
            if (pair != null && !dropVanished(slot, pair)) {

                pairs.start(pair);
                pair.runtime().waits().reopen();
            }
            return slot;
        });
    }

    /** Rejects calls from now on, ends all waits, and stops the routes once no delivery is in flight. */
    public void stop(String name, ScriptState requested) throws Exception {
        ScriptSlot slot = slots.of(name);
        slot.setState(requested);
        stopRoutes(slot, requested);
    }

    /** Stops the routes unless another state was requested since. */
    private void stopRoutes(ScriptSlot slot, ScriptState requested) throws Exception {
        slot.change(() -> {
            RoutePair pair = slot.current();
            if (slot.requestedState() == requested && pair != null) {
                pair.runtime().waits().endAll();
                pairs.stop(pair);
            }
            return slot;
        });
    }

    /** Rejects calls from now on; deliveries in flight continue, and the route is suspended after them. */
    public void suspend(String name) throws Exception {
        ScriptSlot slot = slots.of(name);
        slot.change(() -> {
            slot.setState(ScriptState.SUSPENDED);
            RoutePair pair = slot.current();
            if (pair != null) {
                pair.inFlight().whenEmpty(
                        () -> workers.execute(() -> suspendRoute(slot, pair)));
            }
            return slot;
        });
    }

    /** Camel ends all waits of a route that it suspends, so a delivery that has begun meanwhile prevents that. */
    private void suspendRoute(ScriptSlot slot, RoutePair pair) {
        try {
            slot.change(() -> {
                if (slot.requestedState() == ScriptState.SUSPENDED && slot.isCurrent(pair) && pair.inFlight().count() == 0) {
                    pairs.suspend(pair);
                }
                return slot;
            });
        } catch (Exception failure) {
            LOG.warn("script {}: it rejects events, but its route could not be suspended: {}", pair.script().name(),
                    failure.toString());
        }
    }

    /**
     * Stops these routes because of their receiver, unless a newer version is active.
     *
     * @return whether this call stops the script, which is reported once
     */
    public boolean stopsByItself(RoutePair pair, ScriptStop stop) {
        ScriptSlot slot = slots.of(pair.script().name());
        if (!slot.isCurrent(pair) || !slot.setStopped(stop)) {
            return false;
        }
        slot.failures().stopped(stop, clock.instant(), pair.script().version());
        workers.execute(() -> {
            try {
                stopRoutes(slot, stop.state());
            } catch (Exception failure) {
                LOG.warn("script {}: it rejects events, but its routes could not be stopped: {}", pair.script().name(),
                        failure.toString());
            }
        });
        return true;
    }
}
