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

import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.ToLongFunction;

import io.webhookscript.WebhookScriptComponent;
import io.webhookscript.delivery.report.CallbackResult;
import io.webhookscript.delivery.report.CallbackStatus;
import io.webhookscript.delivery.report.DeliveryStatus;
import io.webhookscript.lifecycle.ScriptStatus;
import io.webhookscript.lifecycle.Scripts;
import io.webhookscript.request.event.Json;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.script.Outcome;
import io.webhookscript.script.Script;
import io.webhookscript.tryout.RealRun;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/** One script in JMX. Each attribute is read on request, so that it is correct for every version of the script. */
@ManagedResource(description = "Script of the component webhookscript")
public final class ManagedScript {

    private final CamelContext camelContext;
    private final String name;
    private final WebhookScriptComponent component;

    ManagedScript(CamelContext camelContext, String name, WebhookScriptComponent component) {
        this.camelContext = camelContext;
        this.name = name;
        this.component = component;
    }

    @ManagedAttribute(description = "Name of the script")
    public String getScript() {
        return name;
    }

    @ManagedAttribute(description = "First 12 hex digits of SHA-256 over the script file")
    public String getVersion() {
        return status().map(ScriptStatus::script).map(Script::version).orElse("");
    }

    @ManagedAttribute(description = "Tenant that the script names")
    public String getTenant() {
        return status().map(ScriptStatus::script).map(script -> script.definition().about().tenant()).orElse("");
    }

    @ManagedAttribute(description = "Endpoint of camel-http that makes the script's calls; empty when the component"
                                    + " makes them")
    public String getVia() {
        return status().flatMap(ScriptStatus::via).orElse("");
    }

    @ManagedAttribute(description = "Limitations of this script compared with other scripts")
    public String[] getNotes() {
        return status().map(ScriptStatus::notes).orElse(List.of()).toArray(String[]::new);
    }

    @ManagedAttribute(description = "started, suspended, stopped, gone, disabled, inactive, removed or broken")
    public String getState() {
        return status().map(found -> found.state().code()).orElse("removed");
    }

    @ManagedAttribute(description = "Why calls fail; empty when they do not")
    public String getWhy() {
        return status().map(ScriptStatus::why).orElse("");
    }

    @ManagedAttribute(description = "Running routes that use the script")
    public String[] getUsers() {
        return component.scripts().usersOf(name).toArray(String[]::new);
    }

    @ManagedAttribute(description = "Accepted events whose delivery has not ended, including waiting ones")
    public long getInFlight() {
        return number(DeliveryStatus::inFlight);
    }

    @ManagedAttribute(description = "Accepted events in the store, of all nodes, whose delivery has not ended; 0 without a"
                                    + " store")
    public long getStored() {
        return Components.stored(component, name).orElse(0);
    }

    @ManagedAttribute(description = "Attempts in progress")
    public long getCalling() {
        return number(DeliveryStatus::calling);
    }

    @ManagedAttribute(description = "Deliveries that wait for the rate")
    public long getWaitingForRate() {
        return number(found -> found.waiting().forRate());
    }

    @ManagedAttribute(description = "Deliveries that wait for their next attempt")
    public long getWaitingForRetry() {
        return number(found -> found.waiting().forRetry());
    }

    @ManagedAttribute(description = "Deliveries that wait for the circuit breaker")
    public long getWaitingForBreaker() {
        return number(found -> found.waiting().forBreaker());
    }

    @ManagedAttribute(description = "State of the circuit breaker; empty when the script has none. With a key, the worst"
                                    + " state of all keys")
    public String getBreaker() {
        return deliveries().map(DeliveryStatus::limits).map(DeliveryStatus.Limits::breaker)
                .map(state -> state.name().toLowerCase(Locale.ROOT)).orElse("");
    }

    @ManagedAttribute(description = "Keys that have a circuit breaker; 0 when the script has no key for it")
    public long getBreakerKeys() {
        return number(found -> found.limits().breakerKeys().kept());
    }

    @ManagedAttribute(description = "Keys whose circuit breaker is open, or half-open and in use")
    public long getOpenBreakers() {
        return number(found -> found.limits().breakerKeys().open());
    }

    @ManagedAttribute(description = "The first of the keys whose circuit breaker is open", mask = true)
    public String[] getOpenBreakerKeys() {
        return deliveries().map(found -> found.limits().breakerKeys().named()).orElse(List.of()).toArray(String[]::new);
    }

    @ManagedAttribute(description = "Successful deliveries")
    public long getDelivered() {
        return number(found -> ended(found, true));
    }

    @ManagedAttribute(description = "Failed deliveries")
    public long getFailed() {
        return number(found -> ended(found, false));
    }

    @ManagedAttribute(description = "Time of the first failed attempt since the last success; null when there was none")
    public @Nullable Date getFailingSince() {
        return deliveries().map(DeliveryStatus::failingSince).map(Date::from).orElse(null);
    }

