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
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.webhookscript.script.LimitsDefinition;
import io.webhookscript.script.LimitsDefinition.WhenOpen;
import io.webhookscript.script.Outcome;

/** The circuit breaker of one script: what trips it is the outcome's rule. Thread-safe. */
final class Breaker {

    private final CircuitBreaker circuitBreaker;
    private final Duration waitDurationInOpenState;
    private final WhenOpen whenOpen;
    private final Clock clock;
    private volatile Instant opened = Instant.MIN;

    /** Told of each change, on the thread that caused it. */
    @FunctionalInterface
    interface Listener {

        void changed(BreakerState from, BreakerState to);
    }

    Breaker(String name, LimitsDefinition.CircuitBreaker limits, WhenOpen whenOpen, Clock clock, Listener listener) {
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
        this.waitDurationInOpenState = limits.waitDurationInOpenState();
        this.whenOpen = whenOpen;
        this.clock = clock;
        circuitBreaker.getEventPublisher().onStateTransition(event -> {
            CircuitBreaker.StateTransition change = event.getStateTransition();
            if (change.getToState() == CircuitBreaker.State.OPEN) {
                opened = clock.instant();
            }
            listener.changed(BreakerState.of(change.getFromState()), BreakerState.of(change.getToState()));
        });
    }

    CircuitBreaker circuitBreaker() {
        return circuitBreaker;
    }

    BreakerState state() {
        return BreakerState.of(circuitBreaker.getState());
    }

    boolean waitsWhenOpen() {
        return whenOpen == WhenOpen.WAIT;
    }

    /** How long it stays open yet; empty when a call may be tried. */
    Optional<Duration> openFor() {
        if (circuitBreaker.getState() != CircuitBreaker.State.OPEN) {
            return Optional.empty();
        }
        Duration left = Duration.between(clock.instant(), opened.plus(waitDurationInOpenState));
        return left.isNegative() || left.isZero() ? Optional.empty() : Optional.of(left);
    }
}
