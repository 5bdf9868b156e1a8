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

import java.util.Optional;
import java.util.function.Function;

import io.webhookscript.delivery.DeliveryEvents;
import io.webhookscript.delivery.report.ScriptState;
import io.webhookscript.lifecycle.Scripts;
import io.webhookscript.script.Script;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ServiceStatus;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * Listens to state changes of the routes of scripts that are made through Camel's route controller, and publishes the
 * state of the script that results. Changes through {@code Scripts} are published there. Thread-safe.
 */
public final class RouteStateListener {

    private final CamelContext camelContext;
    private final ScriptSlots slots;
    private final Function<String, Optional<Script>> loaded;
    private final DeliveryEvents events;

    public RouteStateListener(
                              CamelContext camelContext, ScriptSlots slots,
                              Function<String, Optional<Script>> loaded, DeliveryEvents events) {
        this.camelContext = camelContext;
        this.slots = slots;
        this.loaded = loaded;
        this.events = events;
    }

    /** The listener for the consumer of a delivery route. */
    DeliveryRouteListener of(String script, String routeId, InFlight inFlight) {
        return new DeliveryRouteListener() {
            @Override
            public void stateChanged(ScriptState now) {
                deliveryRouteIs(script, routeId, now);
            }

            @Override
            public int inFlight() {
                return (int) inFlight.count();
            }
        };
    }

    private void deliveryRouteIs(String script, String routeId, ScriptState now) {
        slotOf(script).ifPresent(slot -> {
            if (slot.isChangedByThisThread()) {
                madeAnew(slot, script, now);
            } else {
                byCamel(slot, routeId, now);
            }
        });
    }

    private void attemptRouteIs(String script, String routeId, ScriptState now) {
        slotOf(script).filter(slot -> !slot.isChangedByThisThread())
                .ifPresent(slot -> byCamel(slot, routeId, now));
    }

    /** The slot of a script; empty while the context starts or stops, since the script's state then does not change. */
    private Optional<ScriptSlot> slotOf(String script) {
        return slots.find(script).filter(slot -> camelContext.getStatus() == ServiceStatus.Started);
    }

    /** Handles routes that the next event created again after Camel had removed them. */
    private void madeAnew(ScriptSlot slot, String script, ScriptState now) {
        if (now.takesEvents() && slot.requestedState().takesEvents() && slot.markReported(now)) {
            loaded.apply(script).ifPresent(version -> events.changed(version, now));
        }
    }

    private void byCamel(ScriptSlot slot, String routeId, ScriptState now) {
        Optional.ofNullable(slot.current()).filter(pair -> pair.isOf(routeId)).ifPresent(pair -> {
            if (now.takesEvents()) {
                runs(slot, pair, routeId);
            } else if (slot.requestedState().takesEvents() && slot.markReported(now)) {
                events.changed(pair.script(), now);
            }
        });
    }

    /**
     * Handles a started route. Starting the delivery route starts the script; it accepts events when both routes are
     * running.
     */
    private void runs(ScriptSlot slot, RoutePair pair, String routeId) {
        boolean isDelivery = routeId.equals(pair.delivery().getRouteId());
        if (isDelivery) {
            slot.setRequestedState(ScriptState.STARTED);
            pair.runtime().waits().reopen();
        }
        boolean otherRuns = RoutePair.isRunning(isDelivery ? pair.attempt() : pair.delivery());
        if (otherRuns && slot.requestedState().takesEvents() && slot.markReported(ScriptState.STARTED)) {
            events.changed(pair.script(), ScriptState.STARTED);
        }
    }

    /** Wraps the last step of an attempt route, to notice the starts and stops of the route. */
    Processor listening(Processor step, String script, String routeId) {
        return new LifecycleStep(step, script, routeId);
    }

    /** This step is asynchronous, since Camel does not adapt a plain processor that is a service. */
    private final class LifecycleStep extends AsyncProcessorSupport {

        private final Processor step;
        private final String script;
        private final String routeId;

        private LifecycleStep(Processor step, String script, String routeId) {
            this.step = step;
            this.script = script;
            this.routeId = routeId;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            try {
                step.process(exchange);
            } catch (Exception failure) {
                exchange.setException(failure);
            }
            callback.done(true);
            return true;
        }

        @Override
        protected void doStart() {
            attemptRouteIs(script, routeId, ScriptState.STARTED);
        }

        @Override
        protected void doStop() {
            attemptRouteIs(script, routeId, ScriptState.STOPPED);
        }
    }
}
