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

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;

import io.webhookscript.delivery.breaker.Breaker;
import io.webhookscript.delivery.breaker.Breakers;
import io.webhookscript.delivery.breaker.KeyedBreakers;
import io.webhookscript.delivery.breaker.OneBreaker;
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
import io.webhookscript.script.LimitsDefinition.Retry;
import io.webhookscript.script.LimitsDefinition.WhenOpen;
import io.webhookscript.script.RequestDefinition.Signature;
import io.webhookscript.script.Script;
import io.webhookscript.script.ScriptDefinition;
import io.webhookscript.script.ScriptDefinition.Execution;
import io.webhookscript.script.UseCase;
import io.webhookscript.secret.MaskPatterns;
import io.webhookscript.spi.LoadMeter;
import io.webhookscript.template.Expression;
import io.webhookscript.template.TemplateCompiler;
import io.webhookscript.template.TemplateException;
import io.webhookscript.template.TemplateSource;
import io.webhookscript.template.Undefined;
import io.webhookscript.value.Sha256;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Holds the state that all deliveries of one version of a script share: breaker, rate gate, loop guard, waits and retry
 * plan.
 */
public final class ScriptRuntime {

    private final Script script;
    private final String routeId;
    private final Clock clock;
    private final Executor workers;
    private final PendingWaits waits;
    private final AcceptedDeliveries.Places places;
    private final DeliveryEvents events;
    private final DeliveryCounters counters;
    private final Optional<Breakers> breakers;
    private final Optional<RateGate> gate;
    private final Optional<LoopGuard> loops;
    private final Optional<Expression> loopKey;
    private final Optional<Expression> subject;
    private final AdaptiveLimits adaptive;
    private final DoubleSupplier randomness;
    private final RetrySchedule retries;
    private final ConnectionProfile profile;
    private final Map<String, String> context;
    private final int maxAttempts;
    private final boolean readsEventLate;
    private final MaskPatterns masks;
    private volatile Optional<Processor> attempt = Optional.empty();

    /** The dependencies of a script's runtime, which tests can replace. */
    public record Dependencies(Clock clock, Timer timer, Executor workers, DoubleSupplier randomness, LoadMeter load,
            DeliveryEvents events, DeliveryCounters counters, AcceptedDeliveries.Places places) {
    }

    /** @param routeId id of the delivery route */
    public ScriptRuntime(Script script, String routeId, DeliveryOptions options, ConnectionProfile profile,
                         Map<String, String> context,
                         Dependencies dependencies) {
        LimitsDefinition limits = script.definition().limits();
        this.script = script;
        this.routeId = routeId;
        this.clock = dependencies.clock();
        this.workers = dependencies.workers();
        this.waits = new PendingWaits(dependencies.timer(), workers);
        this.places = dependencies.places();
        this.events = dependencies.events();
        this.counters = dependencies.counters();
        this.breakers = limits.circuitBreaker().map(b -> breakers(b, dependencies));
        this.gate = limits.rate().map(RateGate::new);
        this.loops = limits.loop().map(LoopGuard::new);
        this.subject = subjectId(script.definition().useCase());
        this.loopKey = limits.loop().flatMap(loop -> loop.key().or(() -> subject));
        this.profile = profile;
        this.readsEventLate = LateEventReads.in(script.definition());
        this.masks = new MaskPatterns(profile.proxies().credentials());
        this.context = Map.copyOf(context);
        this.maxAttempts = limits.retry().maxAttempts().orElse(options.maxAttempts());
        this.adaptive = new AdaptiveLimits(dependencies.load());
        this.randomness = dependencies.randomness();
        this.retries = schedule(limits.retry(), maxAttempts);
    }

    private Breakers breakers(LimitsDefinition.CircuitBreaker limits, Dependencies dependencies) {
        return limits.key().isPresent()
                ? new KeyedBreakers(limits, label -> breaker(limits, Optional.of(label), dependencies))
                : new OneBreaker(breaker(limits, Optional.empty(), dependencies));
    }

