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
package io.webhookscript.script.reader;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.webhookscript.script.LimitsDefinition;
import io.webhookscript.script.LimitsDefinition.CircuitBreaker;
import io.webhookscript.script.LimitsDefinition.Failures;
import io.webhookscript.script.LimitsDefinition.Loop;
import io.webhookscript.script.LimitsDefinition.Loops;
import io.webhookscript.script.LimitsDefinition.Rate;
import io.webhookscript.script.LimitsDefinition.Retry;
import io.webhookscript.script.LimitsDefinition.Sizes;
import io.webhookscript.script.LimitsDefinition.Timeout;
import io.webhookscript.script.LimitsDefinition.WhenOpen;
import io.webhookscript.script.ScriptDefinition.Execution;
import io.webhookscript.script.UseCase;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.yaml.Range;
import io.webhookscript.script.yaml.Scope;
import io.webhookscript.script.yaml.Section;
import io.webhookscript.script.yaml.YamlNode;
import io.webhookscript.script.yaml.YamlNode.Scalar;
import io.webhookscript.value.DurationText;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code limits}. */
final class LimitsReader {

    static final List<String> KEYS
            = List.of("timeout", "total", "rate", "retry", "circuitBreaker", "maxRequestSize", "maxResponseSize", "hops",
                    "loop", "warnAfter", "disableAfter");

    private static final List<String> RATE_KEYS = List.of("requests", "per", "key", "whenExceeded", "maxDelay", "maxWaiting");
    private static final List<String> BREAKER_KEYS = List.of(
            "failureRateThreshold", "minimumNumberOfCalls", "slidingWindowSize", "waitDurationInOpenState",
            "permittedNumberOfCallsInHalfOpenState", "whenOpen", "key");
    private static final List<String> LOOP_KEYS = List.of("count", "per", "key");
    private static final Map<String, Boolean> WHEN_EXCEEDED = Map.of("delay", false, "reject", true);
    private static final Map<String, WhenOpen> WHEN_OPEN = Map.of("fail", WhenOpen.FAIL, "wait", WhenOpen.WAIT);

    /**
     * Use cases whose events a receiver may cause by changing the subject: then a call may cause the next call.
     */
    private static final Set<String> LOOPING = Set.of("contact", "ticket");

    private final ScriptCompiler compiling;
    private final UseCase useCase;

    LimitsReader(ScriptCompiler compiling, UseCase useCase) {
        this.compiling = compiling;
        this.useCase = useCase;
    }

    LimitsDefinition read(@Nullable Section limits, Execution execution) {
        if (limits == null) {
            return new LimitsDefinition(
                    null, null, null, Retry.DEFAULT, CircuitBreaker.DEFAULT, Sizes.DEFAULT,
                    new Loops(Loops.DEFAULT_HOPS, loopOfUseCase().orElse(null)), new Failures(null, null));
        }
        LimitsDefinition read = read(limits);
        RetryReader.checkTotal(read, limits, execution, compiling.findings());
        return read;
    }

    private Retry retry(Section retry) {
        return new RetryReader(retry, compiling.findings()).read();
    }

    private LimitsDefinition read(Section limits) {
        return new LimitsDefinition(
                timeout(limits).orElse(null), limits.positiveDuration("total").orElse(null),
                limits.section("rate", RATE_KEYS).map(this::rate).orElse(null),
                limits.section("retry", RetryReader.KEYS).map(this::retry).orElse(Retry.DEFAULT),
                circuitBreaker(limits).orElse(null),
                new Sizes(
                        limits.size("maxRequestSize").orElse(Sizes.DEFAULT_MAX_REQUEST),
                        limits.size("maxResponseSize").orElse(null)),
                new Loops(
                        limits.integer("hops", Loops.HOPS).orElse(Loops.DEFAULT_HOPS),
                        (limits.has("loop") ? loop(limits) : loopOfUseCase()).orElse(null)),
                failures(limits));
    }

    private Failures failures(Section limits) {
        Optional<Duration> warn = limits.positiveDuration("warnAfter");
        Optional<Duration> disable = limits.positiveDuration("disableAfter");
        if (warn.isPresent() && disable.isPresent() && warn.get().compareTo(disable.get()) >= 0) {
            compiling.findings().add(ProblemCode.OUT_OF_RANGE, limits.node("warnAfter").orElseThrow(),
                    limits.path("warnAfter"), "found `" + DurationText.of(warn.get()) + "`",
                    "less than disableAfter, which is " + DurationText.of(disable.get()));
        }
        return new Failures(warn.orElse(null), disable.orElse(null));
    }

