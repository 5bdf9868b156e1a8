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
package io.webhookscript.script;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import io.webhookscript.template.Expression;

/**
 * The section {@code limits}. What is empty here is the component's default.
 *
 * @param loop           as the file says, else what the use case brings
 * @param circuitBreaker empty for {@code false}
 */
public record LimitsDefinition(
        Optional<Timeout> timeout, Optional<Duration> total, Optional<Rate> rate, Retry retry,
        Optional<CircuitBreaker> circuitBreaker,
        long maxRequestSize, OptionalLong maxResponseSize, int hops, Optional<Loop> loop) {

    /** @param fixed empty for {@code adaptive} */
    public record Timeout(Optional<Duration> fixed) {
    }

    public record Rate(
            int requests, Duration per, Optional<Expression> key, boolean reject, Duration maxDelay, int maxWaiting) {
    }

    /** @param maxAttempts empty: the component's default */
    public record Retry(
            OptionalInt maxAttempts, Duration delay, double backoff, Duration maxDelay, double jitter, Duration retryAfter,
            boolean adaptive) {
    }

    /** @param whenOpen empty: fail for sync, wait for async */
    public record CircuitBreaker(
            float failureRateThreshold, int minimumNumberOfCalls, int slidingWindowSize, Duration waitDurationInOpenState,
            int permittedNumberOfCallsInHalfOpenState, Optional<WhenOpen> whenOpen) {
    }

    public enum WhenOpen {
        FAIL,
        WAIT
    }

    /** @param key empty: the subject's id */
    public record Loop(int count, Duration per, Optional<Expression> key) {
    }
}
