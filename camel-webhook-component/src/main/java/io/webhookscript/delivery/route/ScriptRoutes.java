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

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;

import io.webhookscript.delivery.ScriptRuntime;
import io.webhookscript.delivery.event.ScriptState;
import io.webhookscript.script.Script;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which routes the events of a script take: made when an event first needs them, swapped when a script changes. No
 * event is ever in two versions, and none is lost between them: who finds routes retired asks again. Thread-safe.
 */
public final class ScriptRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(ScriptRoutes.class);

    private final RoutePairs pairs;
    private final Function<String, Optional<Script>> loaded;
    private final Executor workers;
    private final Map<String, ScriptSlot> pointers = new ConcurrentHashMap<>();

    /**
     * How an event is received.
     *
     * @param routes  empty when the script does not take it; else it has entered them, and leaves when it has ended
     * @param refusal why it is not taken; empty when it is
     */
    record Admission(ScriptRuntime parts, Optional<RoutePair> routes, String refusal) {

        void leave() {
            routes.ifPresent(pair -> pair.inFlight().leave());
        }
    }

    /** @param loaded the script of a name as it is loaded now */
    ScriptRoutes(RoutePairs pairs, Function<String, Optional<Script>> loaded, Executor workers) {
        this.pairs = pairs;
        this.loaded = loaded;
        this.workers = workers;
    }

    public ScriptSlot pointer(String name) {
        return pointers.computeIfAbsent(name, n -> new ScriptSlot());
    }

    public Optional<ScriptSlot> known(String name) {
        return Optional.ofNullable(pointers.get(name));
    }

    /** Of the scripts that have had an event, in alphabetical order. */
    List<String> names() {
        return pointers.keySet().stream().sorted().toList();
    }

    public void forget(String name) {
        pointers.remove(name);
    }

    /** @param script as it was loaded when the event came; the event gets the version that is current */
    Admission admit(ScriptSlot pointer, Script script) throws Exception {
        while (true) {
            Optional<RoutePair> current = pointer.current();
            Script version = current.map(RoutePair::script).or(() -> loaded.apply(script.name())).orElse(script);
            ScriptState state = state(pointer, version);
            if (state.takesEvents() && current.isEmpty() && !pairs.canAdd()) {
                return refused(current, version, "the script has no routes yet, and " + pairs.refusal());
            }
            if (state.takesEvents()) {
                Optional<RoutePair> pair = current.isPresent() ? current : made(pointer, script.name());
                if (pair.isPresent() && pair.get().inFlight().enter()) {
                    return new Admission(pair.get().parts(), pair, "");
                }
                if (pair.isEmpty() && loaded.apply(script.name()).isEmpty()) {
                    return refused(current, script, ScriptState.REMOVED.reason());
                }
            } else if (current.isEmpty() || !dropVanished(pointer, current.get())) {
                return refused(current, version, why(pointer, version));
            }
        }
    }

    private Admission refused(Optional<RoutePair> current, Script script, String why) {
        ScriptRuntime parts = current.map(RoutePair::parts)
                .orElseGet(() -> pairs.partsWithoutRoutes(script));
        return new Admission(parts, Optional.empty(), why);
    }

    /** What holds for calls: what was said, and whether Camel's route controller left the routes running. */
    public ScriptState state(ScriptSlot pointer, Script script) {
        ScriptState said = pointer.said();
        if (!said.takesEvents()) {
            return said;
        }
        if (!script.definition().active()) {
            return ScriptState.INACTIVE;
        }
        Optional<RoutePair> pair = pointer.current();
        if (pair.isEmpty() || pair.get().isRunning()) {
            return ScriptState.STARTED;
        }
        return pair.get().isSuspended() ? ScriptState.SUSPENDED : ScriptState.STOPPED;
    }

    /** Why calls fail; empty when they do not. */
    public String why(ScriptSlot pointer, Script script) {
        ScriptState state = state(pointer, script);
        Optional<RoutePair> pair = pointer.current();
        boolean byCamel = pointer.said().takesEvents() && script.definition().active() && !state.takesEvents();
        return byCamel && pair.isPresent()
                ? "the script's route " + pair.get().stopped() + " is " + state.code() : state.reason();
    }

    private Optional<RoutePair> made(ScriptSlot pointer, String name) throws Exception {
        return pointer.change(() -> {
            Optional<Script> script = loaded.apply(name);
            if (pointer.current().isEmpty() && script.isPresent() && state(pointer, script.get()).takesEvents()) {
                pairs.build(pointer, script.get());
            }
            return pointer.current();
        });
    }

    /** Routes that somebody else has removed, such as Camel's own reload of all routes, are made anew. */
    private boolean dropVanished(ScriptSlot pointer, RoutePair pair) throws Exception {
        if (!pairs.haveVanished(pair)) {
            return false;
        }
        return pointer.change(() -> {
            if (pointer.isCurrent(pair)) {
                pointer.pointTo(Optional.empty());
                pairs.retire(pair);
            }
            return true;
        });
    }

    /**
     * Lets the loaded version of a script take the events from now on. What is in flight ends in the old one, whose
     * routes are removed then. A stopped script stays stopped, without routes; one whose receiver was gone starts.
     *
     * @throws Exception when the routes cannot be made; then the old ones stay
     */
    public void renew(String name) throws Exception {
        ScriptSlot pointer = pointer(name);
        pointer.change(() -> {
            Optional<Script> script = loaded.apply(name);
            if (script.isEmpty()) {
                return pointer;
            }
            Optional<RoutePair> old = pointer.current();
            if (pointer.said() == ScriptState.GONE || pointer.said() == ScriptState.REMOVED) {
                pointer.say(ScriptState.STARTED);
            } else {
                old.ifPresent(pair -> keepStopped(pointer, pair));
            }
            if (old.isPresent() && !old.get().script().version().equals(script.get().version())) {
                replace(pointer, old.get(), script.get());
            }
            return pointer;
        });
    }

    private void replace(ScriptSlot pointer, RoutePair old, Script script) throws Exception {
        if (!pointer.said().takesEvents() || !script.definition().active()) {
            pointer.pointTo(Optional.empty());
        } else if (!pairs.build(pointer, script)) {
            return;
        }
        pairs.retire(old);
    }

    /** What Camel's route controller has stopped is not started by a change of the file. */
    private void keepStopped(ScriptSlot pointer, RoutePair pair) {
        if (pointer.said().takesEvents() && !pair.isRunning() && !pairs.haveVanished(pair)) {
            pointer.say(pair.isSuspended() ? ScriptState.SUSPENDED : ScriptState.STOPPED);
        }
    }

    /** Takes no further event; what is in flight ends. */
    public void remove(String name) throws Exception {
        ScriptSlot pointer = pointer(name);
        pointer.change(() -> {
            pointer.say(ScriptState.REMOVED);
            pointer.pointTo(Optional.empty()).ifPresent(pairs::retire);
            return pointer;
        });
    }

    public void start(ScriptSlot pointer) throws Exception {
        pointer.change(() -> {
            pointer.say(ScriptState.STARTED);
            if (pointer.current().isPresent() && !dropVanished(pointer, pointer.current().get())) {
                RoutePair pair = pointer.current().get();
                pairs.start(pair);
                pair.parts().waits().reopen();
            }
            return pointer;
        });
    }

    /** Ends all waits, and stops the routes once nothing is in flight. Calls fail from the beginning on. */
    public void stop(ScriptSlot pointer, ScriptState said) throws Exception {
        pointer.say(said);
        stopRoutes(pointer, said);
    }

    /** Unless somebody has said something else since. */
    private void stopRoutes(ScriptSlot pointer, ScriptState said) throws Exception {
        pointer.change(() -> {
            Optional<RoutePair> pair = pointer.current();
            if (pointer.said() == said && pair.isPresent()) {
                pair.get().parts().waits().endAll();
                pairs.stop(pair.get());
            }
            return pointer;
        });
    }

    /** Calls fail from now on; what is in flight goes on, and the route is suspended after it. */
    public void suspend(ScriptSlot pointer) throws Exception {
        pointer.change(() -> {
            pointer.say(ScriptState.SUSPENDED);
            pointer.current().ifPresent(pair -> pair.inFlight().whenEmpty(
                    () -> workers.execute(() -> suspendRoute(pointer, pair))));
            return pointer;
        });
    }

    private void suspendRoute(ScriptSlot pointer, RoutePair pair) {
        try {
            pointer.change(() -> {
                if (pointer.said() == ScriptState.SUSPENDED && pointer.isCurrent(pair)) {
                    pairs.suspend(pair);
                }
                return pointer;
            });
        } catch (Exception failure) {
            LOG.warn("script {}: it takes no event, but its route could not be suspended: {}", pair.script().name(),
                    failure.toString());
        }
    }

    /**
     * The receiver of these routes is gone: they are stopped, unless a newer version has come.
     *
     * @return whether that stops the script, which is told once
     */
    boolean receiverIsGone(RoutePair pair) {
        ScriptSlot pointer = pointer(pair.script().name());
        if (!pointer.isCurrent(pair) || !pointer.sayGone()) {
            return false;
        }
        workers.execute(() -> {
            try {
                stopRoutes(pointer, ScriptState.GONE);
            } catch (Exception failure) {
                LOG.warn("script {}: it takes no event, but its routes could not be stopped: {}", pair.script().name(),
                        failure.toString());
            }
        });
        return true;
    }
}
