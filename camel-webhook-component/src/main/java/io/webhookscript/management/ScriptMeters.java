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
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.webhookscript.WebhookScriptComponent;
import io.webhookscript.delivery.report.DispatchStatus;
import io.webhookscript.delivery.report.WebhookScriptAttemptEvent;
import io.webhookscript.delivery.report.WebhookScriptDeadLetterFailedEvent;
import io.webhookscript.delivery.report.WebhookScriptEvent;
import io.webhookscript.delivery.report.WebhookScriptFailedEvent;
import io.webhookscript.delivery.report.WebhookScriptOutcomeEvent;
import io.webhookscript.delivery.report.WebhookScriptReloadedEvent;
import io.webhookscript.deliverylog.DeliveryLog;
import io.webhookscript.http.ConnectionCounts;
import io.webhookscript.lifecycle.ScriptStatus;
import io.webhookscript.script.Outcome;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.component.micrometer.MicrometerUtils;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/**
 * Micrometer meters of all scripts that are used, in the registry of camel-micrometer. Tags are names of scripts and
 * tenants, their version, outcomes and status classes, never a message id, so their number is bounded. The meters of a
 * removed script are removed with it.
 */
final class ScriptMeters extends EventNotifierSupport implements UsedScripts.Watcher {

    static final String PREFIX = "webhookscript.";

    /**
     * A tag is never empty: Prometheus treats an empty tag as absent, and a sum by tenant would omit scripts without a
     * tenant.
     */
    private static final String NO_TENANT = "none";

    private final CamelContext camelContext;
    private final Map<String, UsedScript> used = new ConcurrentHashMap<>();
    private volatile @Nullable MeterRegistry registry;

    /**
     * A script that is used.
     *
     * @param calls timers of its attempts, by outcome: looking one up in the registry costs more than recording a time
     */
    private record UsedScript(WebhookScriptComponent component, Tags tags, Map<Outcome, Timer> deliveries,
            Map<Call, Timer> calls) {
    }

    /** @param hundreds the first digit of the status; 0 without a response */
    private record Call(Outcome outcome, int hundreds) {

        String statusClass() {
            return hundreds == 0 ? "none" : hundreds + "xx";
        }
    }

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

    /**
     * Looks the registry up on demand until the context has started, because applications bind their registry at
     * different times. After the start the registry is kept, because a search through all beans for each event would
     * cost too much.
     */
    private MeterRegistry registry() {
        MeterRegistry known = registry;
        return known != null
                ? known
                : MicrometerUtils.getOrCreateMeterRegistry(
                        camelContext.getRegistry(), MicrometerConstants.METRICS_REGISTRY_NAME);
    }

    @Override
    public void contextStarted() {
        registry = registry();
        Gauge.builder(PREFIX + "files.broken", camelContext, ScriptMeters::brokenFiles).strongReference(true)
                .description("Script files with errors").register(registry());
        connections("leased", "HTTP connections in use by calls", ConnectionCounts::leased);
        connections("open", "Open HTTP connections, idle ones included", ConnectionCounts::open);
        connections("waiting", "Calls that wait for a free HTTP connection", ConnectionCounts::waiting);
        if (!Components.stores(camelContext).isEmpty()) {
            new StoreGauges(registry(), camelContext).register();
        }
        events("matched", DispatchStatus::matched);
        events("unmatched", DispatchStatus::unmatched);
        events("rejected", DispatchStatus::rejected);
        FunctionCounter.builder(PREFIX + "log.dropped", camelContext, ScriptMeters::notLogged)
                .description("Deliveries that the delivery log did not keep").register(registry());
    }

    private void connections(String name, String words, ToIntFunction<ConnectionCounts> number) {
        Gauge.builder(PREFIX + "connections." + name, camelContext,
                context -> number.applyAsInt(Components.connections(context))).strongReference(true).description(words)
                .register(registry());
    }

    private void events(String outcome, ToLongFunction<DispatchStatus> number) {
        FunctionCounter.builder(PREFIX + "events", camelContext, context -> number.applyAsLong(Components.events(context)))
                .description("Events for webhookscript:event, by whether a trigger matched").tag("outcome", outcome)
                .register(registry());
    }

    private static double brokenFiles(CamelContext camelContext) {
        return Components.of(camelContext).stream().mapToInt(component -> component.scripts().problems().size()).sum();
    }

