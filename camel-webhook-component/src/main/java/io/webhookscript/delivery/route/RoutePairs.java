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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

import io.webhookscript.delivery.ScriptRuntime;
import io.webhookscript.script.Script;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.spi.RouteController;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes of all scripts as Camel has them: made, started, suspended, stopped and removed by Camel's own means,
 * never while the context stops. Which of them a script uses is for {@link ScriptRoutes} to say. Thread-safe.
 */
public final class RoutePairs {

    private static final Logger LOG = LoggerFactory.getLogger(RoutePairs.class);

    private final CamelContext camelContext;
    private final RoutePairBuilder builder;
    private final ScriptRuntimes runtimes;
    private final Executor workers;
    private final RouteChanges changes;
    private final ReentrantLock building = new ReentrantLock();

    /** All that are there, those that only end what they have taken included, by the delivery route's id. */
    private final Map<String, RoutePair> pairs = new ConcurrentHashMap<>();

    public RoutePairs(CamelContext camelContext, RoutePairBuilder builder, ScriptRuntimes runtimes, Executor workers) {
        this.camelContext = camelContext;
        this.builder = builder;
        this.runtimes = runtimes;
        this.workers = workers;
        this.changes = new RouteChanges(camelContext);
    }

    /**
     * The routes stay, for Camel to stop. Were its context to start once more, they would be in the way of new ones.
     */
    public void close() {
        changes.close();
        if (!pairs.isEmpty()) {
            camelContext.addLifecycleStrategy(new StaleRoutes(builder, List.copyOf(pairs.values())));
        }
    }

    /** Waits while the context starts. */
    boolean canAdd() {
        return changes.canAdd();
    }

    /** Why no routes can be added. */
    String refusal() {
        return changes.refusal();
    }

    /** For an event that no routes take. */
    ScriptRuntime partsWithoutRoutes(Script script) {
        return runtimes.make(script, RoutePairBuilder.routeId(script.name(), 1));
    }

    /**
     * Makes routes and starts them, and points to them.
     *
     * @return false when the context stops: then nothing is made, and the slot stays as it is
     */
    boolean build(ScriptSlot slot, Script script) throws Exception {
        return changes.make(() -> {
            building.lock();
            try {
                String routeId;
                do {
                    routeId = RoutePairBuilder.routeId(script.name(), slot.nextNumber());
                } while (builder.isTaken(routeId));
                RoutePair pair = builder.build(runtimes.make(script, routeId));
                pairs.put(routeId, pair);
                slot.replaceRoutes(Optional.of(pair));
            } finally {
                building.unlock();
            }
        });
    }

    /** Whether somebody else has removed one of the routes, such as Camel's own reload of all routes. */
    boolean haveVanished(RoutePair pair) {
        RouteController controller = camelContext.getRouteController();
        return controller.getRouteStatus(pair.delivery().getRouteId()) == null
                || controller.getRouteStatus(pair.attempt().getRouteId()) == null;
    }

    /** Takes no further event; what is in flight ends, and then the routes are removed. */
    void retire(RoutePair pair) {
        pair.inFlight().retire();
        pair.inFlight().whenEmpty(() -> workers.execute(() -> remove(pair)));
    }

    private void remove(RoutePair pair) {
        pairs.remove(pair.parts().routeId(), pair);
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

    /** One that was suspended after it had been stopped does not run when it is resumed. */
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

    /** Once nothing is in flight. A context that stops does it by itself. */
    void stop(RoutePair pair) throws Exception {
        awaitEmpty(pair.inFlight());
        changes.make(() -> {
            camelContext.getRouteController().stopRoute(pair.delivery().getRouteId());
            camelContext.getRouteController().stopRoute(pair.attempt().getRouteId());
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

    /** Nothing may be in flight. A stopped route stays stopped: what Camel suspends then, it never starts again. */
    void suspend(RoutePair pair) throws Exception {
        changes.make(() -> {
            if (pair.isRunning()) {
                camelContext.getRouteController().suspendRoute(pair.delivery().getRouteId());
            }
        });
    }
}
