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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;

import io.webhookscript.http.CallLimits;
import io.webhookscript.request.DeliveryData;
import io.webhookscript.request.MessageIds;
import io.webhookscript.request.NotSentException;
import io.webhookscript.script.MaskPatterns;
import io.webhookscript.script.Script;
import io.webhookscript.script.ScriptDefinition.Execution;
import io.webhookscript.script.ScriptRepository;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The front door: takes a caller's exchange, carries its event to the receiver of a script, and gives the caller what
 * the script's {@code execution} promises. Thread-safe.
 */
public final class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final CamelContext camelContext;
    private final Setup setup;
    private final Intake intake;
    private final DeliveryEvents events;
    private final AttemptLimits limits;
    private final DeliveryEnds ends;
    private final RareWarnings warnings;
    private final RoutePairs pairs;
    private final ScriptRoutes routes;
    private final CamelsChanges changes;
    private final ScriptUsers users;
    private final AcceptedDeliveries accepted;

    /**
     * What the component gives.
     *
     * @param secrets current value of a secret, by its name in {@code secret.NAME}
     * @param context values of {@code context} for a script that its environment sets
     * @param load    what adaptive limits go by
     * @param log     what is told of every delivery's end
     * @param scripts what is loaded, and who calls it
     */
    public record Setup(
            Wire wire, DeliveryOptions options, DeliveryThreads threads, MessageIds messageIds,
            Function<String, Optional<String>> secrets, Function<Script, Map<String, String>> context, LoadMeter load,
            Optional<DeliveryLog> log, Loaded scripts) {
    }

    /**
     * The scripts as they are now.
     *
     * @param repository of this component
     * @param scriptOf   name of the script that an endpoint calls; empty when it is no endpoint of this component
     * @param scheme     under which the Camel context knows this component
     */
    public record Loaded(
            Supplier<ScriptRepository> repository, Function<Endpoint, Optional<String>> scriptOf, Supplier<String> scheme) {
    }

    public Deliveries(CamelContext camelContext, Setup setup) {
        this.camelContext = camelContext;
        this.setup = setup;
        var clock = setup.threads().clock();
        this.events = new DeliveryEvents(camelContext, clock);
        this.warnings = new RareWarnings(LOG, setup.threads().timer(), setup.threads().steady());
        var deadLetters = new DeadLetterStep(
                camelContext, setup.options().deadLetter(), setup.threads());
        this.accepted = new AcceptedDeliveries(setup.options().maxPending());
        this.limits = new AttemptLimits(setup.options(), setup.load());
        var steps = new RoutePairBuilder.Steps(
                script -> new RenderStep(setup.wire().renderer().plan(script), setup.threads().steady()),
                attemptNodes(), deadLetters);
        this.intake = new Intake(setup.messageIds(), setup.secrets(), clock, warnings);
        this.users = new ScriptUsers(camelContext, setup.scripts());
        this.pairs = new RoutePairs(
                camelContext,
                new RoutePairBuilder(
                        camelContext, setup.scripts().scheme(), steps, setup.threads().throttle(), setup.threads().steady()),
                this::parts, setup.threads()::run);
        this.routes = new ScriptRoutes(
                pairs, this::loaded, setup.threads()::run);
        this.ends = new DeliveryEnds(
                deadLetters, events, new DeliveryLogging(setup.log(), warnings, clock), routes::receiverIsGone, clock);
        this.changes = new CamelsChanges(camelContext, routes::known, this::loaded, events);
    }

    private Optional<Script> loaded(String name) {
        return setup.scripts().repository().get().find(name);
    }

    private AttemptNodes attemptNodes() {
        Wire wire = setup.wire();
        DeliveryThreads clocks = setup.threads();
        AttemptResults results = new AttemptResults(wire.classifier(), clocks.clock(), warnings);
        return new AttemptNodes(
                new AttemptStep(wire.sender(), limits, results, clocks), new ViaSteps(wire.sender(), limits, results, clocks),
                wire.sender().via(), (step, script, routeId) -> changes.heard(step, script, routeId));
    }

    /** The routes stay, for Camel to stop; none is changed any more. */
    public void close() {
        pairs.close();
    }

    /** The front door to the scripts' life cycle. */
    public Scripts scripts() {
        return new Scripts(setup.scripts().repository(), routes, users, events);
    }

    /**
     * Whether a consumer of that script may be created: while its routes are being made by this thread, or when its
     * stopped route is started again.
     */
    public boolean isMaking(String name) {
        return routes.known(name).filter(pointer -> pointer.isChangedByThisThread()
                || pointer.current().filter(pair -> !pair.isRunning()).isPresent()).isPresent();
    }

    /** Told when a delivery route of that script has started or resumed, has stopped, or was suspended, by whomever. */
    public void routeIs(String name, String routeId, ScriptState now) {
        changes.deliveryRouteIs(name, routeId, now);
    }

    /**
     * Deliveries that a delivery route has taken and not ended, those that were accepted and have not begun included.
     */
    public int inFlight(String routeId) {
        return pairs.inFlight(routeId);
    }

    /**
     * Delivers the event of the caller's message.
     *
     * @return as {@link org.apache.camel.AsyncProcessor#process(Exchange, AsyncCallback)}
     */
    public boolean deliver(Script script, DeliveryOverrides overrides, Exchange caller, AsyncCallback callback) {
        try {
            ScriptPointer pointer = routes.pointer(script.name());
            users.called(pointer, caller);
            return deliver(routes.admit(pointer, script), overrides, caller, callback);
        } catch (Exception failure) {
            caller.setException(failure);
            callback.done(true);
            return true;
        }
    }

    private boolean deliver(
            ScriptRoutes.Admission admission, DeliveryOverrides overrides, Exchange caller, AsyncCallback callback) {
        boolean waits = overrides.execution().orElse(admission.parts().script().definition().execution()) == Execution.SYNC;
        Delivery delivery;
        try {
            delivery = begin(admission, overrides, new CallerMessage(caller), waits);
        } catch (RuntimeException | Error failure) {
            admission.leave();
            throw failure;
        }
        if (admission.routes().isEmpty()) {
            refuse(delivery, caller, callback);
            return true;
        }
        return waits
                ? deliver(admission.routes().get(), delivery, caller, callback)
                : accept(admission.routes().get(), delivery, caller, callback);
    }

    /** At once, whatever the script's {@code execution}: there is nothing to wait for. */
    private void refuse(Delivery delivery, Exchange caller, AsyncCallback callback) {
        ends.withoutRoute(delivery);
        CallerResult.give(delivery, caller);
        callback.done(true);
    }

    private RouteParts parts(Script script, String routeId) {
        DeliveryThreads threads = setup.threads();
        return new RouteParts(
                script, routeId, setup.options(), setup.wire().profiles().of(script.definition().request()), context(script),
                new RouteParts.Surroundings(
                        threads.steady(), threads.timer(), threads.share(), () -> ThreadLocalRandom.current().nextDouble(),
                        setup.load(), events, routes.pointer(script.name()).counters(), accepted.places()));
    }

    /** How the deliveries of a script stand; empty before its first event. */
    public Optional<DeliveryStatus> status(String script) {
        return routes.known(script).flatMap(ScriptPointer::deliveries);
    }

    /** The same of all scripts that have had an event, in order of their names. */
    public List<DeliveryStatus> statuses() {
        return routes.names().stream().map(this::status).flatMap(Optional::stream).toList();
    }

    private boolean deliver(RoutePair pair, Delivery delivery, Exchange caller, AsyncCallback callback) {
        Exchange exchange = exchange(delivery);
        return pair.consumer().getAsyncProcessor().process(exchange, doneSync -> {
            ends.ofRoute(pair, delivery, exchange);
            CallerResult.give(delivery, caller);
            callback.done(doneSync);
        });
    }

    /** The caller goes on at once; the delivery is ours from here on. */
    private boolean accept(RoutePair pair, Delivery delivery, Exchange caller, AsyncCallback callback) {
        AcceptedDeliveries.Places places = pair.parts().places();
        if (pair.parts().waits().areEnded()) {
            refuse(pair, delivery, caller, "the script is being stopped, so it accepts no further events");
        } else if (!places.enter()) {
            refuse(pair, delivery, caller, "too many deliveries are waiting already, " + places.taken()
                                           + " of them of this script (maxPending is " + accepted.most() + ")");
        } else {
            caller.getMessage().setHeader(CallerResult.MESSAGE_ID, delivery.data().message().id());
            if (caller.isTransacted()) {
                warnings.warn(delivery.script().name(), "deliveries accepted in memory from a transacted source",
                        () -> "script " + delivery.script().name() + " message " + delivery.data().message().id()
                              + ": accepted in memory with execution async; the transaction of its source does not cover "
                              + "the delivery");
            }
            pair.parts().workers().execute(() -> {
                Exchange exchange = exchange(delivery);
                pair.consumer().getAsyncProcessor().process(exchange, doneSync -> {
                    ends.ofRoute(pair, delivery, exchange);
                    places.leave();
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

    private void refuse(RoutePair pair, Delivery delivery, Exchange caller, String why) {
        delivery.endWithoutAttempt(why);
        ends.withoutRoute(delivery);
        pair.inFlight().leave();
        CallerResult.give(delivery, caller);
    }

    private Exchange exchange(Delivery delivery) {
        Exchange exchange = delivery.exchange(camelContext);
        delivery.trace().to(exchange.getMessage());
        return exchange;
    }

    private Delivery begin(
            ScriptRoutes.Admission admission, DeliveryOverrides overrides, CallerMessage message, boolean waits) {
        RouteParts parts = admission.parts();
        Intake.Taken taken
                = intake.take(new Intake.Call(parts.script(), parts.context(), parts.masks(), overrides, message, !waits));
        Delivery delivery = new Delivery(
                new Delivery.Start(
                        parts, taken.data(), overrides, message.exchange().isTransacted(), taken.sourceId(),
                        limits.total(parts.script(), waits), setup.threads().steady().instant(), waits));
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
    public DeliveryData dataOf(Script script, DeliveryOverrides overrides, Exchange caller) throws NotSentException {
        Intake.Taken taken = intake.take(
                new Intake.Call(
                        script, context(script),
                        new MaskPatterns(setup.wire().profiles().secretsOf(script.definition().request())),
                        overrides, new CallerMessage(caller), false));
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
}
