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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;

import io.webhookscript.delivery.breaker.Breaker;
import io.webhookscript.delivery.breaker.Breakers;
import io.webhookscript.delivery.breaker.KeyedBreakers;
import io.webhookscript.delivery.breaker.OneBreaker;
import io.webhookscript.delivery.condition.FailureStreak;
import io.webhookscript.delivery.condition.ScriptStop;
import io.webhookscript.delivery.durable.HeldEntry;
import io.webhookscript.http.ConnectionProfile;
import io.webhookscript.pacing.LoopGuard;
import io.webhookscript.pacing.PendingWaits;
import io.webhookscript.pacing.RateGate;
import io.webhookscript.pacing.RetrySchedule;
import io.webhookscript.pacing.Timer;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.script.LateEventReads;
import io.webhookscript.script.LimitsDefinition;
import io.webhookscript.script.LimitsDefinition.Backoff;
import io.webhookscript.script.LimitsDefinition.CircuitBreaker;
import io.webhookscript.script.LimitsDefinition.Loop;
import io.webhookscript.script.LimitsDefinition.Rate;
import io.webhookscript.script.LimitsDefinition.Retry;
import io.webhookscript.script.LimitsDefinition.WhenOpen;
import io.webhookscript.script.Script;
import io.webhookscript.script.ScriptDefinition;
import io.webhookscript.script.ScriptDefinition.Execution;
import io.webhookscript.script.ScriptDefinition.Ordered;
import io.webhookscript.script.ScriptIdentity;
import io.webhookscript.script.UseCase;
import io.webhookscript.secret.MaskPatterns;
import io.webhookscript.spi.LoadMeter;
import io.webhookscript.store.Erasure;
import io.webhookscript.template.Expression;
import io.webhookscript.template.TemplateCompiler;
import io.webhookscript.template.TemplateException;
import io.webhookscript.template.TemplateSource;
import io.webhookscript.template.Undefined;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Holds the state that all deliveries of one version of a script share: breaker, rate gate, loop guard, waits and retry
 * plan.
 */
public final class ScriptRuntime {

    private final Script script;
    private final ScriptIdentity identity;
    private final String routeId;
    private final Clock clock;
    private final Executor workers;
    private final PendingWaits waits;
    private final AcceptedDeliveries.Places places;
    private final DeliveryEvents events;
    private final DeliveryCounters counters;
    private final @Nullable Breakers breakers;
    private final @Nullable RateGate gate;
    private final @Nullable LoopGuard loops;
    private final @Nullable Expression loopKey;
    private final @Nullable Expression subject;
    private final AdaptiveLimits adaptive;
    private final DoubleSupplier randomness;
    private final RetrySchedule retries;
    private final FailureWatch failures;
    private final ConnectionProfile profile;
    private final Map<String, String> context;
    private final int maxAttempts;
    private final boolean readsEventLate;
    private final MaskPatterns masks;
    private volatile @Nullable Processor attempt;

    /** The dependencies of a script's runtime, which tests can replace. */
    public record Dependencies(Clocks clocks, Executor workers, DoubleSupplier randomness, LoadMeter load,
            DeliveryEvents events, DeliveryCounters counters, AcceptedDeliveries.Places places, FailureStreak streak) {
    }

    /** @param steady the clock for measurements and waits, which cannot be set back */
    public record Clocks(Clock steady, Clock timeOfDay, Timer timer) {
    }

