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

import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

import io.webhookscript.delivery.AttemptLimits;
import io.webhookscript.delivery.DeadLetterPath;
import io.webhookscript.delivery.Delivery;
import io.webhookscript.delivery.DeliveryOverrides;
import io.webhookscript.delivery.ScriptRuntime;
import io.webhookscript.delivery.TraceContext;
import io.webhookscript.delivery.caller.CallerMessage;
import io.webhookscript.delivery.caller.EventReader;
import io.webhookscript.delivery.caller.SharedEvent;
import io.webhookscript.http.CallLimits;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.script.Script;
import org.apache.camel.Exchange;

/** Creates a delivery from a caller's message. Thread-safe. */
public final class DeliveryFactory {

    private final EventReader reader;
    private final AttemptLimits limits;
    private final ScriptRuntimes runtimes;
    private final Clock clock;

    /** @param clock a clock that cannot be set back */
    public DeliveryFactory(EventReader reader, AttemptLimits limits, ScriptRuntimes runtimes, Clock clock) {
        this.reader = reader;
        this.limits = limits;
        this.runtimes = runtimes;
        this.clock = clock;
    }

    /** Creates a delivery, which has already ended when its event cannot be read or no routes accept it. */
    Delivery begin(ScriptRoutes.Admission admission, DeliveryOverrides overrides, CallerMessage message, boolean waits) {
        return begin(admission, call(admission, overrides, message, waits), reader::take);
    }

    /** The same for an event that other scripts get, too. */
    Delivery begin(ScriptRoutes.Admission admission, DeliveryOverrides overrides, SharedEvent event, boolean waits) {
        return begin(
                admission, call(admission, overrides, event.message(), waits), call -> reader.take(call, event));
    }

    private static EventReader.Call call(
            ScriptRoutes.Admission admission, DeliveryOverrides overrides, CallerMessage message, boolean waits) {
        ScriptRuntime parts = admission.parts();
        return new EventReader.Call(parts.script(), parts.context(), parts.masks(), overrides, message, !waits);
    }

    private Delivery begin(
            ScriptRoutes.Admission admission, EventReader.Call call,
            Function<EventReader.Call, EventReader.ReadEvent> reading) {
        ScriptRuntime parts = admission.parts();
        CallerMessage message = call.message();
        boolean waits = !call.copied();
        EventReader.ReadEvent taken = reading.apply(call);
        Delivery delivery = new Delivery(
                new Delivery.NewDelivery(
                        parts, taken.data(), call.overrides(), message.exchange().isTransacted(), taken.sourceId(),
                        limits.total(parts.script(), waits), clock.instant(), waits));
        if (!waits) {
            delivery.weighs(taken.data().event().weight(), message.weight());
        }
        delivery.tracedBy(TraceContext.of(message.exchange().getMessage()));
        DeadLetterPath.of(message.exchange()).ifPresent(delivery::cameThrough);
        parts.counters().taken();
        taken.problem().ifPresent(delivery::endForItsEvent);
        if (admission.routes().isEmpty() && !delivery.hasEnded()) {
            delivery.endWithoutAttempt(admission.refusal());
        }
        return delivery;
    }

    /**
     * The data that a delivery of the caller's message would have, for tools that send nothing.
     *
     * @throws NotSentException when the event cannot be read
     */
    public TemplateInputs inputsOf(Script script, DeliveryOverrides overrides, Exchange caller) throws NotSentException {
        EventReader.ReadEvent taken = reader.take(
                new EventReader.Call(
                        script, runtimes.context(script), runtimes.masks(script), overrides, new CallerMessage(caller), false));
        if (taken.problem().isPresent()) {
            throw new NotSentException(taken.problem().get(), null);
        }
        return taken.data();
    }

    /**
     * The data that a delivery of an event would have that several scripts may get. It must not be used after the event
     * was released.
     */
    public TemplateInputs inputsOf(Script script, DeliveryOverrides overrides, SharedEvent event) {
        return reader.look(
                new EventReader.Call(
                        script, runtimes.context(script), runtimes.masks(script), overrides, event.message(), false),
                event);
    }

    /** The limits of one attempt outside of a delivery, such as a tool's. */
    public CallLimits limits(Script script) {
        return limits.of(script, Optional.empty());
    }
}
