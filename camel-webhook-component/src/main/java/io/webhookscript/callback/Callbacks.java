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
package io.webhookscript.callback;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

import io.webhookscript.delivery.Delivery;
import io.webhookscript.delivery.DeliveryEvents;
import io.webhookscript.delivery.report.CallbackResult;
import io.webhookscript.delivery.report.CallbackStatus;
import io.webhookscript.delivery.report.ScriptState;
import io.webhookscript.lifecycle.ScriptListener;
import io.webhookscript.pacing.RateLimitedLogger;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.script.Script;
import io.webhookscript.spi.SessionStore;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The callbacks of one component: receives response events for the sessions that delivered calls have opened.
 * Thread-safe.
 */
public final class Callbacks implements ScriptListener {

    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);

    private final Services services;
    private final Sessions sessions;
    private final CallbackGate gate;
    private final CallbackRoutes routes;
    private final Map<String, CallbackCounters> counters = new ConcurrentHashMap<>();

    /**
     * @param maxSize     bytes of one event
     * @param maxSessions in memory
     * @param document    path of the OpenAPI document; null for none
     * @param store       keeps the sessions, unless the registry has a bean for that; null when they are in memory
     */
    public record Options(long maxSize, int maxSessions, @Nullable String document, @Nullable SessionStore store) {
    }

    /**
     * @param loaded  finds a loaded script
     * @param state   of a script
     * @param context effective values of a script
     * @param secrets current secrets of a script, by name
     */
    public record Services(
            Function<String, Optional<Script>> loaded, Function<Script, ScriptState> state,
            Function<Script, Map<String, String>> context,
            Function<Script, Function<String, Optional<String>>> secrets, DeliveryEvents events, RateLimitedLogger warnings,
            Clock clock) {
    }

    public Callbacks(CamelContext camelContext, Options options, Services services) {
        this.services = services;
        SessionStore own = camelContext.getRegistry().findSingleByType(SessionStore.class);
        SessionStore kept = own != null ? own : options.store();
        this.sessions = new Sessions(
                kept != null ? kept : new MemorySessionStore(options.maxSessions()), services.events(), services.warnings(),
                services.clock());
        this.gate = new CallbackGate(services, sessions, options.maxSize());
        this.routes = new CallbackRoutes(camelContext, options.document());
    }

    /** The consumer of a route that receives the response events of a script. */
    public static Consumer consumer(Endpoint endpoint, Processor processor, String script, Supplier<Callbacks> running) {
        return new CallbackConsumer(endpoint, processor, script, running);
    }

    /** Opens or closes the session that a delivered call names. */
    public void delivered(Delivery delivery) {
        sessions.delivered(delivery);
    }

    /** The counts of a script's callback; empty when it has none. */
    public Optional<CallbackStatus> status(String script) {
        return scriptWithCallback(script).map(found -> found.definition().delivery().callback())
                .map(callback -> new CallbackStatus(
                        script, callback.path(), routes.isRunning(script), sessions.count(script), counters(script).results()));
    }

    @Override
    public void renewed(String script) {
        try {
            routes.changed(script, scriptWithCallback(script).orElse(null), this);
        } catch (Exception failure) {
            LOG.warn("script {}: its callback cannot be received any more: {}", script, failure.toString());
        }
    }

    @Override
    public void removed(String script) {
        renewed(script);
        sessions.closeAll(script);
        gate.forget(script);
        counters.remove(script);
    }

    void started(CallbackConsumer consumer) throws Exception {
        Script script = services.loaded().apply(consumer.script()).orElse(null);
        if (script != null && script.definition().delivery().callback() == null) {
            throw new IllegalStateException(
                    "script '" + consumer.script() + "' has no section `callback`: " + script.location());
        }
        routes.started(consumer, script, this);
    }

    void stopped(CallbackConsumer consumer) throws Exception {
        routes.stopped(consumer, this);
    }

    CallbackGate gate() {
        return gate;
    }

    Optional<Script> scriptWithCallback(String name) {
        return services.loaded().apply(name).filter(script -> script.definition().delivery().callback() != null);
    }

    /** The scripts whose response events are received now. */
    List<Script> received() {
        return routes.scripts().stream().flatMap(name -> scriptWithCallback(name).stream()).toList();
    }

    /**
     * Counts and reports what became of one request.
     *
     * @param messageId of the session's last call
     * @param why       for the log, masked; empty when the result says all
     */
    void ended(Script script, CallbackResult result, @Nullable String messageId, String why) {
        counters(script.name()).add(result);
        services.events().received(script, result, messageId);
        if (result != CallbackResult.ACCEPTED) {
            services.warnings().warn(script.name(), "refused response events",
                    () -> "script " + script.name() + (messageId != null ? " message " + messageId : "")
                          + ": a response event was refused with status " + result.status() + ": " + result.code()
                          + (why.isEmpty() ? "" : ": " + why));
        }
    }

    /** Only messages of ours are masked and quote nothing of the request. */
    static String describe(Throwable failure) {
        return failure instanceof NotSentException ? String.valueOf(failure.getMessage()) : failure.getClass().getName();
    }

    private CallbackCounters counters(String script) {
        return counters.computeIfAbsent(script, name -> new CallbackCounters());
    }
}
