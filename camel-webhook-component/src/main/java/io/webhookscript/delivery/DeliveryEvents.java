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
package io.webhookscript.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.webhookscript.delivery.condition.ScriptStop;
import io.webhookscript.delivery.report.BreakerState;
import io.webhookscript.delivery.report.CallbackResult;
import io.webhookscript.delivery.report.FileProblem;
import io.webhookscript.delivery.report.ScriptState;
import io.webhookscript.delivery.report.WebhookScriptAttemptEvent;
import io.webhookscript.delivery.report.WebhookScriptBreakerStateEvent;
import io.webhookscript.delivery.report.WebhookScriptCallbackEvent;
import io.webhookscript.delivery.report.WebhookScriptDeadLetterFailedEvent;
import io.webhookscript.delivery.report.WebhookScriptDeliveredEvent;
import io.webhookscript.delivery.report.WebhookScriptEvent;
import io.webhookscript.delivery.report.WebhookScriptFailedEvent;
import io.webhookscript.delivery.report.WebhookScriptFailingEvent;
import io.webhookscript.delivery.report.WebhookScriptFileRefusedEvent;
import io.webhookscript.delivery.report.WebhookScriptReloadedEvent;
import io.webhookscript.delivery.report.WebhookScriptSessionEvent;
import io.webhookscript.delivery.report.WebhookScriptStateEvent;
import io.webhookscript.delivery.report.WebhookScriptStoppedEvent;
import io.webhookscript.pacing.RetrySchedule;
import io.webhookscript.script.Script;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.EventNotifier;
import org.apache.camel.spi.ManagementStrategy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes events to Camel's event notifiers, and remembers lost dead letters for the health check. An event is
 * created only when a notifier wants it, and once for all notifiers. Thread-safe.
 */
public final class DeliveryEvents {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryEvents.class);

    private final CamelContext camelContext;
    private final Clock clock;
    private final LostDeadLetters lost;

    public DeliveryEvents(CamelContext camelContext, Clock clock) {
        this.camelContext = camelContext;
        this.clock = clock;
        this.lost = new LostDeadLetters(clock);
    }

    void attempted(Delivery delivery, RetrySchedule.Next next) {
        tell(at -> new WebhookScriptAttemptEvent(
                camelContext, delivery.script(), delivery.data().message().id(), lastAttempt(delivery),
                delivery.waits().rateOfThisAttempt(), next, at));
    }

    private static WebhookScriptAttemptEvent.NumberedAttempt lastAttempt(Delivery delivery) {
        int number = delivery.attempts().size();
        return new WebhookScriptAttemptEvent.NumberedAttempt(
                number, delivery.attempts().get(number - 1).masked(delivery.data().masker()));
    }

    /** Publishes the end of a delivery, before the delivery releases its event. */
    public void ended(Delivery delivery) {
        tell(at -> delivery.failed()
                ? new WebhookScriptFailedEvent(camelContext, delivery.report(), at)
                : new WebhookScriptDeliveredEvent(camelContext, delivery.report(), at));
    }

    public void deadLetterFailed(Delivery delivery, String reason) {
        lost.add(delivery.script().name());
        tell(at -> new WebhookScriptDeadLetterFailedEvent(
                camelContext, delivery.script(), delivery.data().message().id(), delivery.result().outcome(), reason, at));
    }

    /** The scripts that could not store a dead letter recently, with the time of the last failure. */
    public Map<String, Instant> lostDeadLetters() {
        return lost.recent();
    }

    /** Logs and publishes the stop of a script, which happens once. */
    public void stopped(Script script, String messageId, ScriptStop stop) {
        LOG.warn("script {} is stopped at message {}: {}", script.name(), messageId, stop.reason());
        tell(at -> new WebhookScriptStoppedEvent(camelContext, script, messageId, stop.state(), stop.reason(), at));
    }

    /** Logs and publishes that a script has nothing but failures. */
    void failing(Script script, String messageId, Instant since) {
        LOG.warn("script {} has only failed since {}, the last time with message {}", script.name(), since, messageId);
        tell(at -> new WebhookScriptFailingEvent(camelContext, script, messageId, since, at));
    }

    /** @param key the key of the circuit breaker for people; null when the script has no key */
    void breakerChanged(Script script, @Nullable String key, BreakerState from, BreakerState to) {
        tell(at -> new WebhookScriptBreakerStateEvent(camelContext, script, key, from, to, at));
    }

    public void reloaded(Script script, @Nullable String previousVersion) {
        tell(at -> new WebhookScriptReloadedEvent(camelContext, script, previousVersion, at));
    }

    public void removed(Script script) {
        changed(script, ScriptState.REMOVED);
    }

    public void changed(Script script, ScriptState state) {
        tell(at -> new WebhookScriptStateEvent(camelContext, script, state, at));
    }

    /** @param loaded the script that the file contained before, if any */
    public void fileRefused(FileProblem problem, @Nullable Script loaded) {
        tell(at -> new WebhookScriptFileRefusedEvent(camelContext, problem, loaded, at));
    }

    /** @param opened whether the call has opened its session; else it has closed it */
    public void sessionChanged(Delivery delivery, boolean opened) {
        tell(at -> new WebhookScriptSessionEvent(
                camelContext, delivery.script(), delivery.data().message().id(), opened, at));
    }

    /** @param messageId of the last call of the session; null when none was found */
    public void received(Script script, CallbackResult result, @Nullable String messageId) {
        tell(at -> new WebhookScriptCallbackEvent(camelContext, script, result, messageId, at));
    }

    private void tell(Function<Instant, WebhookScriptEvent> maker) {
        WebhookScriptEvent event = null;
        for (EventNotifier notifier : notifiers()) {
            if (!notifier.isDisabled()) {
                event = event == null ? maker.apply(clock.instant()) : event;
                tell(notifier, event);
            }
        }
    }

    private List<EventNotifier> notifiers() {
        ManagementStrategy management = camelContext.getManagementStrategy();
        return management == null ? List.of() : management.getStartedEventNotifiers();
    }

    /**
     * Logs any failure of an application's notifier. It must not affect the delivery, whose caller would wait without
     * end.
     */
    private static void tell(EventNotifier notifier, WebhookScriptEvent event) {
        try {
            if (notifier.isEnabled(event)) {
                notifier.notify(event);
            }
        } catch (Exception | Error failure) {
            LOG.warn("event notifier {} failed on \"{}\"; the delivery is not affected", notifier, event, failure);
        }
    }
}
