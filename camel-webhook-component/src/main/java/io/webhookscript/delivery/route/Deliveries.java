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

import io.webhookscript.delivery.AcceptedDeliveries;
import io.webhookscript.delivery.Delivery;
import io.webhookscript.delivery.DeliveryOverrides;
import io.webhookscript.delivery.caller.CallerMessage;
import io.webhookscript.delivery.caller.CallerResult;
import io.webhookscript.pacing.RateLimitedLogger;
import io.webhookscript.request.event.InboundHeaders;
import io.webhookscript.script.Script;
import io.webhookscript.script.ScriptDefinition.Execution;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/**
 * The entry point of deliveries: accepts a caller's exchange, delivers its event to the receiver of a script, and gives
 * the caller the result according to the script's {@code execution}. Thread-safe.
 */
public final class Deliveries {

    private final CamelContext camelContext;
    private final ScriptSlots slots;
    private final ScriptRoutes routes;
    private final ScriptUsers users;
    private final DeliveryFactory factory;
    private final DeliveryCompletion completion;
    private final RateLimitedLogger warnings;

    /** The services that each delivery uses. */
    public record Parts(
            ScriptSlots slots, ScriptRoutes routes, ScriptUsers users, DeliveryFactory factory, DeliveryCompletion completion,
            RateLimitedLogger warnings) {
    }

    public Deliveries(CamelContext camelContext, Parts parts) {
        this.camelContext = camelContext;
        this.slots = parts.slots();
        this.routes = parts.routes();
        this.users = parts.users();
        this.factory = parts.factory();
        this.completion = parts.completion();
        this.warnings = parts.warnings();
    }

    /**
     * Delivers the event of the caller's message.
     *
     * @return as {@link org.apache.camel.AsyncProcessor#process(Exchange, AsyncCallback)}
     */
    public boolean deliver(Script script, DeliveryOverrides overrides, Exchange caller, AsyncCallback callback) {
        try {
            ScriptSlot slot = slots.of(script.name());
            users.called(slot, caller);
            return deliver(routes.admit(slot, script), overrides, caller, callback);
        } catch (Exception failure) {
            caller.setException(failure);
            callback.done(true);
            return true;
        }
    }

    private boolean deliver(
            ScriptRoutes.Admission admission, DeliveryOverrides overrides, Exchange caller, AsyncCallback callback) {
        boolean waits = overrides.execution().orElse(admission.parts().script().definition().execution()) == Execution.SYNC;
        Delivery delivery;
        try {
            delivery = factory.begin(admission, overrides, new CallerMessage(caller), waits);
        } catch (RuntimeException | Error failure) {
            admission.leave();
            throw failure;
        }
        if (admission.routes().isEmpty()) {
            refuse(delivery, caller, callback);
            return true;
        }
        return waits
                ? deliver(admission.routes().get(), delivery, caller, callback)
                : accept(admission.routes().get(), delivery, caller, callback);
    }

    /** Rejects the event at once, whatever the script's {@code execution}: there is nothing to wait for. */
    private void refuse(Delivery delivery, Exchange caller, AsyncCallback callback) {
        completion.withoutRoute(delivery);
        CallerResult.give(delivery, caller);
        callback.done(true);
    }

    private boolean deliver(RoutePair pair, Delivery delivery, Exchange caller, AsyncCallback callback) {
        Exchange exchange = exchange(delivery);
        return pair.consumer().getAsyncProcessor().process(exchange, doneSync -> {
            completion.ofRoute(pair, delivery, exchange);
            CallerResult.give(delivery, caller);
            callback.done(doneSync);
        });
    }

    /** Accepts the event: the caller continues at once, and the component is responsible for the delivery. */
    private boolean accept(RoutePair pair, Delivery delivery, Exchange caller, AsyncCallback callback) {
        AcceptedDeliveries.Places places = pair.parts().places();
        long event = delivery.data().event().weight();
        long beside = new InboundHeaders(caller.getMessage()).weight();
        long weight = event + beside;
        if (pair.parts().waits().areEnded()) {
            refuse(pair, delivery, caller, "the script is being stopped, so it accepts no further events");
        } else if (!places.enter(weight)) {
            refuse(pair, delivery, caller, places.refusal(weight));
        } else {
            delivery.accepted(event, beside);
            caller.getMessage().setHeader(CallerResult.MESSAGE_ID, delivery.data().message().id());
            if (caller.isTransacted()) {
                warnings.warn(delivery.script().name(), "deliveries accepted in memory from a transacted source",
                        () -> "script " + delivery.script().name() + " message " + delivery.data().message().id()
                              + ": accepted in memory with execution async; the transaction of its source does not cover "
                              + "the delivery");
            }
            pair.parts().workers().execute(() -> {
                Exchange exchange = exchange(delivery);
                pair.consumer().getAsyncProcessor().process(exchange, doneSync -> {
                    completion.ofRoute(pair, delivery, exchange);
                    places.leave(delivery.weight());
                    if (delivery.failed()) {
                        warnings.warn(delivery.script().name(), "failed deliveries",
                                () -> String.valueOf(CallerResult.exception(delivery).getMessage()));
                    }
                });
            });
        }
        callback.done(true);
        return true;
    }

    private void refuse(RoutePair pair, Delivery delivery, Exchange caller, String why) {
        delivery.endWithoutAttempt(why);
        completion.withoutRoute(delivery);
        pair.inFlight().leave();
        CallerResult.give(delivery, caller);
    }

    private Exchange exchange(Delivery delivery) {
        Exchange exchange = delivery.exchange(camelContext);
        delivery.trace().to(exchange.getMessage());
        return exchange;
    }
}
