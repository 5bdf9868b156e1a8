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
import java.util.concurrent.Executor;

import io.webhookscript.delivery.AcceptedDeliveries;
import io.webhookscript.delivery.Delivery;
import io.webhookscript.delivery.caller.CallerResult;
import io.webhookscript.pacing.RateLimitedLogger;
import io.webhookscript.store.Outbox;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that has entered the routes of its script, or was rejected by the script, and has not begun. {@link #run}
 * must be called once.
 */
public final class AdmittedDelivery {

    private final Services services;
    private final @Nullable RoutePair routes;
    private final Delivery delivery;
    private final boolean waits;

    /**
     * The services that each delivery uses.
     *
     * @param outbox the outbox of the component's store, if it has one
     */
    public record Services(
            CamelContext camelContext, DeliveryCompletion completion, RateLimitedLogger warnings, @Nullable Outbox outbox,
            Executor continuing) {

        private StoredAcceptance acceptance(Outbox store) {
            return new StoredAcceptance(store, completion, continuing);
        }
    }

    /**
     * @param routes null when the script has rejected the event
     * @param waits  whether the caller waits for the outcome
     */
    AdmittedDelivery(Services services, @Nullable RoutePair routes, Delivery delivery, boolean waits) {
        this.services = services;
        this.routes = routes;
        this.delivery = delivery;
        this.waits = waits;
    }

    public Delivery delivery() {
        return delivery;
    }

    /** Whether {@link #run} occupies its thread until the receiver has responded, and may be given to a worker. */
    public boolean isCall() {
        return waits && routes != null && !delivery.hasEnded();
    }

    /** The script's share of the workers. */
    public Executor workers() {
        return delivery.runtime().workers();
    }

    /** @return as {@link org.apache.camel.AsyncProcessor#process(Exchange, org.apache.camel.AsyncCallback)} */
    public boolean run(DeliveryCaller caller) {
        if (routes == null) {
            // whatever the script's execution: there is nothing to wait for
            services.completion().withoutRoute(delivery);
            caller.ended(delivery, true);
            return true;
        }
        if (waits) {
            return process(routes, caller);
        }
        return accept(routes, caller);
    }

    private boolean process(RoutePair pair, DeliveryCaller caller) {
        Exchange exchange = exchange();
        return pair.consumer().getAsyncProcessor().process(exchange, doneSync -> {
            services.completion().ofRoute(pair, delivery, exchange);
            caller.ended(delivery, doneSync);
        });
    }

    /** Accepts the event: the caller continues, and the component is responsible for the delivery. */
    private boolean accept(RoutePair pair, DeliveryCaller caller) {
        if (pair.runtime().waits().areEnded()) {
            refuse(pair, caller, "the script is being stopped, so it accepts no further events");
            return true;
        }
        Outbox outbox = services.outbox();
        if (outbox != null) {
            return services.acceptance(outbox)
                    .accept(new StoredAcceptance.Incoming(pair, delivery, caller, this::begin));
        }
        acceptInMemory(pair, caller);
        return true;
    }

    private void acceptInMemory(RoutePair pair, DeliveryCaller caller) {
        AcceptedDeliveries.Places places = pair.runtime().places();
        long weight = delivery.weight();
        if (!places.enter(weight)) {
            refuse(pair, caller, places.refusal(weight));
            return;
        }
        if (delivery.transacted()) {
            services.warnings().warn(
                    delivery.script().name(), "deliveries accepted in memory from a transacted source",
                    () -> "script " + delivery.script().name() + " message " + delivery.data().message().id()
                          + ": accepted in memory with execution async; the transaction of its source does not cover "
                          + "the delivery");
        }
        begin();
        caller.accepted(delivery, true);
    }

    /** Makes the delivery on a worker. It has a permit. */
    void begin() {
        workers().execute(this::runHere);
    }

    /** Makes the delivery on this thread. It has a permit. */
    void runHere() {
        RoutePair pair = Objects.requireNonNull(routes);
        Exchange exchange = exchange();
        pair.consumer().getAsyncProcessor().process(exchange, doneSync -> {
            services.completion().ofRoute(pair, delivery, exchange);
            pair.runtime().places().leave(delivery.weight());
            wakeOutbox(pair);
            if (delivery.hasEnded() && delivery.failed()) {
                services.warnings().warn(
                        delivery.script().name(), "failed deliveries",
                        () -> String.valueOf(CallerResult.exception(delivery).getMessage()));
            }
        });
    }

    private void wakeOutbox(RoutePair pair) {
        if (services.outbox() != null && pair.runtime().places().hasRoomAgain()) {
            services.outbox().wake();
        }
    }

    private void refuse(RoutePair pair, DeliveryCaller caller, String why) {
        delivery.endWithoutAttempt(why);
        services.completion().withoutRoute(delivery);
        pair.inFlight().leave();
        caller.ended(delivery, true);
    }

    private Exchange exchange() {
        Exchange exchange = delivery.exchange(services.camelContext());
        delivery.trace().to(exchange.getMessage());
        return exchange;
    }
}