    @ManagedAttribute(description = "HTTP calls")
    public long getAttempts() {
        return number(found -> found.sinceStart().attempts());
    }

    @ManagedAttribute(description = "Outcome of the last delivery that ended")
    public String getLastOutcome() {
        return last().map(ended -> ended.outcome().code()).orElse("");
    }

    @ManagedAttribute(description = "Message id of the last delivery that ended")
    public String getLastMessageId() {
        return last().map(DeliveryStatus.EndedDelivery::messageId).orElse("");
    }

    @ManagedAttribute(description = "Time at which the last delivery ended")
    public @Nullable Date getLastEnded() {
        return last().map(ended -> Date.from(ended.at())).orElse(null);
    }

    @ManagedAttribute(description = "Open sessions of the script's callback")
    public long getOpenSessions() {
        return component.callbackStatus(name).stream().mapToLong(CallbackStatus::openSessions).sum();
    }

    @ManagedAttribute(description = "Response events by result, such as accepted=7; empty without a callback")
    public String[] getCallbackResults() {
        return component.callbackStatus(name).stream().map(CallbackStatus::results)
                .flatMap(results -> Arrays.stream(CallbackResult.values())
                        .map(result -> result.code() + "=" + results.get(result)))
                .toArray(String[]::new);
    }

    @ManagedOperation(description = "Starts the script: accepts events again")
    public void start() {
        change(scripts -> scripts.start(name));
    }

    @ManagedOperation(description = "Stops the script: rejects new events and ends waiting deliveries. Fails while a"
                                    + " running route uses it")
    public void stop() {
        stop(false);
    }

    @ManagedOperation(description = "Stops the script: rejects new events and ends waiting deliveries. With force"
                                    + " also while a running route uses it")
    public void stop(boolean force) {
        change(scripts -> scripts.stop(name, force));
    }

    @ManagedOperation(description = "Suspends the script: rejects new events; accepted deliveries continue. With"
                                    + " force also while a running route uses it")
    public void suspend(boolean force) {
        change(scripts -> scripts.suspend(name, force));
    }

    @ManagedOperation(description = "Resumes a suspended script: accepts events again")
    public void resume() {
        change(scripts -> scripts.resume(name));
    }

    @ManagedOperation(description = "Removes the script until its file changes; accepted deliveries continue. With"
                                    + " force also while a running route uses it")
    public void remove(boolean force) {
        change(scripts -> scripts.remove(name, force));
    }

    @ManagedOperation(description = "Renders the request for an event and returns it as JSON, with secrets masked."
                                    + " Nothing is sent",
                      mask = true)
    public String dryRun(String event) throws NotSentException {
        return Json.write(component.dryRun(name, exchange(event)));
    }

    @ManagedOperation(description = "Makes one real call for an event. Returns request, response and outcome as"
                                    + " JSON, with secrets masked",
                      mask = true)
    public String realRun(String event) throws NotSentException {
        return Json.write(shown(component.realRun(name, exchange(event))));
    }

    private static Map<String, @Nullable Object> shown(RealRun run) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("outcome", run.outcome().code());
        shown.put("reason", run.reason());
        shown.put("millis", run.took().toMillis());
        shown.put("request", run.request());
        shown.put("response", run.response());
        shown.put("variables", run.variables());
        shown.put("body", run.body());
        return shown;
    }

    private Exchange exchange(String event) {
        Exchange exchange = new DefaultExchange(camelContext);
        exchange.getMessage().setBody(event);
        return exchange;
    }

    @FunctionalInterface
    private interface Change {

        void make(Scripts scripts);
    }

    /** Wraps a failure in an exception of the JDK, since a remote console does not have our classes. */
    private void change(Change change) {
        try {
            change.make(component.scripts());
        } catch (NoSuchElementException unknown) {
            throw new IllegalArgumentException(unknown.getMessage());
        } catch (RuntimeException refused) {
            throw new IllegalStateException(refused.getMessage());
        }
    }

    private Optional<ScriptStatus> status() {
        return component.scripts().findWithoutUsers(name);
    }

    private Optional<DeliveryStatus> deliveries() {
        return status().map(ScriptStatus::deliveries);
    }

    private Optional<DeliveryStatus.EndedDelivery> last() {
        return deliveries().flatMap(found -> found.sinceStart().lastEnded().stream().findFirst());
    }

    private long number(ToLongFunction<DeliveryStatus> counter) {
        return deliveries().stream().mapToLong(counter).sum();
    }

    static long ended(DeliveryStatus deliveries, boolean well) {
        return deliveries.sinceStart().ended().entrySet().stream().filter(entry -> entry.getKey().succeeded() == well)
                .mapToLong(Map.Entry<Outcome, Long>::getValue).sum();
    }
}
