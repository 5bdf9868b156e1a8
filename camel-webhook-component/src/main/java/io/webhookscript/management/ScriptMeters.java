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
package io.webhookscript.management;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.webhookscript.delivery.BreakerState;
import io.webhookscript.delivery.DeliveryLog;
import io.webhookscript.delivery.DeliveryStatus;
import io.webhookscript.delivery.HasScripts;
import io.webhookscript.delivery.ScriptStatus;
import io.webhookscript.delivery.WebhookScriptAttemptEvent;
import io.webhookscript.delivery.WebhookScriptDeadLetterFailedEvent;
import io.webhookscript.delivery.WebhookScriptEvent;
import io.webhookscript.delivery.WebhookScriptFailedEvent;
import io.webhookscript.delivery.WebhookScriptOutcomeEvent;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.component.micrometer.MicrometerUtils;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Micrometer meters of all scripts that are used, in the registry of camel-micrometer. Tags are names of scripts and
 * tenants, outcomes and status classes, never a message id, so their number is bounded; when a script goes, so do they.
 */
final class ScriptMeters extends EventNotifierSupport implements UsedScripts.Watcher {

    private static final String PREFIX = "webhookscript.";

    /** A tag is never empty: Prometheus would take it as absent, and a sum by tenant would lose those without one. */
    private static final String NO_TENANT = "none";

    private final CamelContext camelContext;
    /** Of the scripts that are used. */
    private final Map<String, Tags> tags = new ConcurrentHashMap<>();

    private ScriptMeters(CamelContext camelContext) {
        this.camelContext = camelContext;
        setIgnoreCamelContextEvents(true);
        setIgnoreCamelContextInitEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreExchangeEvents(true);
    }

    static UsedScripts.Watcher of(CamelContext camelContext) {
        ScriptMeters meters = new ScriptMeters(camelContext);
        camelContext.getManagementStrategy().addEventNotifier(meters);
        ServiceHelper.startService(meters);
        return meters;
    }

    /** Looked for when it is needed: applications bind their registry at very different times. */
    private MeterRegistry registry() {
        return MicrometerUtils.getOrCreateMeterRegistry(
                camelContext.getRegistry(), MicrometerConstants.METRICS_REGISTRY_NAME);
    }

    @Override
    public void contextStarted() {
        Gauge.builder(PREFIX + "files.broken", camelContext, ScriptMeters::brokenFiles).strongReference(true)
                .description("Script files with errors").register(registry());
        FunctionCounter.builder(PREFIX + "log.dropped", camelContext, ScriptMeters::notLogged)
                .description("Deliveries that the delivery log did not keep").register(registry());
    }

    private static double brokenFiles(CamelContext camelContext) {
        return Components.of(camelContext).stream().mapToInt(component -> component.scripts().problems().size()).sum();
    }

    private static double notLogged(CamelContext camelContext) {
        return Components.of(camelContext).stream().map(HasScripts::getDeliveryLog)
                .flatMap(log -> Optional.ofNullable(log).stream())
                .mapToLong(DeliveryLog::dropped).sum();
    }

    @Override
    public void used(String script, HasScripts component) {
        String tenant = component.scripts().find(script).flatMap(ScriptStatus::script)
                .flatMap(found -> found.definition().tenant()).orElse(NO_TENANT);
        Tags own = Tags.of("script", script, "tenant", tenant);
        tags.put(script, own);
        Status status = new Status(component, script);
        gauge("in.flight", "Events taken and not ended", own, status, DeliveryStatus::inFlight);
        gauge("calling", "Attempts that are being made", own, status, DeliveryStatus::calling);
        gauge("waiting", "Deliveries that wait", own.and("for", "rate"), status, DeliveryStatus::waitingForRate);
        gauge("waiting", "Deliveries that wait", own.and("for", "retry"), status, DeliveryStatus::waitingForRetry);
        gauge("waiting", "Deliveries that wait", own.and("for", "breaker"), status, DeliveryStatus::waitingForBreaker);
        for (BreakerState state : BreakerState.values()) {
            gauge("breaker.state", "1 for the state that the circuit breaker is in",
                    own.and("state", state.name().toLowerCase(Locale.ROOT)), status,
                    found -> found.breaker().filter(state::equals).isPresent() ? 1 : 0);
        }
    }

    /** What a gauge reads from; at a scrape, on its thread. */
    private record Status(HasScripts component, String script) {

        private double of(ToDoubleFunction<DeliveryStatus> number) {
            return component.scripts().find(script).flatMap(ScriptStatus::deliveries).stream().mapToDouble(number).sum();
        }
    }

    private void gauge(String name, String words, Tags own, Status status, ToDoubleFunction<DeliveryStatus> number) {
        Gauge.builder(PREFIX + name, status, found -> found.of(number)).strongReference(true)
                .description(words).tags(own).register(registry());
    }

    @Override
    public void gone(String script) {
        tags.remove(script);
        List<Meter> all = registry().getMeters();
        all.stream().map(Meter::getId).filter(id -> id.getName().startsWith(PREFIX) && script.equals(id.getTag("script")))
                .toList().forEach(registry()::remove);
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof WebhookScriptEvent;
    }

    /** What ends after its script has gone leaves no meter behind. */
    @Override
    public void notify(CamelEvent event) {
        if (!(event instanceof WebhookScriptEvent happened)) {
            return;
        }
        Tags own = tags.get(happened.getScript());
        if (own != null) {
            if (happened instanceof WebhookScriptAttemptEvent attempt) {
                attempted(attempt, own);
            } else if (happened instanceof WebhookScriptOutcomeEvent outcome) {
                ended(outcome, own);
            } else if (happened instanceof WebhookScriptDeadLetterFailedEvent) {
                deadLetter(own, false);
            }
        }
    }

    private void attempted(WebhookScriptAttemptEvent attempt, Tags own) {
        time("attempts", "HTTP calls",
                own.and("outcome", attempt.getOutcome().word(), "status", statusClass(attempt.getStatus())),
                attempt.getDuration());
    }

    private static String statusClass(OptionalInt status) {
        return status.isPresent() ? status.getAsInt() / 100 + "xx" : "none";
    }

    private void ended(WebhookScriptOutcomeEvent outcome, Tags own) {
        time("deliveries", "Events with an outcome, waits included", own.and("outcome", outcome.getOutcome().word()),
                outcome.getDuration());
        for (Wait wait : Arrays.asList(
                new Wait("rate", outcome.getRateWait()), new Wait("retry", outcome.getRetryWait()),
                new Wait("breaker", outcome.getBreakerWait()))) {
            if (!wait.time().isZero()) {
                time("wait", "Waits of deliveries that had to wait", own.and("for", wait.reason()), wait.time());
            }
        }
        if (outcome instanceof WebhookScriptFailedEvent failed && failed.isDeadLettered()) {
            deadLetter(own, true);
        }
    }

    private record Wait(String reason, Duration time) {
    }

    private void time(String name, String words, Tags own, Duration took) {
        Timer.builder(PREFIX + name).description(words).tags(own).register(registry()).record(took);
    }

    private void deadLetter(Tags own, boolean stored) {
        Counter.builder(PREFIX + "dead.letters").description("Failed deliveries that were put aside, or could not be")
                .tags(own.and("stored", String.valueOf(stored))).register(registry()).increment();
    }
}
