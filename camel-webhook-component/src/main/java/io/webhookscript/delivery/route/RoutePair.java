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

import io.webhookscript.delivery.ScriptRuntime;
import io.webhookscript.script.Script;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.StatefulService;
import org.apache.camel.support.DefaultConsumer;

/**
 * The two running routes of one version of a script.
 *
 * @param delivery  the route from {@code webhookscript:NAME}
 * @param attempt   the route that makes one attempt
 * @param toAttempt the producer for the attempt route
 * @param inFlight  the deliveries in these routes
 */
public record RoutePair(ScriptRuntime runtime, Route delivery, Route attempt, AsyncProducer toAttempt, InFlight inFlight) {

    public Script script() {
        return runtime.script();
    }

    /** Whether one of its routes has that id. */
    boolean isOf(String routeId) {
        return routeId.equals(delivery.getRouteId()) || routeId.equals(attempt.getRouteId());
    }

    /** The entry point: the delivery route's consumer. */
    DefaultConsumer consumer() {
        return (DefaultConsumer) delivery.getConsumer();
    }

    /** Whether both routes are running: none was stopped or suspended. */
    boolean isRunning() {
        return isRunning(delivery) && isRunning(attempt);
    }

    /** Whether the routes are suspended: accepted deliveries continue. */
    boolean isSuspended() {
        return isRunning(attempt) && delivery.getConsumer() instanceof DefaultConsumer consumer
                && consumer.isSuspendingOrSuspended();
    }

    /** The id of the route that is not running, for people. */
    String stopped() {
        return isRunning(delivery) ? attempt.getRouteId() : delivery.getRouteId();
    }

    static boolean isRunning(Route route) {
        Consumer consumer = route.getConsumer();
        return consumer instanceof StatefulService service && service.isRunAllowed() && !service.isSuspending()
                && !service.isSuspended();
    }
}
