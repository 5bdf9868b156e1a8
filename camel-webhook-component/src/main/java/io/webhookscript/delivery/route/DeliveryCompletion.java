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
package io.webhookscript.delivery.route;

import java.time.Clock;
import java.time.Duration;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

import io.webhookscript.delivery.Delivery;
import io.webhookscript.delivery.DeliveryEvents;
import io.webhookscript.delivery.LogContext;
import io.webhookscript.delivery.condition.ScriptStop;
import io.webhookscript.delivery.durable.HeldEntry;
import io.webhookscript.delivery.letter.DeadLetterStep;
import io.webhookscript.store.Claim;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Completes an ended delivery once: updates counters, notifier events and the delivery log, and releases its resources.
 * A delivery that did not reach the dead-letter step of its route is sent to the dead-letter endpoint here.
 * Thread-safe.
 */
public final class DeliveryCompletion {

    /** The pause before a dead letter that could not be stored is tried again. */
    private static final Duration LETTER_AGAIN = Duration.ofMinutes(1);

    private final DeadLetterStep deadLetters;
    private final DeliveryEvents events;
    private final DeliveryLogPublisher logging;
    private final Consumer<Delivery> sessions;
    private final BiPredicate<RoutePair, ScriptStop> stopping;
    private final Clock clock;

    /**
     * @param sessions opens or closes the session that a successful delivery names
     * @param stopping stops a script because of its receiver; returns false when that changes nothing
     */
    public DeliveryCompletion(
                              DeadLetterStep deadLetters, DeliveryEvents events, DeliveryLogPublisher logging,
                              Consumer<Delivery> sessions, BiPredicate<RoutePair, ScriptStop> stopping,
                              Clock clock) {
        this.deadLetters = deadLetters;
        this.events = events;
        this.logging = logging;
        this.sessions = sessions;
        this.stopping = stopping;
        this.clock = clock;
    }

    /**
     * Completes a delivery after its route. A route that failed or was stopped on the way also ends with an outcome,
     * unless the outbox continues the delivery.
     */
    void ofRoute(RoutePair pair, Delivery delivery, Exchange exchange) {
        if (!delivery.hasEnded() && !delivery.isPutBack()) {
            endWithoutRoute(pair, delivery, exchange.getException());
        }
        if (delivery.isLetterMissing()) {
            delivery.putBack(LETTER_AGAIN);
        }
        if (delivery.isPutBack()) {
            leftToStore(delivery);
        } else {
            ended(delivery);
        }
        if (delivery.hasEnded()) {
            delivery.stopsItsScript().filter(stop -> stopping.test(pair, stop))
                    .ifPresent(stop -> tellStopped(delivery, stop));
        }
        pair.inFlight().leave();
    }

    private void endWithoutRoute(RoutePair pair, Delivery delivery, @Nullable Exception failure) {
        if (delivery.held() != null && pair.runtime().waits().areEnded()) {
            delivery.putBack(Duration.ZERO);
        } else {
            delivery.endWithoutAttempt("its route did not complete" + (failure == null ? "" : ": " + failure));
            deadLetters.store(delivery);
        }
    }

    /** Completes a delivery that never reached the dead-letter step of its route. */
    void withoutRoute(Delivery delivery) {
        deadLetters.store(delivery);
        ended(delivery);
    }

    /** Completes a delivery whose event was not stored, so that its source still has it. */
    void notAccepted(Delivery delivery) {
        ended(delivery);
    }

    /** Forgets a delivery that the outbox continues: it has no outcome yet. */
    void leftToStore(Delivery delivery) {
        delivery.runtime().counters().putBack();
        delivery.release();
    }

    private void ended(Delivery delivery) {
        LogContext named = LogContext.of(delivery);
        try {
            if (!delivery.failed()) {
                sessions.accept(delivery);
            }
            delivery.runtime().counters().ended(delivery, clock.instant());
            events.ended(delivery);
            logging.ended(delivery);
        } finally {
            named.end();
            endEntry(delivery);
        }
        delivery.release();
    }

    /** Comes last: until then, a crash leaves the entry in the outbox. */
    private static void endEntry(Delivery delivery) {
        HeldEntry held = delivery.held();
        if (held != null) {
            held.end(!delivery.failed()
                    ? Claim.Ending.DELIVERED
                    : delivery.blocksItsOrder() ? Claim.Ending.FAILED_AND_BLOCKS_ITS_ORDER : Claim.Ending.FAILED);
        }
    }

    private void tellStopped(Delivery delivery, ScriptStop stop) {
        LogContext named = LogContext.of(delivery);
        try {
            events.stopped(delivery.script(), delivery.data().message().id(), stop);
        } finally {
            named.end();
        }
    }
}
