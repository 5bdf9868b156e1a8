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

import io.webhookscript.delivery.AttemptLimits;
import io.webhookscript.delivery.DeadLetterPath;
import io.webhookscript.delivery.Delivery;
import io.webhookscript.delivery.DeliveryOverrides;
import io.webhookscript.delivery.ScriptRuntime;
import io.webhookscript.delivery.TraceContext;
import io.webhookscript.delivery.caller.CallerMessage;
import io.webhookscript.delivery.caller.EventReader;
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
        ScriptRuntime parts = admission.parts();
        EventReader.ReadEvent taken = reader.take(
                new EventReader.Call(parts.script(), parts.context(), parts.masks(), overrides, message, !waits));
        Delivery delivery = new Delivery(
                new Delivery.NewDelivery(
                        parts, taken.data(), overrides, message.exchange().isTransacted(), taken.sourceId(),
                        limits.total(parts.script(), waits), clock.instant(), waits));
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

    /** The limits of one attempt outside of a delivery, such as a tool's. */
    public CallLimits limits(Script script) {
        return limits.of(script, Optional.empty());
    }
}
