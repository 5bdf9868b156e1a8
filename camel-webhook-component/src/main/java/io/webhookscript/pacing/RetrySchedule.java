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
package io.webhookscript.pacing;

import java.time.Duration;
import java.util.Objects;
import java.util.function.DoubleSupplier;

import io.webhookscript.response.AttemptResult;
import io.webhookscript.script.LimitsDefinition.Backoff;
import io.webhookscript.script.LimitsDefinition.Retry;
import io.webhookscript.script.LimitsDefinition.Schedule;
import io.webhookscript.script.RequestDefinition;

/**
 * Decides after each attempt whether there is another, and when: a pure function of the outcome, the attempt and the
 * time. Immutable and thread-safe.
 */
public final class RetrySchedule {

    private final Retry retry;
    private final int maxAttempts;
    private final boolean repeatable;
    private final String method;
    private final DoubleSupplier randomness;

    /**
     * @param hasRecognitionKey whether the receiver can recognise a repetition: by an idempotency key or a Standard
     *                          Webhooks id
     * @param randomness        between 0 and 1
     */
    public RetrySchedule(Retry retry, int maxAttempts, String method, boolean hasRecognitionKey, DoubleSupplier randomness) {
        this.retry = retry;
        this.maxAttempts = maxAttempts;
        this.method = method;
        this.repeatable = hasRecognitionKey || RequestDefinition.isIdempotent(method);
        this.randomness = randomness;
    }

    /**
     * The decision: another attempt after a wait, or the end.
     *
     * @param why what decided on the wait; or a clause that says why there is no further attempt, empty where the
     *            outcome is reason enough
     */
    public record Next(boolean again, Duration delay, String why) {

        /** No further attempt. */
        public static Next end(String why) {
            return new Next(false, Duration.ZERO, why);
        }
    }

    /**
     * @param attempt   the attempt that has ended, counted from 1
     * @param remaining the remaining total time of the delivery
     */
    public Next after(AttemptResult result, int attempt, Duration remaining) {
        if (!result.outcome().mayBeRetried()) {
            return Next.end("");
        }
        if (result.ambiguous() && !repeatable) {
            return Next.end("not repeated, since the receiver may have acted on this " + method
                            + "; declare idempotencyKey or signature.standardWebhooks so that it can recognise a repetition");
        }
        if (attempt >= maxAttempts) {
            return Next.end(maxAttempts == 1 ? "" : "this was the last of " + maxAttempts + " attempts");
        }
        Duration asked = Objects.requireNonNullElse(result.retryAfter(), Duration.ZERO);
        if (asked.compareTo(retry.retryAfter()) > 0) {
            return Next
                    .end("the receiver asked for a wait of " + asked.toSeconds() + " s, longer than limits.retry.retryAfter ("
                         + retry.retryAfter().toSeconds() + " s)");
        }
        Duration planned = waitBefore(attempt + 1);
        boolean askedFor = asked.compareTo(planned) > 0;
        Duration wait = askedFor ? asked : planned;
        if (wait.compareTo(remaining) >= 0) {
            return Next.end("no further attempt fits into limits.total");
        }
        return new Next(true, wait, askedFor ? "Retry-After" : "limits.retry");
    }

    /** The wait before the first attempt, from the beginning of the delivery. */
    public Duration beforeTheFirst() {
        return waitBefore(1);
    }

    private Duration waitBefore(int attempt) {
        if (retry.waits() instanceof Schedule schedule) {
            return jittered((double) schedule.waits().get(attempt - 1).toMillis());
        }
        Backoff backoff = (Backoff) retry.waits();
        if (attempt == 1) {
            return Duration.ZERO;
        }
        double grown = (double) backoff.delay().toMillis() * Math.pow(backoff.factor(), attempt - 2d);
        Duration wait = jittered(Math.min(grown, (double) backoff.maxDelay().toMillis()));
        return wait.compareTo(backoff.maxDelay()) < 0 ? wait : backoff.maxDelay();
    }

    private Duration jittered(double millis) {
        return millis == 0
                ? Duration.ZERO
                : Duration.ofMillis(Math.round(millis * (1 + retry.jitter() * (2 * randomness.getAsDouble() - 1))));
    }
}
