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
package io.webhookscript.delivery.breaker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.webhookscript.delivery.report.BreakerState;
import io.webhookscript.pacing.BreakerQueue;
import io.webhookscript.pacing.Timer;
import io.webhookscript.script.LimitsDefinition;
import io.webhookscript.script.LimitsDefinition.WhenOpen;
import io.webhookscript.script.Outcome;

/**
 * The circuit breaker of a script, or of one key of it. The outcome of an attempt decides whether it counts as a
 * failure. The {@link BreakerQueue} decides which delivery may make a call; the circuit-breaker EIP enforces it, or
 * with a key the node that the attempt route has instead. Thread-safe.
 */
public final class Breaker {

    private final CircuitBreaker circuitBreaker;
    private final String words;
    private final Duration waitDurationInOpenState;
    private final WhenOpen whenOpen;
    private final Clock clock;
    private final BreakerQueue queue;
    private final Timer timer;
    private volatile Instant opened = Instant.MIN;

    /** Called for each change of state, on the thread that caused it. */
    @FunctionalInterface
    public interface Listener {

        void changed(BreakerState from, BreakerState to);
    }

    /** The clock, timer and listener of the breaker. */
    public record Dependencies(Clock clock, Timer timer, Listener listener) {
    }

    public Breaker(String name, LimitsDefinition.CircuitBreaker limits, WhenOpen whenOpen, Dependencies dependencies) {
        this.clock = dependencies.clock();
        this.timer = dependencies.timer();
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
                .failureRateThreshold(limits.failureRateThreshold())
                .slidingWindowSize(limits.slidingWindowSize())
                .minimumNumberOfCalls(limits.minimumNumberOfCalls())
                .waitDurationInOpenState(limits.waitDurationInOpenState())
                .permittedNumberOfCallsInHalfOpenState(limits.permittedNumberOfCallsInHalfOpenState())
                .recordException(failure -> AttemptFailedException.matches(failure, Outcome::countsAgainstBreaker))
                .ignoreException(failure -> AttemptFailedException.matches(failure, Outcome::ignoredByBreaker))
                .writableStackTraceEnabled(false)
                .clock(clock)
                .build();
        this.circuitBreaker = CircuitBreaker.of(name, config);
        this.words = limits.key() != null ? "the circuit breaker of its key" : "the circuit breaker";
        this.waitDurationInOpenState = limits.waitDurationInOpenState();
        this.whenOpen = whenOpen;
        this.queue = new BreakerQueue(limits.permittedNumberOfCallsInHalfOpenState(), this::passage, timer);
        circuitBreaker.getEventPublisher()
                .onStateTransition(event -> changed(event.getStateTransition(), dependencies.listener()))
                .onReset(event -> queue.newEpisode());
    }

    private void changed(CircuitBreaker.StateTransition change, Listener listener) {
        if (change.getToState() == CircuitBreaker.State.OPEN) {
            opened = clock.instant();
        }
        if (change == CircuitBreaker.StateTransition.OPEN_TO_HALF_OPEN) {
            queue.release(); // for a change by hand; deliveries released at the end of the open time are counted already
        } else {
            queue.newEpisode();
        }
        openFor().ifPresent(this::releaseIn);
        listener.changed(BreakerState.of(change.getFromState()), BreakerState.of(change.getToState()));
    }

    private void releaseIn(Duration delay) {
        // the timer may be ahead of the clock; read once, since the time may end between two calls
        timer.schedule(delay, () -> openFor().ifPresentOrElse(this::releaseIn, queue::release));
    }

    /** The calls that the breaker permits now. */
    private BreakerQueue.Permission passage() {
        return switch (state()) {
            case CLOSED, DISABLED, METRICS_ONLY -> BreakerQueue.Permission.ALL;
            case HALF_OPEN -> BreakerQueue.Permission.FEW;
            case OPEN -> openFor().isEmpty() ? BreakerQueue.Permission.FEW : BreakerQueue.Permission.NONE;
            case FORCED_OPEN -> BreakerQueue.Permission.NONE;
        };
    }

    public CircuitBreaker circuitBreaker() {
        return circuitBreaker;
    }

    public BreakerQueue queue() {
        return queue;
    }

    BreakerState state() {
        return BreakerState.of(circuitBreaker.getState());
    }

    public boolean waitsWhenOpen() {
        return whenOpen == WhenOpen.WAIT;
    }

    /** The remaining open time; empty when it is over or not known. */
    public Optional<Duration> openFor() {
        if (circuitBreaker.getState() != CircuitBreaker.State.OPEN) {
            return Optional.empty();
        }
        // the library half-opens after, not at the end of its time
        Duration left = Duration.between(clock.instant(), opened.plus(waitDurationInOpenState)).plusMillis(1);
        return left.isNegative() || left.isZero() ? Optional.empty() : Optional.of(left);
    }

    /** The reason why a call is not permitted, for people. */
    public String description() {
        return switch (state()) {
            case OPEN -> words + " is open, since the receiver kept failing"
                         + openFor().map(left -> "; it permits calls again in " + Math.max(1, left.toSeconds()) + " s")
                                 .orElse("");
            case FORCED_OPEN -> words + " was opened by hand";
            case CLOSED, HALF_OPEN, DISABLED, METRICS_ONLY -> words + " is half open, and its permitted calls are in use";
        };
    }
}
