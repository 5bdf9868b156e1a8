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
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

import io.webhookscript.delivery.ScriptRuntime;
import io.webhookscript.delivery.condition.ScriptStop;
import io.webhookscript.script.Script;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.spi.RouteController;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates, starts, suspends, stops and removes the routes of all scripts through Camel's API, never while the context
 * stops. {@link ScriptRoutes} decides which of them a script uses. Thread-safe.
 */
public final class RoutePairs {

    private static final Logger LOG = LoggerFactory.getLogger(RoutePairs.class);

    private final CamelContext camelContext;
    private final RoutePairBuilder builder;
    private final ScriptRuntimes runtimes;
    private final Executor workers;
    private final RouteChanges changes;
    private final ReentrantLock building = new ReentrantLock();

    /** All existing pairs by the delivery route's id, including retired ones that only end their deliveries. */
    private final Map<String, RoutePair> pairs = new ConcurrentHashMap<>();

    /** Stops a script by itself. */
    @FunctionalInterface
    interface Stopping {

        /** @return false when that changes nothing */
        boolean stop(RoutePair pair, ScriptStop stop);
    }

    public RoutePairs(CamelContext camelContext, RoutePairBuilder builder, ScriptRuntimes runtimes, Executor workers) {
        this.camelContext = camelContext;
        this.builder = builder;
        this.runtimes = runtimes;
        this.workers = workers;
        this.changes = new RouteChanges(camelContext);
    }

    /**
     * Ends the changes and all waits; Camel stops the routes itself. If the context started again, these routes would
     * conflict with new ones.
     */
    public void close() {
        changes.close();
        pairs.values().forEach(pair -> pair.runtime().waits().endAll());
        if (!pairs.isEmpty()) {
            camelContext.addLifecycleStrategy(new StaleRoutes(builder, List.copyOf(pairs.values())));
        }
    }

    /** Waits while the context starts. */
    boolean canAdd() {
        return changes.canAdd();
    }

    /** The reason why no routes can be added. */
    String refusal() {
        return changes.refusal();
    }

    /** The runtime for an event that no routes accept. */
    ScriptRuntime partsWithoutRoutes(Script script) {
        return runtimes.make(script, RoutePairBuilder.routeId(script.name(), 1));
    }

    /**
     * Creates and starts routes, and puts them into the slot.
     *
     * @param  stopping stops the script whose calls have only failed
     * @return          false when the context stops or is suspended; nothing is then created, and the slot is unchanged
     */
    boolean build(ScriptSlot slot, Script script, Stopping stopping) throws Exception {
        try {
            return changes.make(() -> {
                building.lock();
                try {
                    String routeId;
                    do {
                        routeId = RoutePairBuilder.routeId(script.name(), slot.nextNumber());
                    } while (builder.isTaken(routeId));
                    RoutePair pair = builder.build(runtimes.make(script, routeId));
                    pair.runtime().stopsBy(stop -> stopping.stop(pair, stop));
                    pairs.put(routeId, pair);
                    slot.replaceRoutes(pair);
                } finally {
                    building.unlock();
                }
            });
        } catch (RoutePairBuilder.NotStartedException failure) {
            if (changes.canAdd()) {
                throw failure;
            }
            return false;
        }
    }

    /** Whether one of the routes was removed from outside, for example by Camel's own reload of all routes. */
    boolean haveVanished(RoutePair pair) {
        RouteController controller = camelContext.getRouteController();
        return controller.getRouteStatus(pair.delivery().getRouteId()) == null
                || controller.getRouteStatus(pair.attempt().getRouteId()) == null;
    }

    /** Accepts no further events; the routes are removed when the deliveries in flight have ended. */
    void retire(RoutePair pair) {
        pair.inFlight().retire();
        pair.inFlight().whenEmpty(() -> workers.execute(() -> remove(pair)));
    }

    private void remove(RoutePair pair) {
        pairs.remove(pair.runtime().routeId(), pair);
        try {
            changes.make(() -> builder.remove(pair));
        } catch (Exception failure) {
            LOG.warn("script {}: the routes {} of its old version {} could not be removed: {}", pair.script().name(),
                    pair.delivery().getRouteId(), pair.script().version(), failure.toString());
        }
    }

    /** @throws IllegalStateException when the context stops */
    void start(RoutePair pair) throws Exception {
        boolean started = changes.make(() -> {
            start(pair.attempt());
            start(pair.delivery());
        });
        if (!started) {
            throw new IllegalStateException("script " + pair.script().name() + " cannot be started: " + refusal());
        }
    }

    /** Starts a route. A route that was suspended after a stop would not run if it were resumed. */
    private void start(Route route) throws Exception {
        RouteController controller = camelContext.getRouteController();
        if (controller.getRouteStatus(route.getRouteId()) == ServiceStatus.Suspended) {
            controller.resumeRoute(route.getRouteId());
            if (!RoutePair.isRunning(route)) {
                controller.stopRoute(route.getRouteId());
            }
        }
        controller.startRoute(route.getRouteId());
    }

    /** Stops the routes once no delivery is in flight. A stopping context stops them itself. */
    void stop(RoutePair pair) throws Exception {
        awaitEmpty(pair.inFlight());
        changes.make(() -> {
            camelContext.getRouteController().stopRoute(pair.delivery().getRouteId());
            camelContext.getRouteController().stopRoute(pair.attempt().getRouteId());
        });
    }

    /** Waits as long as Camel would wait, but without Camel's lock, so that other routes can be created meanwhile. */
    private void awaitEmpty(InFlight inFlight) throws InterruptedException, ExecutionException {
        CompletableFuture<Void> empty = new CompletableFuture<>();
        inFlight.whenEmpty(() -> empty.complete(null));
        try {
            empty.get(camelContext.getShutdownStrategy().getTimeout(), camelContext.getShutdownStrategy().getTimeUnit());
        } catch (TimeoutException stillBusy) {
            LOG.warn("{} deliveries are still in flight after {} {}; their routes are stopped now", inFlight.count(),
                    camelContext.getShutdownStrategy().getTimeout(),
                    camelContext.getShutdownStrategy().getTimeUnit().name().toLowerCase(Locale.ROOT));
        }
    }

    /**
     * Suspends the routes; no delivery may be in flight. A stopped route stays stopped: if Camel suspended it, Camel
     * would never start it again.
     */
    void suspend(RoutePair pair) throws Exception {
        changes.make(() -> {
            if (pair.isRunning()) {
                camelContext.getRouteController().suspendRoute(pair.delivery().getRouteId());
            }
        });
    }
}
