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
package io.webhookscript.delivery.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

import io.webhookscript.pacing.RetrySchedule;
import io.webhookscript.script.Outcome;
import io.webhookscript.script.Script;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** One HTTP call of a delivery has ended, and it is decided whether another attempt follows. */
public final class WebhookScriptAttemptEvent extends WebhookScriptEvent {

    /** An attempt and its number within its delivery. */
    public record NumberedAttempt(int number, AttemptRecord record) {
    }

    private final String messageId;
    private final int number;
    private final AttemptRecord attempt;
    private final Duration rateWait;
    private final @Nullable Duration nextDelay;
    private final String nextReason;

    /** @param attempt masked */
    public WebhookScriptAttemptEvent(
                                     CamelContext camelContext, Script script, String messageId, NumberedAttempt attempt,
                                     Duration rateWait,
                                     RetrySchedule.Next next, Instant at) {
        super(camelContext, script, at);
        this.messageId = messageId;
        this.number = attempt.number();
        this.attempt = attempt.record();
        this.rateWait = rateWait;
        this.nextDelay = next.again() ? next.delay() : null;
        this.nextReason = next.why();
    }

    @Override
    public Optional<String> getMessageId() {
        return Optional.of(messageId);
    }

    /** The number of the attempt; the first attempt is 1. */
    public int getNumber() {
        return number;
    }

    public Outcome getOutcome() {
        return attempt.outcome();
    }

    /** The status of the response; empty when no response arrived. */
    public OptionalInt getStatus() {
        return attempt.status() == null ? OptionalInt.empty() : OptionalInt.of(attempt.status());
    }

    /** The reason of the failure, masked; empty when delivered. */
    public String getReason() {
        return attempt.reason();
    }

    public Instant getStartedAt() {
        return attempt.at();
    }

    /** The duration from the lease of a connection until the response was read and classified. */
    public Duration getDuration() {
        return Duration.ofMillis(attempt.millis());
    }

    /** The time that this attempt waited for the rate before it began. */
    public Duration getRateWait() {
        return rateWait;
    }

    /** The wait before the next attempt; empty when this was the last one. */
    public Optional<Duration> getNextDelay() {
        return Optional.ofNullable(nextDelay);
    }

    /**
     * The reason for the length of the next wait, or for ending without a further attempt; empty when the outcome
     * explains it.
     */
    public String getNextReason() {
        return nextReason;
    }

    @Override
    String description() {
        OptionalInt status = getStatus();
        return "attempt " + number + ": " + getOutcome().code() + (status.isPresent() ? " " + status.getAsInt() : "")
               + " in " + attempt.millis() + " ms"
               + (nextDelay == null ? "" : ", next in " + nextDelay.toMillis() + " ms")
               + (nextReason.isEmpty() ? "" : " (" + nextReason + ")");
    }
}
