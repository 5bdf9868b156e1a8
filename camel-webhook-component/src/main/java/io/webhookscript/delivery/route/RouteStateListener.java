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
import io.webhookscript.delivery.event.ScriptState;
import io.webhookscript.lifecycle.Scripts;
import io.webhookscript.script.Script;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ServiceStatus;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * Hears what Camel's route controller, or whoever uses it, does to the routes of scripts, and tells of each state that
 * a script comes to by it. What is done through {@link Scripts} is told there. Thread-safe.
 */
final class RouteStateListener {

    private final CamelContext camelContext;
    private final Function<String, Optional<ScriptSlot>> pointers;
    private final Function<String, Optional<Script>> loaded;
    private final DeliveryEvents events;

    RouteStateListener(
                       CamelContext camelContext, Function<String, Optional<ScriptSlot>> pointers,
                       Function<String, Optional<Script>> loaded, DeliveryEvents events) {
        this.camelContext = camelContext;
        this.pointers = pointers;
        this.loaded = loaded;
        this.events = events;
    }

    /** A delivery route has started or resumed, has stopped, or was suspended. */
    void deliveryRouteIs(String script, String routeId, ScriptState now) {
        pointer(script).ifPresent(pointer -> {
            if (pointer.isChangedByThisThread()) {
                madeAnew(pointer, script, now);
            } else {
                byCamel(pointer, routeId, now);
            }
        });
    }

    private void attemptRouteIs(String script, String routeId, ScriptState now) {
        pointer(script).filter(pointer -> !pointer.isChangedByThisThread())
                .ifPresent(pointer -> byCamel(pointer, routeId, now));
    }

    /** Empty while the context starts or stops: then it is not the script that does. */
    private Optional<ScriptSlot> pointer(String script) {
        return pointers.apply(script).filter(pointer -> camelContext.getStatus() == ServiceStatus.Started);
    }

    /** By the next event, after Camel had removed the routes. */
    private void madeAnew(ScriptSlot pointer, String script, ScriptState now) {
        if (now.takesEvents() && pointer.said().takesEvents() && pointer.tells(now)) {
            loaded.apply(script).ifPresent(version -> events.changed(version, now));
        }
    }

    private void byCamel(ScriptSlot pointer, String routeId, ScriptState now) {
        pointer.current().filter(pair -> pair.isOf(routeId)).ifPresent(pair -> {
            if (now.takesEvents()) {
                runs(pointer, pair, routeId);
            } else if (pointer.said().takesEvents() && pointer.tells(now)) {
                events.changed(pair.script(), now);
            }
        });
    }

    /** Who starts the delivery route starts the script; it takes events when both of its routes run. */
    private void runs(ScriptSlot pointer, RoutePair pair, String routeId) {
        boolean isDelivery = routeId.equals(pair.delivery().getRouteId());
        if (isDelivery) {
            pointer.hear(ScriptState.STARTED);
            pair.parts().waits().reopen();
        }
        boolean otherRuns = RoutePair.isRunning(isDelivery ? pair.attempt() : pair.delivery());
        if (otherRuns && pointer.said().takesEvents() && pointer.tells(ScriptState.STARTED)) {
            events.changed(pair.script(), ScriptState.STARTED);
        }
    }

    /** The last step of an attempt route, which starts and stops with it. */
    Processor heard(Processor step, String script, String routeId) {
        return new HeardStep(step, script, routeId);
    }

    /** An asynchronous one, since Camel adapts plain ones only where they are no services. */
    private final class HeardStep extends AsyncProcessorSupport {

        private final Processor step;
        private final String script;
        private final String routeId;

        private HeardStep(Processor step, String script, String routeId) {
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