    /** @param routeId id of the delivery route */
    public ScriptRuntime(Script script, String routeId, DeliveryOptions options, ConnectionProfile profile,
                         Map<String, String> context,
                         Dependencies dependencies) {
        LimitsDefinition limits = script.definition().limits();
        this.script = script;
        this.identity = script.identity();
        this.routeId = routeId;
        this.clock = dependencies.clocks().steady();
        this.workers = dependencies.workers();
        this.waits = new PendingWaits(dependencies.clocks().timer(), workers);
        this.places = dependencies.places();
        this.events = dependencies.events();
        this.counters = dependencies.counters();
        this.breakers = limits.circuitBreaker() != null ? breakers(limits.circuitBreaker(), dependencies) : null;
        this.gate = limits.rate() != null ? new RateGate(limits.rate()) : null;
        Loop loop = limits.loops().loop();
        this.loops = loop != null ? new LoopGuard(loop) : null;
        this.subject = subjectId(script.definition().about().useCase()).orElse(null);
        this.loopKey = loop != null && loop.key() != null ? loop.key() : subject;
        this.profile = profile;
        this.readsEventLate = LateEventReads.in(script.definition());
        this.masks = new MaskPatterns(profile.proxies().credentials());
        this.context = Map.copyOf(context);
        this.maxAttempts = limits.retry().attempts(options.maxAttempts());
        this.adaptive = new AdaptiveLimits(dependencies.load());
        this.randomness = dependencies.randomness();
        this.retries = schedule(limits.retry(), maxAttempts);
        this.failures = new FailureWatch(script, dependencies.streak(), events, dependencies.clocks().timeOfDay());
    }

    private Breakers breakers(LimitsDefinition.CircuitBreaker limits, Dependencies dependencies) {
        return limits.key() != null
                ? new KeyedBreakers(limits, label -> breaker(limits, label, dependencies))
                : new OneBreaker(breaker(limits, null, dependencies));
    }

    private Breaker breaker(LimitsDefinition.CircuitBreaker limits, @Nullable String key, Dependencies dependencies) {
        return new Breaker(
                breakerName(), limits, whenOpen(script.definition(), limits),
                new Breaker.Dependencies(
                        dependencies.clocks().steady(), dependencies.clocks().timer(),
                        (from, to) -> events.breakerChanged(script, key, from, to)));
    }

    /** The path of a use case's id is an expression in the template language. */
    private static Optional<Expression> subjectId(UseCase useCase) {
        TemplateCompiler compiler = new TemplateCompiler(Map.of(), Set.of(), false);
        return Optional.ofNullable(useCase.id()).map(path -> compiler.expression(TemplateSource.of(path)));
    }

    /**
     * The breaker's name in Camel's registry. Each pair of routes has its own, so that an old breaker is never used for
     * new routes.
     */
    public String breakerName() {
        return routeId + "-breaker";
    }

    private static WhenOpen whenOpen(ScriptDefinition definition, LimitsDefinition.CircuitBreaker limits) {
        WhenOpen standard = definition.delivery().execution() == Execution.ASYNC ? WhenOpen.WAIT : WhenOpen.FAIL;
        return Objects.requireNonNullElse(limits.whenOpen(), standard);
    }

    public Script script() {
        return script;
    }

    public ScriptIdentity identity() {
        return identity;
    }

    public String routeId() {
        return routeId;
    }

    /** The script's share of the workers. */
    public Executor workers() {
        return workers;
    }

    /** The permits for the script's deliveries whose callers do not wait. */
    public AcceptedDeliveries.Places places() {
        return places;
    }

    /**
     * The number of further entries of the outbox that this script would take into memory now: none when they would
     * only wait there, for the rate or for the circuit breaker.
     */
    public int room() {
        if (Optional.ofNullable(breakers).flatMap(Breakers::openFor).filter(left -> left.compareTo(HeldEntry.LONGEST_WAIT) > 0)
                .isPresent()) {
            return 0;
        }
        int byRate = gate != null ? gate.room(HeldEntry.LONGEST_WAIT, clock.instant()) : Integer.MAX_VALUE;
        return byRate == 0 ? 0 : Math.min(byRate, places.room());
    }

    /** Whether an expression may read the event after the request has been rendered. */
    boolean readsEventLate() {
        return readsEventLate;
    }

    public PendingWaits waits() {
        return waits;
    }

    public DeliveryEvents events() {
        return events;
    }

    public DeliveryCounters counters() {
        return counters;
    }

    public @Nullable Breakers breakers() {
        return breakers;
    }

