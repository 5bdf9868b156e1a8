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
import java.time.Duration;
import java.time.Instant;
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
import io.webhookscript.delivery.durable.StoredEvent;
import io.webhookscript.delivery.durable.StoredProgress;
import io.webhookscript.http.CallLimits;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.script.Script;
import io.webhookscript.store.OutboxEntry;
import org.apache.camel.Exchange;

/** Creates a delivery from a caller's message. Thread-safe. */
public final class DeliveryFactory {

    private final EventReader reader;
    private final AttemptLimits limits;
    private final ScriptRuntimes runtimes;
    private final Clock clock;
    private final Clock wallClock;

    /**
     * @param clock     a clock that cannot be set back
     * @param wallClock the time of day, which other processes know, too
     */
    public DeliveryFactory(
                           EventReader reader, AttemptLimits limits, ScriptRuntimes runtimes, Clock clock, Clock wallClock) {
        this.reader = reader;
        this.limits = limits;
        this.runtimes = runtimes;
        this.clock = clock;
        this.wallClock = wallClock;
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
        ScriptRuntime runtime = admission.runtime();
        return new EventReader.Call(runtime.script(), runtime.context(), runtime.masks(), overrides, message, !waits);
    }

    private Delivery begin(
            ScriptRoutes.Admission admission, EventReader.Call call,
            Function<EventReader.Call, EventReader.ReadEvent> reading) {
        ScriptRuntime runtime = admission.runtime();
        CallerMessage message = call.message();
        boolean waits = !call.copied();
        EventReader.ReadEvent taken = reading.apply(call);
        Delivery delivery = new Delivery(
                new Delivery.NewDelivery(
                        runtime, taken.data(), call.overrides(), message.exchange().isTransacted(), taken.sourceId(),
                        limits.total(runtime.script(), waits), clock.instant(), waits));
        if (!waits) {
            delivery.weighs(taken.data().event().weight(), message.weight());
        }
        delivery.tracedBy(TraceContext.of(message.exchange().getMessage()));
        DeadLetterPath.of(message.exchange()).ifPresent(delivery::cameThrough);
        runtime.counters().taken();
        if (taken.problem() != null) {
            delivery.endUnread(taken.problem());
        }
        if (admission.routes() == null && !delivery.hasEnded()) {
            delivery.endWithoutAttempt(admission.refusal());
        }
        if (waits && runtime.script().definition().events().ordered() != null && !delivery.hasEnded()) {
            // it would overtake the stored events of its order
            delivery.endWithoutAttempt(
                    "execution=sync is not possible, since the script has `ordered`, and only stored events have an order");
        }
        return delivery;
    }

    /**
     * Creates the delivery of an event that was accepted earlier. It has already ended when only its dead letter is
     * missing, and when no further attempt is permitted.
     *
     * @throws IllegalArgumentException when the entry is damaged, or was written by a later version
     */
    Delivery resume(ScriptRoutes.Admission admission, OutboxEntry entry) {
        StoredEvent stored = StoredEvent.of(entry.document());
        StoredProgress progress = StoredProgress.of(entry.progress());
        ScriptRuntime runtime = admission.runtime();
        TemplateInputs data = reader.stored(runtime.script(), runtime.context(), runtime.masks(), stored, entry.id());
        StoredEvent.Origin origin = stored.origin();
        Delivery delivery = new Delivery(
                new Delivery.NewDelivery(
                        runtime, data, overrides(stored), false, origin.sourceId(),
                        limits.total(runtime.script(), false), acceptedAt(stored), false));
        delivery.weighs(stored.event().weight(), entry.document().length);
        delivery.tracedBy(new TraceContext(origin.traceParent(), origin.traceState()));
        DeadLetterPath.ofStored(origin.deadLetterPath()).ifPresent(delivery::cameThrough);
        runtime.counters().taken();
        delivery.resume(progress);
        if (origin.problem() != null && !delivery.hasEnded()) {
            delivery.endUnread(origin.problem());
        }
        endIfOver(delivery, runtime);
        return delivery;
    }

    private static DeliveryOverrides overrides(StoredEvent stored) {
        StoredEvent.Options options = stored.options();
        return new DeliveryOverrides(
                stored.context(), options.timeout(), false, options.replay(), null, options.deadLetter());
    }

    /** The time of the acceptance by the steady clock, which began with this process. */
    private Instant acceptedAt(StoredEvent stored) {
        Duration age = Duration.between(stored.now(), wallClock.instant());
        return clock.instant().minus(age.isNegative() ? Duration.ZERO : age);
    }

    private void endIfOver(Delivery delivery, ScriptRuntime runtime) {
        if (delivery.hasEnded()) {
            return;
        }
        if (delivery.attempts().size() >= runtime.maxAttempts()) {
            delivery.endWithoutAttempt("this was the last of " + runtime.maxAttempts() + " attempts");
        } else if (delivery.remaining(clock.instant()).isZero()) {
            delivery.endWithoutAttempt("limits.total was exceeded while it waited");
        }
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
        if (taken.problem() != null) {
            throw new NotSentException(taken.problem(), null);
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
        return limits.of(script, null);
    }
}