    private static double notLogged(CamelContext camelContext) {
        return Components.of(camelContext).stream().map(WebhookScriptComponent::usedDeliveryLog)
                .flatMap(Optional::stream)
                .mapToLong(DeliveryLog::dropped).sum();
    }

    /** Counters start at 0 with the script, so that an alert sees the first dead letter, or the only outcome `gone`. */
    @Override
    public void used(String script, WebhookScriptComponent component) {
        Tags own = tagsOf(script, component);
        Map<Outcome, Timer> deliveries = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            deliveries.put(outcome, timer(
                    "deliveries", "Events with an outcome, waits included", own.and("outcome", outcome.code())));
        }
        used.put(script, new UsedScript(component, own, deliveries, new ConcurrentHashMap<>()));
        new ScriptGauges(registry(), component, script, own).register();
        deadLetters(own, true);
        deadLetters(own, false);
    }

    private static Tags tagsOf(String script, WebhookScriptComponent component) {
        String tenant = component.scripts().findWithoutUsers(script).map(ScriptStatus::script)
                .map(found -> found.definition().about().tenant()).orElse(NO_TENANT);
        return Tags.of("script", script, "tenant", tenant);
    }

    /**
     * A script whose tenant changed gets new meters. Otherwise the meters continue, except for the meter of the
     * version.
     */
    private void reloaded(String script, UsedScript before) {
        if (tagsOf(script, before.component()).equals(before.tags())) {
            remove(id -> script.equals(id.getTag("script")) && id.getTag("version") != null);
            ScriptGauges gauges = new ScriptGauges(registry(), before.component(), script, before.tags());
            gauges.version();
            gauges.callback();
        } else {
            gone(script);
            used(script, before.component());
        }
    }

    @Override
    public void gone(String script) {
        used.remove(script);
        remove(id -> script.equals(id.getTag("script")));
    }

    private void remove(Predicate<Meter.Id> which) {
        registry().getMeters().stream().map(Meter::getId).filter(id -> id.getName().startsWith(PREFIX)).filter(which)
                .toList().forEach(registry()::remove);
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof WebhookScriptEvent;
    }

    /** A delivery that ends after its script was removed is not recorded. */
    @Override
    public void notify(CamelEvent event) {
        if (!(event instanceof WebhookScriptEvent happened)) {
            return;
        }
        UsedScript script = used.get(happened.getScript());
        if (script != null) {
            if (happened instanceof WebhookScriptAttemptEvent attempt) {
                attempted(attempt, script);
            } else if (happened instanceof WebhookScriptOutcomeEvent outcome) {
                ended(outcome, script);
            } else if (happened instanceof WebhookScriptDeadLetterFailedEvent) {
                deadLetters(script.tags(), false).increment();
            } else if (happened instanceof WebhookScriptReloadedEvent) {
                reloaded(happened.getScript(), script);
            }
        }
    }

    private void attempted(WebhookScriptAttemptEvent attempt, UsedScript script) {
        Call call = new Call(attempt.getOutcome(), attempt.getStatus().orElse(0) / 100);
        script.calls().computeIfAbsent(call, c -> timer("attempts", "HTTP calls",
                script.tags().and("outcome", c.outcome().code(), "status", c.statusClass())))
                .record(attempt.getDuration());
    }

    private void ended(WebhookScriptOutcomeEvent outcome, UsedScript script) {
        Tags own = script.tags();
        Objects.requireNonNull(script.deliveries().get(outcome.getOutcome())).record(outcome.getDuration());
        waited(own, "rate", outcome.getRateWait());
        waited(own, "retry", outcome.getRetryWait());
        waited(own, "breaker", outcome.getBreakerWait());
        if (outcome instanceof WebhookScriptFailedEvent failed && failed.isDeadLettered()) {
            deadLetters(own, true).increment();
        }
    }

    private void waited(Tags own, String reason, Duration time) {
        if (!time.isZero()) {
            timer("wait", "Waits of deliveries that had to wait", own.and("for", reason)).record(time);
        }
    }

    private Timer timer(String name, String words, Tags own) {
        return Timer.builder(PREFIX + name).description(words).tags(own).register(registry());
    }

    private Counter deadLetters(Tags own, boolean stored) {
        return Counter.builder(PREFIX + "dead.letters").description("Failed deliveries that were stored as dead"
                                                                    + " letters, or could not be stored")
                .tags(own.and("stored", String.valueOf(stored))).register(registry());
    }
}