    @Nullable
    RateGate gate() {
        return gate;
    }

    @Nullable
    LoopGuard loops() {
        return loops;
    }

    /** The retry plan under the current load. */
    RetrySchedule retries() {
        Retry retry = script.definition().limits().retry();
        if (!(retry.waits() instanceof Backoff backoff) || !backoff.adaptive()) {
            return retries;
        }
        return schedule(
                new Retry(retry.maxAttempts(), adaptive.adapted(backoff), retry.jitter(), retry.retryAfter()),
                adaptive.attempts(maxAttempts));
    }

    private RetrySchedule schedule(Retry retry, int attempts) {
        return new RetrySchedule(
                retry, attempts, script.definition().request().method(), script.definition().hasRecognitionKey(), randomness);
    }

    /** The values of {@code context}, without those that an endpoint sets. */
    public Map<String, String> context() {
        return context;
    }

    public MaskPatterns masks() {
        return masks;
    }

    ConnectionProfile profile() {
        return profile;
    }

    public int maxAttempts() {
        return maxAttempts;
    }

    FailureWatch failures() {
        return failures;
    }

    /** @param stop stops the script that has only failed; returns false when that changes nothing */
    public void stopsBy(Predicate<ScriptStop> stop) {
        failures.stopsBy(stop);
    }

    public void attemptGoesThrough(Processor attemptRoute) {
        attempt = attemptRoute;
    }

    /** Sends an exchange through the attempt route; a failure becomes the exchange's exception. */
    void attempt(Exchange exchange) {
        try {
            Objects.requireNonNull(attempt).process(exchange);
        } catch (Exception failure) {
            exchange.setException(failure);
        }
    }

    /** The rate key for this event; empty when the script has no key, or the key renders to an empty text. */
    String rateKey(TemplateInputs data) {
        Rate rate = script.definition().limits().rate();
        return rate == null || rate.key() == null ? "" : text(rate.key(), data);
    }

    /** The key of the circuit breaker for this event; empty like the rate key. */
    String breakerKey(TemplateInputs data) {
        CircuitBreaker breaker = script.definition().limits().circuitBreaker();
        return breaker == null || breaker.key() == null ? "" : text(breaker.key(), data);
    }

    /**
     * The key by which the loop guard counts: the script's key, else the use case's id; empty when the event has
     * neither.
     */
    String loopKey(TemplateInputs data) {
        return loopKey != null ? text(loopKey, data) : "";
    }

    /**
     * The key of the order in which stored events are delivered, without their data; null when the order of this event
     * does not matter.
     */
    public @Nullable String orderKey(TemplateInputs data) {
        Ordered ordered = script.definition().events().ordered();
        String key = ordered != null ? text(ordered.key(), data) : "";
        return key.isEmpty() ? null : script.name() + "/" + Erasure.digest(key);
    }

    /** The digest of the person whose data the event contains; null when that is not known. */
    public @Nullable String subject(TemplateInputs data) {
        try {
            Expression own = script.definition().delivery().privacy().subject();
            String name = own != null ? text(own, data) : subjectOf(data);
            return name.isEmpty() ? null : Erasure.digest(name);
        } catch (TemplateException unreadable) {
            return null;
        }
    }

    /** The name of the use case and its id, such as {@code contact/4711}; empty when the event has none. */
    private String subjectOf(TemplateInputs data) {
        String id = subject != null ? text(subject, data) : "";
        return id.isEmpty() ? "" : script.definition().about().useCase().name() + "/" + id;
    }

    private static String text(Expression expression, TemplateInputs data) {
        Object value = expression.evaluate(data.roots());
        return value == null || value == Undefined.UNDEFINED ? "" : value.toString();
    }

    /** Describes the rate for people: {@code 60 requests per 60 s}. */
    String rateWords() {
        Rate rate = script.definition().limits().rate();
        return rate == null ? "" : rate.requests() + " requests per " + rate.per().toMillis() / 1000.0 + " s";
    }
}