    private Optional<Timeout> timeout(Section limits) {
        if (limits.node("timeout").filter(n -> n instanceof Scalar s && s.text().equals("adaptive")).isPresent()) {
            return Optional.of(new Timeout(null));
        }
        return limits.positiveDuration("timeout").map(Timeout::new);
    }

    private Rate rate(Section rate) {
        rate.require("requests", "per");
        return new Rate(
                rate.integer("requests", Range.COUNT).orElse(1), rate.positiveDuration("per").orElse(Duration.ofSeconds(1)),
                rate.node("key").map(n -> compiling.value(n, rate.path("key"), Scope.REQUEST)).orElse(null),
                rate.choice("whenExceeded", WHEN_EXCEEDED).orElse(false),
                rate.duration("maxDelay").orElse(Rate.DEFAULT_MAX_DELAY),
                rate.integer("maxWaiting", Range.COUNT_OR_NONE).orElse(Rate.DEFAULT_MAX_WAITING));
    }

    private Optional<CircuitBreaker> circuitBreaker(Section limits) {
        Optional<YamlNode> node = limits.node("circuitBreaker");
        if (node.filter(LimitsReader::isFalse).isPresent()) {
            return Optional.empty();
        }
        if (node.isPresent() && !(node.get() instanceof YamlNode.Mapping)) {
            compiling.wrongType(node.get(), "limits.circuitBreaker", "a map, or false");
            return Optional.empty();
        }
        return Optional.of(limits.section("circuitBreaker", BREAKER_KEYS).map(this::breaker).orElse(CircuitBreaker.DEFAULT));
    }

    private static boolean isFalse(YamlNode node) {
        return node instanceof Scalar s && Boolean.FALSE.equals(s.value());
    }

    private CircuitBreaker breaker(Section breaker) {
        CircuitBreaker standard = CircuitBreaker.DEFAULT;
        int window = breaker.integer("slidingWindowSize", CircuitBreaker.CALLS).orElse(standard.slidingWindowSize());
        Optional<Integer> minimum = breaker.integer("minimumNumberOfCalls", CircuitBreaker.CALLS);
        if (minimum.isPresent() && minimum.get() > window) {
            compiling.findings().add(ProblemCode.OUT_OF_RANGE, breaker.node("minimumNumberOfCalls").orElseThrow(),
                    breaker.path("minimumNumberOfCalls"), "found `" + minimum.get() + "`",
                    "at most slidingWindowSize, which is " + window);
        }
        return new CircuitBreaker(
                breaker.number("failureRateThreshold", CircuitBreaker.THRESHOLD).map(Double::floatValue)
                        .orElse(standard.failureRateThreshold()),
                Math.min(minimum.orElse(standard.minimumNumberOfCalls()), window), window,
                breaker.positiveDuration("waitDurationInOpenState").orElse(standard.waitDurationInOpenState()),
                breaker.integer("permittedNumberOfCallsInHalfOpenState", CircuitBreaker.CALLS)
                        .orElse(standard.permittedNumberOfCallsInHalfOpenState()),
                breaker.choice("whenOpen", WHEN_OPEN).orElse(null),
                breaker.node("key").map(n -> compiling.value(n, breaker.path("key"), Scope.REQUEST)).orElse(null));
    }

    private Optional<Loop> loop(Section limits) {
        return limits.section("loop", LOOP_KEYS).map(loop -> {
            loop.require("count", "per");
            if (useCase.id() == null) {
                loop.require("key"); // without a key there is no subject to count
            }
            return new Loop(
                    loop.integer("count", Range.COUNT).orElse(1), loop.positiveDuration("per").orElse(Duration.ofMinutes(1)),
                    loop.node("key").map(n -> compiling.value(n, loop.path("key"), Scope.REQUEST)).orElse(null));
        });
    }

    private Optional<Loop> loopOfUseCase() {
        return LOOPING.contains(useCase.name()) ? Optional.of(Loop.OF_SUBJECT) : Optional.empty();
    }
}
