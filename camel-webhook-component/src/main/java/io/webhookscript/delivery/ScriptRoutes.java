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
package io.webhookscript.delivery;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import io.webhookscript.script.Script;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.spi.RouteController;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes of all scripts: made when an event first needs them, swapped when a script changes, stopped and removed.
 * No event is ever in two versions, and none is lost between them: who finds routes retired asks again. Thread-safe.
 */
final class ScriptRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(ScriptRoutes.class);

    private final CamelContext camelContext;
    private final RoutePairBuilder builder;
    private final Sources sources;
    private final Executor workers;
    private final ContextStart start;
    private final ReentrantLock building = new ReentrantLock();
    private final Map<String, ScriptPointer> pointers = new ConcurrentHashMap<>();

    /** All that are there, those that only end what they have taken included, by the delivery route's id. */
    private final Map<String, RoutePair> pairs = new ConcurrentHashMap<>();

    /** Makes what all deliveries of a version share, for the route of that id. */
    @FunctionalInterface
    interface PartsMaker {

        RouteParts make(Script script, String routeId);
    }

    /** @param loaded the script of a name as it is loaded now */
    record Sources(Function<String, Optional<Script>> loaded, PartsMaker parts) {
    }

    /**
     * How an event is received.
     *
     * @param routes  empty when the script does not take it; else it has entered them, and leaves when it has ended
     * @param refusal why it is not taken; empty when it is
     */
    record Admission(RouteParts parts, Optional<RoutePair> routes, String refusal) {

        void leave() {
            routes.ifPresent(pair -> pair.inFlight().leave());
        }
    }

    ScriptRoutes(CamelContext camelContext, RoutePairBuilder builder, Sources sources, Executor workers) {
        this.camelContext = camelContext;
        this.builder = builder;
        this.sources = sources;
        this.workers = workers;
        this.start = new ContextStart(camelContext);
    }

    ScriptPointer pointer(String name) {
        return pointers.computeIfAbsent(name, n -> new ScriptPointer());
    }

    Optional<ScriptPointer> known(String name) {
        return Optional.ofNullable(pointers.get(name));
    }

    /** Of the scripts that have had an event, in alphabetical order. */
    List<String> names() {
        return pointers.keySet().stream().sorted().toList();
    }

    /** Of one version: a busy new one must not keep the routes of the old from being removed. */
    int inFlight(String routeId) {
        return Optional.ofNullable(pairs.get(routeId)).map(pair -> (int) pair.inFlight().count()).orElse(0);
    }

    void forget(String name) {
        pointers.remove(name);
    }

    /** @param script as it was loaded when the event came; the event gets the version that is current */
    Admission admit(ScriptPointer pointer, Script script) throws Exception {
        while (true) {
            Optional<RoutePair> current = pointer.current();
            Script version = current.map(RoutePair::script).or(() -> sources.loaded().apply(script.name())).orElse(script);
            ScriptState state = state(pointer, version);
            if (state.takesEvents() && current.isEmpty() && !start.isOver()) {
                return refused(current, version, start.words());
            }
            if (state.takesEvents()) {
                Optional<RoutePair> pair = current.isPresent() ? current : made(pointer, script.name());
                if (pair.isPresent() && pair.get().inFlight().enter()) {
                    return new Admission(pair.get().parts(), pair, "");
                }
                if (pair.isEmpty() && sources.loaded().apply(script.name()).isEmpty()) {
                    return refused(current, script, ScriptState.REMOVED.reason());
                }
            } else if (current.isEmpty() || !dropVanished(pointer, current.get())) {
                return refused(current, version, why(pointer, version));
            }
        }
    }

    private Admission refused(Optional<RoutePair> current, Script script, String why) {
        RouteParts parts = current.map(RoutePair::parts)
                .orElseGet(() -> sources.parts().make(script, RoutePairBuilder.routeId(script.name(), 1)));
        return new Admission(parts, Optional.empty(), why);
    }

    /** What holds for calls: what was said, and whether Camel's route controller left the routes running. */
    ScriptState state(ScriptPointer pointer, Script script) {
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
    String why(ScriptPointer pointer, Script script) {
        ScriptState state = state(pointer, script);
        Optional<RoutePair> pair = pointer.current();
        boolean byCamel = pointer.said().takesEvents() && script.definition().active() && !state.takesEvents();
        return byCamel && pair.isPresent()
                ? "the script's route " + pair.get().stopped() + " is " + state.word() : state.reason();
    }

    private Optional<RoutePair> made(ScriptPointer pointer, String name) throws Exception {
        return pointer.change(() -> {
            Optional<Script> script = sources.loaded().apply(name);
            if (pointer.current().isEmpty() && script.isPresent() && state(pointer, script.get()).takesEvents()) {
                pointer.pointTo(Optional.of(build(pointer, script.get())));
            }
            return pointer.current();
        });
    }

    private RoutePair build(ScriptPointer pointer, Script script) throws Exception {
        building.lock();
        try {
            String routeId;
            do {
                routeId = RoutePairBuilder.routeId(script.name(), pointer.nextNumber());
            } while (builder.isTaken(routeId));
            RoutePair pair = builder.build(sources.parts().make(script, routeId));
            pairs.put(routeId, pair);
            return pair;
        } finally {
            building.unlock();
        }
    }

    /** Routes that somebody else has removed, such as Camel's own reload of all routes, are made anew. */
    private boolean dropVanished(ScriptPointer pointer, RoutePair pair) throws Exception {
        if (!hasVanished(pair)) {
            return false;
        }
        return pointer.change(() -> {
            if (pointer.isCurrent(pair)) {
                pointer.pointTo(Optional.empty());
                retire(pair);
            }
            return true;
        });
    }

    private boolean hasVanished(RoutePair pair) {
        RouteController controller = camelContext.getRouteController();
        return controller.getRouteStatus(pair.delivery().getRouteId()) == null
                || controller.getRouteStatus(pair.attempt().getRouteId()) == null;
    }

    /**
     * Lets the loaded version of a script take the events from now on. What is in flight ends in the old one, whose
     * routes are removed then. A stopped script stays stopped, without routes; one whose receiver was gone starts.
     *
     * @throws Exception when the routes cannot be made; then the old ones stay
     */
    void renew(String name) throws Exception {
        ScriptPointer pointer = pointer(name);
        pointer.change(() -> {
            Optional<Script> script = sources.loaded().apply(name);
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
                boolean wanted = pointer.said().takesEvents() && script.get().definition().active();
                pointer.pointTo(wanted ? Optional.of(build(pointer, script.get())) : Optional.empty());
                retire(old.get());
            }
            return pointer;
        });
    }

    /** What Camel's route controller has stopped is not started by a change of the file. */
    private void keepStopped(ScriptPointer pointer, RoutePair pair) {
        if (pointer.said().takesEvents() && !pair.isRunning() && !hasVanished(pair)) {
            pointer.say(pair.isSuspended() ? ScriptState.SUSPENDED : ScriptState.STOPPED);
        }
    }

    /** Takes no further event; what is in flight ends. */
    void remove(String name) throws Exception {
        ScriptPointer pointer = pointer(name);
        pointer.change(() -> {
            pointer.say(ScriptState.REMOVED);
            pointer.pointTo(Optional.empty()).ifPresent(this::retire);
            return pointer;
        });
    }

    private void retire(RoutePair pair) {
        pair.inFlight().retire();
        pair.inFlight().whenEmpty(() -> later(() -> discard(pair)));
    }

    /** A context that stops takes its routes down itself, and nobody may take some away meanwhile. */
    private void later(Runnable work) {
        workers.execute(() -> {
            if (!camelContext.isStopping() && !camelContext.isStopped()) {
                work.run();
            }
        });
    }

    private void discard(RoutePair pair) {
        pairs.remove(pair.parts().routeId(), pair);
        try {
            builder.remove(pair);
        } catch (Exception failure) {
            LOG.warn("script {}: the routes {} of its old version {} could not be removed: {}", pair.script().name(),
                    pair.delivery().getRouteId(), pair.script().version(), failure.toString());
        }
    }

    void start(ScriptPointer pointer) throws Exception {
        pointer.change(() -> {
            pointer.say(ScriptState.STARTED);
            if (pointer.current().isPresent() && !dropVanished(pointer, pointer.current().get())) {
                RoutePair pair = pointer.current().get();
                start(pair.attempt().getRouteId());
                start(pair.delivery().getRouteId());
                pair.parts().waits().reopen();
            }
            return pointer;
        });
    }

    private void start(String routeId) throws Exception {
        RouteController controller = camelContext.getRouteController();
        if (controller.getRouteStatus(routeId) == ServiceStatus.Suspended) {
            controller.resumeRoute(routeId);
        } else {
            controller.startRoute(routeId);
        }
    }

    /** Ends all waits, and stops the routes once nothing is in flight. Calls fail from the beginning on. */
    void stop(ScriptPointer pointer, ScriptState said) throws Exception {
        pointer.say(said);
        stopRoutes(pointer, said);
    }

    /** Unless somebody has said something else since. */
    private void stopRoutes(ScriptPointer pointer, ScriptState said) throws Exception {
        pointer.change(() -> {
            Optional<RoutePair> pair = pointer.current();
            if (pointer.said() == said && pair.isPresent()) {
                pair.get().parts().waits().endAll();
                awaitEmpty(pair.get().inFlight());
                camelContext.getRouteController().stopRoute(pair.get().delivery().getRouteId());
                camelContext.getRouteController().stopRoute(pair.get().attempt().getRouteId());
            }
            return pointer;
        });
    }

    /** As long as Camel would wait, but without Camel's lock, so that other routes can be made meanwhile. */
    private void awaitEmpty(InFlight inFlight) throws InterruptedException, ExecutionException {
        CompletableFuture<Void> empty = new CompletableFuture<>();
        inFlight.whenEmpty(() -> empty.complete(null));
        try {
            empty.get(camelContext.getShutdownStrategy().getTimeout(), camelContext.getShutdownStrategy().getTimeUnit());
        } catch (TimeoutException stillBusy) {
            LOG.warn("{} deliveries are still under way after {} {}; their routes are stopped now", inFlight.count(),
                    camelContext.getShutdownStrategy().getTimeout(),
                    camelContext.getShutdownStrategy().getTimeUnit().name().toLowerCase(Locale.ROOT));
        }
    }

    /** Calls fail from now on; what is in flight goes on, and the route is suspended after it. */
    void suspend(ScriptPointer pointer) throws Exception {
        pointer.change(() -> {
            pointer.say(ScriptState.SUSPENDED);
            pointer.current().ifPresent(pair -> pair.inFlight().whenEmpty(
                    () -> later(() -> suspendRoute(pointer, pair))));
            return pointer;
        });
    }

    private void suspendRoute(ScriptPointer pointer, RoutePair pair) {
        try {
            pointer.change(() -> {
                if (pointer.said() == ScriptState.SUSPENDED && pointer.isCurrent(pair)) {
                    camelContext.getRouteController().suspendRoute(pair.delivery().getRouteId());
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
        ScriptPointer pointer = pointer(pair.script().name());
        if (!pointer.isCurrent(pair) || !pointer.sayGone()) {
            return false;
        }
        later(() -> {
            try {
                stopRoutes(pointer, ScriptState.GONE);
            } catch (Exception failure) {
                LOG.warn("script {}: it takes no event, but its routes could not be stopped: {}", pair.script().name(),
                        failure.toString());
            }
        });
        return true;
    }

    /** Somebody has started or resumed the route by Camel's own means: then the script is started. */
    void routeRuns(String name) {
        known(name).filter(pointer -> !pointer.isChangedByThisThread()).ifPresent(pointer -> {
            pointer.say(ScriptState.STARTED);
            pointer.current().ifPresent(pair -> pair.parts().waits().reopen());
        });
    }
}
