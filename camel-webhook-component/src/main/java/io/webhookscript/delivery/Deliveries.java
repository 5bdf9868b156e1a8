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

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.webhookscript.http.CallLimits;
import io.webhookscript.request.DeliveryData;
import io.webhookscript.request.MessageIds;
import io.webhookscript.request.NotSentException;
import io.webhookscript.script.LimitsDefinition;
import io.webhookscript.script.Script;
import io.webhookscript.script.ScriptDefinition.Execution;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The front door: takes a caller's exchange, carries its event to the receiver of a script, and gives the caller what
 * the script's {@code execution} promises. Thread-safe.
 */
public final class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    /** {@code limits.total} where neither script nor component name one; the second with {@code timeout: adaptive}. */
    private static final Duration SYNC_TOTAL = Duration.ofSeconds(60);
    private static final Duration ADAPTIVE_TOTAL = Duration.ofMinutes(5);
    private static final Duration ASYNC_TOTAL = Duration.ofHours(24);

    private final CamelContext camelContext;
    private final Setup setup;
    private final RoutePairBuilder builder;
    private final Intake intake;
    private final DeadLetterStep deadLetters;
    private final DeliveryEvents events;
    private final AttemptLimits limits;
    private final DeliveryLogging logging;
    private final RareWarnings warnings;
    private final Map<String, ScriptPointer> pointers = new ConcurrentHashMap<>();
    private final Map<String, DeliveryCounters> counters = new ConcurrentHashMap<>();
    private final AtomicInteger pending = new AtomicInteger();

    /**
     * What the component gives.
     *
     * @param secrets current value of a secret, by its name in {@code secret.NAME}
     * @param context values of {@code context} for a script that its environment sets
     * @param load    what adaptive limits go by
     * @param log     what is told of every delivery's end
     */
    public record Setup(
            Wire wire, DeliveryOptions options, DeliveryThreads threads, MessageIds messageIds,
            Function<String, Optional<String>> secrets, Function<Script, Map<String, String>> context, LoadMeter load,
            Optional<DeliveryLog> log) {
    }

    public Deliveries(CamelContext camelContext, Setup setup) {
        this.camelContext = camelContext;
        this.setup = setup;
        var clock = setup.threads().clock();
        this.events = new DeliveryEvents(camelContext, clock);
        this.warnings = new RareWarnings(LOG, setup.threads().timer(), setup.threads().steady());
        this.deadLetters = new DeadLetterStep(
                camelContext, setup.options().deadLetter(), camelContext.createProducerTemplate(), clock, warnings);
        this.limits = new AttemptLimits(setup.options(), setup.load());
        var steps = new RoutePairBuilder.Steps(
                new RenderStep(setup.wire(), setup.threads().steady()),
                new AttemptStep(setup.wire(), limits, setup.threads(), warnings), deadLetters);
        this.intake = new Intake(setup.messageIds(), setup.secrets(), clock, warnings);
        this.builder = new RoutePairBuilder(camelContext, steps, setup.threads().throttle(), setup.threads().steady());
        this.logging = new DeliveryLogging(setup.log(), warnings, clock);
    }

    /**
     * Whether a consumer of that script may be created: while its routes are being made by this thread, or when its
     * stopped route is started again.
     */
    public boolean isMaking(String name) {
        ScriptPointer pointer = pointers.get(name);
        return pointer != null && (pointer.isMaking() || pointer.current().filter(pair -> !pair.isRunning()).isPresent());
    }

    /**
     * Delivers the event of the caller's message.
     *
     * @return as {@link org.apache.camel.AsyncProcessor#process(Exchange, AsyncCallback)}
     */
    public boolean deliver(Script script, DeliveryOverrides overrides, Exchange caller, AsyncCallback callback) {
        try {
            RoutePair routes = pointers.computeIfAbsent(script.name(), name -> new ScriptPointer())
                    .currentOr(() -> builder.build(parts(script)));
            boolean waits = overrides.execution().orElse(script.definition().execution()) == Execution.SYNC;
            Delivery delivery = begin(routes, overrides, new CallerMessage(caller), waits);
            return waits ? deliver(routes, delivery, caller, callback) : accept(routes, delivery, caller, callback);
        } catch (Exception failure) {
            caller.setException(failure);
            callback.done(true);
            return true;
        }
    }

    private RouteParts parts(Script script) {
        DeliveryThreads threads = setup.threads();
        return new RouteParts(
                script, setup.options(), setup.wire().profiles().of(script.definition().request()), context(script),
                new RouteParts.Surroundings(
                        threads.steady(), threads.timer(), threads.share(), () -> ThreadLocalRandom.current().nextDouble(),
                        setup.load(), events, counters.computeIfAbsent(script.name(), name -> new DeliveryCounters())));
    }

    /** How the deliveries of a script stand; empty before its first event. */
    public Optional<DeliveryStatus> status(String script) {
        return Optional.ofNullable(pointers.get(script)).flatMap(ScriptPointer::current)
                .map(routes -> routes.parts().counters().status(routes));
    }

    /** The same of all scripts that have had an event, in order of their names. */
    public List<DeliveryStatus> statuses() {
        return pointers.keySet().stream().sorted().map(this::status).flatMap(Optional::stream).toList();
    }

    private boolean deliver(RoutePair routes, Delivery delivery, Exchange caller, AsyncCallback callback) {
        if (!routes.isRunning()) {
            endHere(delivery, "the script's route " + routes.delivery().getRouteId() + " is stopped");
            CallerResult.give(delivery, caller);
            callback.done(true);
            return true;
        }
        Exchange exchange = exchange(delivery);
        return routes.consumer().getAsyncProcessor().process(exchange, doneSync -> {
            finish(delivery, exchange);
            CallerResult.give(delivery, caller);
            callback.done(doneSync);
        });
    }

    /** The caller goes on at once; the delivery is ours from here on. */
    private boolean accept(RoutePair routes, Delivery delivery, Exchange caller, AsyncCallback callback) {
        if (pending.incrementAndGet() > setup.options().maxPending()) {
            pending.decrementAndGet();
            endHere(delivery, setup.options().maxPending() + " deliveries are waiting already (maxPending)");
            CallerResult.give(delivery, caller);
        } else {
            caller.getMessage().setHeader(CallerResult.MESSAGE_ID, delivery.data().message().id());
            if (caller.isTransacted()) {
                warnings.warn(delivery.script().name(), "deliveries accepted in memory from a transacted source",
                        () -> "script " + delivery.script().name() + " message " + delivery.data().message().id()
                              + ": accepted in memory with execution async; the transaction of its source does not cover "
                              + "the delivery");
            }
            routes.parts().workers().execute(() -> {
                Exchange exchange = exchange(delivery);
                routes.consumer().getAsyncProcessor().process(exchange, doneSync -> {
                    finish(delivery, exchange);
                    pending.decrementAndGet();
                    if (delivery.failed()) {
                        warnings.warn(delivery.script().name(), "failed deliveries",
                                () -> String.valueOf(CallerResult.exception(delivery).getMessage()));
                    }
                });
            });
        }
        callback.done(true);
        return true;
    }

    private Exchange exchange(Delivery delivery) {
        Exchange exchange = new DefaultExchange(camelContext);
        exchange.setProperty(Delivery.PROPERTY, delivery);
        delivery.trace().to(exchange.getMessage());
        return exchange;
    }

    /** A route that broke on its way, a stopped one say, still is an outcome. */
    private void finish(Delivery delivery, Exchange exchange) {
        if (delivery.hasEnded()) {
            ended(delivery);
        } else {
            Exception failure = exchange.getException();
            endHere(delivery, "its route did not run to its end" + (failure == null ? "" : ": " + failure));
        }
    }

    /** For what never comes to the dead-letter step of its route. */
    private void endHere(Delivery delivery, String why) {
        delivery.endWithoutAttempt(why);
        deadLetters.putAside(delivery);
        ended(delivery);
    }

    private void ended(Delivery delivery) {
        LogContext named = LogContext.of(delivery);
        try {
            tellEnd(delivery);
        } finally {
            named.end();
        }
        delivery.release();
    }

    private void tellEnd(Delivery delivery) {
        if (delivery.result().outcome().stopsScript() && delivery.parts().receiverIsGone()) {
            LOG.warn("script {} is stopped: its receiver said with message {} that it is gone for good",
                    delivery.script().name(), delivery.data().message().id());
            events.stopped(delivery);
        }
        delivery.parts().counters().ended(delivery, setup.threads().clock().instant());
        events.ended(delivery);
        logging.ended(delivery);
    }

    private Delivery begin(RoutePair routes, DeliveryOverrides overrides, CallerMessage message, boolean waits) {
        Intake.Taken taken = intake.take(
                new Intake.Call(routes.script(), routes.parts().context(), overrides, message, !waits));
        Delivery delivery = new Delivery(
                new Delivery.Start(
                        routes.parts(), taken.data(), overrides, message.exchange().isTransacted(), taken.sourceId(),
                        total(routes.script().definition().limits(), waits), setup.threads().steady().instant(), waits));
        delivery.tracedBy(TraceContext.of(message.exchange().getMessage()));
        routes.parts().counters().taken();
        taken.problem().or(() -> standstill(routes)).ifPresent(delivery::endWithoutAttempt);
        return delivery;
    }

    /** Why the script takes no event at all, if so. */
    private Optional<String> standstill(RoutePair routes) {
        if (!routes.script().definition().active()) {
            return Optional.of("the script is not active (active: false)");
        }
        if (routes.parts().isGone()) {
            return Optional.of("the script is stopped, since its receiver said that it is gone for good");
        }
        return Optional.empty();
    }

    /**
     * The data that a delivery of the caller's message would have, for tools that send nothing.
     *
     * @throws NotSentException when the event cannot be read
     */
    public DeliveryData dataOf(Script script, DeliveryOverrides overrides, Exchange caller) throws NotSentException {
        Intake.Taken taken = intake.take(
                new Intake.Call(script, context(script), overrides, new CallerMessage(caller), false));
        if (taken.problem().isPresent()) {
            throw new NotSentException(taken.problem().get(), null);
        }
        return taken.data();
    }

    /** Of one attempt outside of a delivery, such as a tool makes. */
    public CallLimits limits(Script script) {
        return limits.of(script, Optional.empty());
    }

    private Map<String, String> context(Script script) {
        Map<String, String> context = new HashMap<>(script.definition().context());
        context.putAll(setup.context().apply(script));
        return context;
    }

    private Duration total(LimitsDefinition limits, boolean waits) {
        return limits.total().or(() -> setup.options().total()).orElseGet(() -> {
            if (!waits) {
                return ASYNC_TOTAL;
            }
            return limits.timeout().filter(timeout -> timeout.fixed().isEmpty()).isPresent() ? ADAPTIVE_TOTAL : SYNC_TOTAL;
        });
    }
}
