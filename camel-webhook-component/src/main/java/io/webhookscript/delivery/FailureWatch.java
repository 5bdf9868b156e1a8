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
import java.time.Instant;
import java.util.function.Predicate;

import io.webhookscript.delivery.condition.FailureStreak;
import io.webhookscript.delivery.condition.ScriptStop;
import io.webhookscript.response.AttemptResult;
import io.webhookscript.script.LimitsDefinition.Failures;
import io.webhookscript.script.Outcome;
import io.webhookscript.script.Script;
import io.webhookscript.value.Excerpt;

/** Warns of a script that has nothing but failures, and stops it after {@code limits.disableAfter}. Thread-safe. */
final class FailureWatch {

    /** A reason may quote what a receiver says. */
    private static final int MAX_REASON = 300;

    private final Script script;
    private final Failures limits;
    private final FailureStreak streak;
    private final DeliveryEvents events;
    private final Clock clock;
    private volatile Predicate<ScriptStop> stopping = unused -> false;

    /** @param clock the time of day, since a streak may outlast the process */
    FailureWatch(Script script, FailureStreak streak, DeliveryEvents events, Clock clock) {
        this.script = script;
        this.limits = script.definition().limits().failures();
        this.streak = streak;
        this.events = events;
        this.clock = clock;
    }

    /** @param stop stops the script; returns false when that changes nothing */
    void stopsBy(Predicate<ScriptStop> stop) {
        stopping = stop;
    }

    /** The receiver is gone, or its attempts only failed. A result without a call says nothing about the receiver. */
    void attempted(Delivery delivery, AttemptResult result) {
        if (result.outcome().succeeded()) {
            streak.succeeded(limits, clock.instant());
        } else if (result.outcome().wasSent() && result.outcome() != Outcome.GONE) {
            String last = result.outcome().code() + ", " + delivery.data().masker().mask(result.reason());
            streak.failed(limits, new FailureStreak.Failure(
                    clock.instant(), script.version(), Excerpt.of(last, MAX_REASON)), new Reaction(delivery));
        }
    }

    private final class Reaction implements FailureStreak.Listener {

        private final String messageId;

        private Reaction(Delivery delivery) {
            this.messageId = delivery.data().message().id();
        }

        @Override
        public void failsSince(Instant since) {
            events.failing(script, messageId, since);
        }

        @Override
        public void stops(ScriptStop stop) {
            if (stopping.test(stop)) {
                events.stopped(script, messageId, stop);
            }
        }
    }
}
