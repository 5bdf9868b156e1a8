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
import java.util.Optional;

import io.webhookscript.delivery.Delivery;
import io.webhookscript.delivery.DeliveryOverrides;
import io.webhookscript.delivery.caller.CallerMessage;
import io.webhookscript.delivery.caller.CallerResult;
import io.webhookscript.delivery.caller.SharedEvent;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.script.Script;
import io.webhookscript.script.ScriptDefinition.Execution;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The entry point of deliveries: accepts a caller's exchange, delivers its event to the receiver of a script, and gives
 * the caller the result according to the script's {@code execution}. Thread-safe.
 */
public final class Deliveries {

    private final AdmittedDelivery.Services services;
    private final ScriptSlots slots;
    private final ScriptRoutes routes;
    private final ScriptUsers users;
    private final DeliveryFactory factory;

    /** The services that each delivery uses. */
    public record Collaborators(
            ScriptSlots slots, ScriptRoutes routes, ScriptUsers users, DeliveryFactory factory,
            AdmittedDelivery.Services services) {
    }

    public Deliveries(Collaborators collaborators) {
        this.services = collaborators.services();
        this.slots = collaborators.slots();
        this.routes = collaborators.routes();
        this.users = collaborators.users();
        this.factory = collaborators.factory();
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
            ScriptRoutes.Admission admission = routes.admit(slot, script);
            boolean waits = waits(admission, overrides);
            Delivery delivery = begun(
                    admission, () -> factory.begin(admission, overrides, new CallerMessage(caller), waits));
            return new AdmittedDelivery(services, admission.routes(), delivery, waits)
                    .run(new ExchangeCaller(caller, callback));
        } catch (Exception | StackOverflowError | OutOfMemoryError | LinkageError failure) {
            caller.setException(failure); // an Error would bypass the error handler of the caller's route
            callback.done(true);
            return true;
        }
    }

    /** The caller of one script, whose exchange gets the result. */
    private record ExchangeCaller(Exchange exchange, AsyncCallback callback) implements DeliveryCaller {

        @Override
        public void accepted(Delivery delivery, boolean doneSync) {
            exchange.getMessage().setHeader(CallerResult.MESSAGE_ID, delivery.data().message().id());
            callback.done(doneSync);
        }

        @Override
        public void ended(Delivery delivery, boolean doneSync) {
            CallerResult.give(delivery, exchange);
            callback.done(doneSync);
        }
    }

    /**
     * The version of a script whose trigger matches an event.
     *
     * @param route   the caller's route, if only a call shows that it uses the script
     * @param problem the reason why the event is a failure of this script; nothing is then sent
     */
    public record TriggeredScript(Script script, @Nullable String route, @Nullable NotSentException problem) {
    }

    /**
     * Admits an event that several scripts get. The caller's exchange is only read.
     *
     * @return           empty when the script does not accept events any more, since it was removed, is not active or
     *                   its receiver is gone, or when it has another version than the one whose trigger matches
     * @throws Exception when the routes of the script cannot be created
     */
    public Optional<AdmittedDelivery> admit(TriggeredScript triggered, SharedEvent event, DeliveryOverrides overrides)
            throws Exception {
        Script script = triggered.script();
        ScriptSlot slot = slots.of(script.name());
        routes.renewFor(slot, script);
        if (routes.state(slot, script).isStoppedByItself()) {
            return Optional.empty();
        }
        ScriptRoutes.Admission admission = routes.admit(slot, script);
        if (admission.isWithdrawn() || routes.isOutdated(script, admission)) {
            admission.leave();
            return Optional.empty();
        }
        users.dispatched(slot, triggered.route());
        return Optional.of(admitted(admission, triggered, event, overrides));
    }

    private AdmittedDelivery admitted(
            ScriptRoutes.Admission admission, TriggeredScript triggered, SharedEvent event, DeliveryOverrides overrides) {
        boolean waits = waits(admission, overrides);
        Delivery delivery = begun(admission, () -> factory.begin(admission, overrides, event, waits));
        if (triggered.problem() != null && !delivery.hasEnded()) {
            delivery.end(triggered.problem());
        }
        if (!delivery.hasEnded()) {
            return new AdmittedDelivery(services, admission.routes(), delivery, waits);
        }
        admission.leave();
        return new AdmittedDelivery(services, null, delivery, waits);
    }

    private static boolean waits(ScriptRoutes.Admission admission, DeliveryOverrides overrides) {
        return Objects.requireNonNullElse(overrides.execution(),
                admission.runtime().script().definition().delivery().execution())
               == Execution.SYNC;
    }

    private interface Begin {

        Delivery begin();
    }

    private static Delivery begun(ScriptRoutes.Admission admission, Begin begin) {
        try {
            return begin.begin();
        } catch (RuntimeException | Error failure) {
            admission.leave();
            throw failure;
        }
    }
}
