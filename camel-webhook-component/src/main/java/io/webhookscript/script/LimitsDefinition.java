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
import java.util.List;

import io.webhookscript.script.yaml.Range;
import io.webhookscript.template.Expression;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code limits}. Null means the component's default.
 *
 * @param circuitBreaker null for {@code false}
 */
public record LimitsDefinition(
        @Nullable Timeout timeout, @Nullable Duration total, @Nullable Rate rate, Retry retry,
        @Nullable CircuitBreaker circuitBreaker, Sizes sizes, Loops loops, Failures failures) {

    /** {@code total} of a call whose caller waits, and the same with {@code timeout: adaptive}. */
    public static final Duration SYNC_TOTAL = Duration.ofSeconds(60);
    public static final Duration ADAPTIVE_TOTAL = Duration.ofMinutes(5);

    public LimitsDefinition {
        if (total != null) {
            positive("total", total);
        }
    }

    /** {@code total} of a call whose caller waits, if neither the script nor the component sets it. */
    public Duration syncTotal() {
        return timeout != null && timeout.fixed() == null ? ADAPTIVE_TOTAL : SYNC_TOTAL;
    }

    private static void positive(String name, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(name + " is " + duration + ", expected a duration greater than zero");
        }
    }

    private static void notNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " is " + value + ", expected at least 0");
        }
    }

    /** @param fixed null for {@code adaptive} */
    public record Timeout(@Nullable Duration fixed) {

        public Timeout {
            if (fixed != null) {
                positive("timeout", fixed);
            }
        }
    }

    public record Rate(
            int requests, Duration per, @Nullable Expression key, boolean reject, Duration maxDelay, int maxWaiting) {

        public static final Duration DEFAULT_MAX_DELAY = Duration.ofSeconds(30);
        public static final int DEFAULT_MAX_WAITING = 10_000;

        public Rate {
            Range.COUNT.check("requests", requests);
            positive("per", per);
            notNegative("maxDelay", maxDelay.toMillis());
            Range.COUNT_OR_NONE.check("maxWaiting", maxWaiting);
        }
    }

    /**
     * @param maxAttempts null means all attempts of a {@link Schedule}, else the component's default
     * @param retryAfter  the longest {@code Retry-After} that is accepted
     */
    public record Retry(@Nullable Integer maxAttempts, Waits waits, double jitter, Duration retryAfter) {

        /** The default of the component option {@code maxAttempts}. */
        public static final int DEFAULT_ATTEMPTS = 4;

        /** The upper bound keeps the list of attempts in a dead letter readable. */
        public static final Range MAX_ATTEMPTS = new Range(1, 1_000);
        public static final Range JITTER = new Range(0, 1);

        /** Divides first, since the milliseconds of a thousand long waits are more than a long holds. */
        private static final long PARTS = 1_000;

        /** The values for a script without {@code retry}. */
        public static final Retry DEFAULT = new Retry(null, Backoff.DEFAULT, 0.2, Duration.ofMinutes(1));

        public Retry {
            if (maxAttempts != null) {
                MAX_ATTEMPTS.check("maxAttempts", maxAttempts);
            }
            JITTER.check("jitter", jitter);
            notNegative("retryAfter", retryAfter.toMillis());
        }

        /**
         * The maximum number of attempts.
         *
         * @param standard for a script that does not limit them
         */
        public int attempts(int standard) {
            return maxAttempts != null ? maxAttempts : waits instanceof Schedule schedule ? schedule.waits().size() : standard;
        }

        /** The longest time that the waits of a schedule can take; zero without a schedule. */
        public Duration longestSchedule() {
            if (!(waits instanceof Schedule schedule)) {
                return Duration.ZERO;
            }
            Duration planned = schedule.until(attempts(schedule.waits().size()));
            return planned.plus(planned.dividedBy(PARTS).plusMillis(1).multipliedBy((long) Math.ceil(jitter * PARTS)));
        }
    }

    /** The waits before the attempts. */
    public sealed interface Waits {
    }

    /**
     * Waits that grow by a factor.
     *
     * @param delay before the second attempt
     */
    public record Backoff(Duration delay, double factor, Duration maxDelay, boolean adaptive) implements Waits {

        public static final Range FACTOR = new Range(1, 1_000);

        /** The values for a script without {@code retry}. */
        public static final Backoff DEFAULT = new Backoff(Duration.ofSeconds(1), 2, Duration.ofSeconds(30), false);

        public Backoff {
            notNegative("delay", delay.toMillis());
            FACTOR.check("backoff", factor);
            notNegative("maxDelay", maxDelay.toMillis());
        }
    }

    /** @param waits the wait before each attempt, beginning with the first one */
    public record Schedule(List<Duration> waits) implements Waits {

        /** The example of Standard Webhooks 1.0, <i>Deliverability and reliability</i>. */
        public static final Schedule STANDARD = new Schedule(
                List.of(
                        Duration.ZERO, Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofMinutes(30),
                        Duration.ofHours(2),
                        Duration.ofHours(5), Duration.ofHours(10), Duration.ofHours(14), Duration.ofHours(20),
                        Duration.ofHours(24)));

        public Schedule {
            waits = List.copyOf(waits);
            Retry.MAX_ATTEMPTS.check("schedule", waits.size());
            waits.forEach(wait -> notNegative("schedule", wait.toMillis()));
        }

        /** The sum of the waits until an attempt, counted from 1. */
        public Duration until(int attempt) {
            return waits.stream().limit(attempt).reduce(Duration.ZERO, Duration::plus);
        }

        public Duration longest() {
            return waits.stream().max(Duration::compareTo).orElseThrow();
        }
    }

    /**
     * @param whenOpen null means fail for sync, wait for async
     * @param key      null means one circuit breaker for all events
     */
    public record CircuitBreaker(
            float failureRateThreshold, int minimumNumberOfCalls, int slidingWindowSize, Duration waitDurationInOpenState,
            int permittedNumberOfCallsInHalfOpenState, @Nullable WhenOpen whenOpen, @Nullable Expression key) {

        public static final Range THRESHOLD = new Range(1, 100);

        /** Each of the calls needs memory. */
        public static final Range CALLS = new Range(1, 100_000);

        /** The values for a script without {@code circuitBreaker}. */
        public static final CircuitBreaker DEFAULT
                = new CircuitBreaker(50, 10, 20, Duration.ofSeconds(30), 3, null, null);

        public CircuitBreaker {
            THRESHOLD.check("failureRateThreshold", failureRateThreshold);
            CALLS.check("minimumNumberOfCalls", minimumNumberOfCalls);
            CALLS.check("slidingWindowSize", slidingWindowSize);
            positive("waitDurationInOpenState", waitDurationInOpenState);
            CALLS.check("permittedNumberOfCallsInHalfOpenState", permittedNumberOfCallsInHalfOpenState);
        }
    }

    public enum WhenOpen {
        FAIL,
        WAIT
    }

    /**
     * What happens to a script that has nothing but failures for a long time.
     *
     * @param warnAfter    null means no warning
     * @param disableAfter null means that it is never stopped
     */
    public record Failures(@Nullable Duration warnAfter, @Nullable Duration disableAfter) {

        public Failures {
            if (warnAfter != null) {
                positive("warnAfter", warnAfter);
            }
            if (disableAfter != null) {
                positive("disableAfter", disableAfter);
            }
        }

        public boolean areLimited() {
            return warnAfter != null || disableAfter != null;
        }
    }

    /** The largest bodies, in bytes. */
    public record Sizes(long maxRequest, @Nullable Long maxResponse) {

        public static final long DEFAULT_MAX_REQUEST = 10L << 20;

        /** The values for a script that does not limit them. */
        public static final Sizes DEFAULT = new Sizes(DEFAULT_MAX_REQUEST, null);

        public Sizes {
            notNegative("maxRequestSize", maxRequest);
            if (maxResponse != null) {
                notNegative("maxResponseSize", maxResponse);
            }
        }
    }

    /**
     * Ends webhooks that cause each other.
     *
     * @param hops the number of webhooks that an event may have come through
     * @param loop the value of the file, else that of the use case
     */
    public record Loops(int hops, @Nullable Loop loop) {

        public static final Range HOPS = Range.COUNT;
        public static final int DEFAULT_HOPS = 5;

        public Loops {
            HOPS.check("hops", hops);
        }
    }

    /** @param key null means the subject's id */
    public record Loop(int count, Duration per, @Nullable Expression key) {

        /** The limit for use cases whose events a receiver may cause by a change of the same subject. */
        public static final Loop OF_SUBJECT = new Loop(20, Duration.ofMinutes(1), null);

        public Loop {
            Range.COUNT.check("count", count);
            positive("per", per);
        }
    }
}