    private Breaker breaker(LimitsDefinition.CircuitBreaker limits, Optional<String> key, Dependencies dependencies) {
        return new Breaker(
                breakerName(), limits, whenOpen(script.definition(), limits),
                new Breaker.Dependencies(
                        dependencies.clock(), dependencies.timer(),
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
        return limits.whenOpen().orElse(definition.execution() == Execution.ASYNC ? WhenOpen.WAIT : WhenOpen.FAIL);
    }

    private static boolean hasRecognitionKey(ScriptDefinition definition) {
        return definition.idempotencyKey().isPresent()
                || definition.request().signatures().stream().anyMatch(Signature.StandardWebhooks.class::isInstance);
    }

    public Script script() {
        return script;
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
        if (breakers.flatMap(Breakers::openFor).filter(left -> left.compareTo(HeldEntry.LONGEST_WAIT) > 0).isPresent()) {
            return 0;
        }
        int byRate = gate.map(g -> g.room(HeldEntry.LONGEST_WAIT, clock.instant())).orElse(Integer.MAX_VALUE);
        return byRate == 0 ? 0 : Math.min(byRate, places.room());
    }

    /** Whether an expression may read the event after the request has been rendered. */
    boolean readsEventLate() {
        return readsEventLate;
    }

    public PendingWaits waits() {
        return waits;
    }

    DeliveryEvents events() {
        return events;
    }

    public DeliveryCounters counters() {
        return counters;
    }

    public Optional<Breakers> breakers() {
        return breakers;
    }

    Optional<RateGate> gate() {
        return gate;
    }

    Optional<LoopGuard> loops() {
        return loops;
    }

    /** The retry plan under the current load. */
    RetrySchedule retries() {
        Retry retry = script.definition().limits().retry();
        if (!retry.adaptive()) {
            return retries;
        }
        return schedule(adaptive.adapted(retry), adaptive.attempts(maxAttempts));
    }

    private RetrySchedule schedule(Retry retry, int attempts) {
        return new RetrySchedule(
                retry, attempts, script.definition().request().method(), hasRecognitionKey(script.definition()), randomness);
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

    public void attemptGoesThrough(Processor attemptRoute) {
        attempt = Optional.of(attemptRoute);
    }

    /** Sends an exchange through the attempt route; a failure becomes the exchange's exception. */
    void attempt(Exchange exchange) {
        try {
            attempt.orElseThrow().process(exchange);
        } catch (Exception failure) {
            exchange.setException(failure);
        }
    }

    /** The rate key for this event; empty when the script has no key, or the key renders to an empty text. */
    String rateKey(TemplateInputs data) {
        return script.definition().limits().rate().flatMap(LimitsDefinition.Rate::key).map(key -> text(key, data)).orElse("");
    }

    /** The key of the circuit breaker for this event; empty like the rate key. */
    String breakerKey(TemplateInputs data) {
        return script.definition().limits().circuitBreaker().flatMap(LimitsDefinition.CircuitBreaker::key)
                .map(key -> text(key, data)).orElse("");
    }

    /**
     * The key by which the loop guard counts: the script's key, else the use case's id; empty when the event has
     * neither.
     */
    String loopKey(TemplateInputs data) {
        return loopKey.map(key -> text(key, data)).orElse("");
    }

    /**
     * The key of the order in which stored events are delivered, without their data; null when the order of this event
     * does not matter.
     */
    public @Nullable String orderKey(TemplateInputs data) {
        String key = script.definition().ordered().map(ordered -> text(ordered.key(), data)).orElse("");
        return key.isEmpty() ? null : script.name() + "/" + digest(key);
    }

    /** The digest of the person whose data the event contains; null when that is not known. */
    public @Nullable String subject(TemplateInputs data) {
        try {
            String id = subject.map(path -> text(path, data)).orElse("");
            return id.isEmpty() ? null : digest(id);
        } catch (TemplateException unreadable) {
            return null;
        }
    }

    private static String digest(String text) {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(Expression expression, TemplateInputs data) {
        Object value = expression.evaluate(data.roots());
        return value == null || value == Undefined.UNDEFINED ? "" : value.toString();
    }

    /** Describes the rate for people: {@code 60 requests per 60 s}. */
    String rateWords() {
        return script.definition().limits().rate()
                .map(rate -> rate.requests() + " requests per " + rate.per().toMillis() / 1000.0 + " s").orElse("");
    }
}
