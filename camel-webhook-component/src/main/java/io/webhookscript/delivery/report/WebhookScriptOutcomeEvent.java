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
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import io.webhookscript.pacing.WaitReason;
import io.webhookscript.script.Outcome;
import org.apache.camel.CamelContext;

/**
 * A delivery has ended; its dead letter, if any, is stored. There is exactly one such event for each accepted business
 * event.
 */
public abstract sealed class WebhookScriptOutcomeEvent extends WebhookScriptEvent
        permits WebhookScriptDeliveredEvent, WebhookScriptFailedEvent {

    private final DeliveryReport report;

    WebhookScriptOutcomeEvent(CamelContext camelContext, DeliveryReport report, Instant at) {
        super(camelContext, report.script(), at);
        this.report = report;
    }

    final DeliveryReport report() {
        return report;
    }

    @Override
    public final Optional<String> getMessageId() {
        return Optional.of(report.messageId());
    }

    public final Outcome getOutcome() {
        return report.result().outcome();
    }

    /** The status of the receiver's last response. */
    public final OptionalInt getStatus() {
        Integer status = report.result().status();
        return status == null ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** The calls that were made, in order; empty when nothing was sent. */
    public final List<AttemptRecord> getAttempts() {
        return report.attempts();
    }

    /** The time at which the event was accepted. */
    public final Instant getStartedAt() {
        return report.startedAt();
    }

    /** The duration of the delivery, including waits and the dead letter. */
    public final Duration getDuration() {
        return Duration.between(report.startedAt(), getAt());
    }

    /** The time that the delivery waited for the rate, all attempts together. */
    public final Duration getRateWait() {
        return report.waits().of(WaitReason.RATE);
    }

    /** The time that the delivery waited between attempts. */
    public final Duration getRetryWait() {
        return report.waits().of(WaitReason.RETRY);
    }

    /** The time that the delivery waited for the circuit breaker. */
    public final Duration getBreakerWait() {
        return report.waits().of(WaitReason.BREAKER);
    }

    @Override
    String description() {
        OptionalInt status = getStatus();
        int attempts = getAttempts().size();
        return getOutcome().code() + (status.isPresent() ? " " + status.getAsInt() : "") + " after " + attempts
               + (attempts == 1 ? " attempt in " : " attempts in ") + getDuration().toMillis() + " ms";
    }
}
