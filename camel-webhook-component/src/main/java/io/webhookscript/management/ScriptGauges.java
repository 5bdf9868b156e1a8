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

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.webhookscript.WebhookScriptComponent;
import io.webhookscript.delivery.report.BreakerState;
import io.webhookscript.delivery.report.CallbackResult;
import io.webhookscript.delivery.report.CallbackStatus;
import io.webhookscript.delivery.report.DeliveryStatus;
import io.webhookscript.delivery.report.ScriptState;
import io.webhookscript.lifecycle.ScriptStatus;
import io.webhookscript.script.Script;

/** The state of one script as Micrometer gauges, which are read on the scraping thread. */
final class ScriptGauges {

    /** The states that a script with routes can have. */
    private static final List<ScriptState> STATES = List.of(
            ScriptState.STARTED, ScriptState.SUSPENDED, ScriptState.STOPPED, ScriptState.GONE, ScriptState.DISABLED,
            ScriptState.INACTIVE);

    private final MeterRegistry registry;
    private final WebhookScriptComponent component;
    private final String script;
    private final Tags own;

    ScriptGauges(MeterRegistry registry, WebhookScriptComponent component, String script, Tags own) {
        this.registry = registry;
        this.component = component;
        this.script = script;
        this.own = own;
    }

    void register() {
        deliveries("in.flight", "Accepted events whose delivery has not ended", own, DeliveryStatus::inFlight);
        if (component.storeStatus().isPresent()) {
            gauge("store.waiting", "Accepted events in the store whose delivery has not ended", own,
                    found -> Components.stored(component, script).orElse(0));
        }
        deliveries("calling", "Attempts in progress", own, DeliveryStatus::calling);
        deliveries("waiting", "Deliveries that wait", own.and("for", "rate"), found -> found.waiting().forRate());
        deliveries("waiting", "Deliveries that wait", own.and("for", "retry"), found -> found.waiting().forRetry());
        deliveries("waiting", "Deliveries that wait", own.and("for", "breaker"), found -> found.waiting().forBreaker());
        for (BreakerState state : BreakerState.values()) {
            deliveries("breaker.state", "1 for the current state of the circuit breaker",
                    own.and("state", state.name().toLowerCase(Locale.ROOT)),
                    found -> Optional.ofNullable(found.limits().breaker()).filter(state::equals).isPresent() ? 1 : 0);
        }
        deliveries("breaker.open.keys", "Keys whose circuit breaker is open, or half-open and in use", own,
                found -> found.limits().breakerKeys().open());
        for (ScriptState state : STATES) {
            gauge("state", "1 for the current state of the script", own.and("state", state.code()),
                    found -> found.state() == state ? 1 : 0);
        }
        version();
        callback();
        openDeadLetters();
    }

    /** Only a component with a store has dead letters of its own. */
    private void openDeadLetters() {
        if (component.deadLetters().isPresent()) {
            Gauge.builder(ScriptMeters.PREFIX + "dead.letters.open", component, scripts -> scripts.deadLetters()
                    .map(letters -> letters.open().getOrDefault(script, 0L)).orElse(0L))
                    .strongReference(true).description("Dead letters in the store that are open").tags(own).register(registry);
        }
    }

    /** The meters of a callback, if the script has one now. */
    void callback() {
        if (component.callbackStatus(script).isEmpty()) {
            return;
        }
        Gauge.builder(ScriptMeters.PREFIX + "sessions.open", component, scripts -> callbacks(CallbackStatus::openSessions))
                .strongReference(true).description("Open sessions of the callback").tags(own).register(registry);
        for (CallbackResult result : CallbackResult.values()) {
            FunctionCounter.builder(ScriptMeters.PREFIX + "callbacks", component,
                    scripts -> callbacks(found -> found.results().getOrDefault(result, 0L)))
                    .description("Response events by result").tags(own.and("result", result.code())).register(registry);
        }
    }

    private double callbacks(ToDoubleFunction<CallbackStatus> number) {
        return component.callbackStatus(script).stream().mapToDouble(number).sum();
    }

    /** This gauge is always 1. Its tag holds the version. */
    void version() {
        component.scripts().findWithoutUsers(script).map(ScriptStatus::script).map(Script::version)
                .ifPresent(version -> gauge(
                        "version", "1 for the version that accepts events", own.and("version", version), found -> 1));
    }

    private void deliveries(String name, String words, Tags tags, ToDoubleFunction<DeliveryStatus> number) {
        gauge(name, words, tags, found -> Optional.ofNullable(found.deliveries()).stream().mapToDouble(number).sum());
    }

    private void gauge(String name, String words, Tags tags, ToDoubleFunction<ScriptStatus> number) {
        Gauge.builder(ScriptMeters.PREFIX + name, component,
                scripts -> scripts.scripts().findWithoutUsers(script).stream().mapToDouble(number).sum())
                .strongReference(true).description(words).tags(tags).register(registry);
    }
}
