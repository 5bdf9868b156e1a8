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
import java.util.function.Predicate;

import io.webhookscript.delivery.DeadLetterStep;
import io.webhookscript.delivery.Delivery;
import io.webhookscript.delivery.DeliveryEvents;
import io.webhookscript.delivery.LogContext;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done, once, when a delivery has ended: counters, notifier events and delivery log are told, and it lets go of
 * what it held. One that did not come to the dead-letter step of its route is put aside here. Thread-safe.
 */
public final class DeliveryCompletion {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryCompletion.class);

    private final DeadLetterStep deadLetters;
    private final DeliveryEvents events;
    private final DeliveryLogPublisher logging;
    private final Predicate<RoutePair> stopping;
    private final Clock clock;

    /** @param stopping stops a script whose receiver is gone; false when that changes nothing any more */
    public DeliveryCompletion(
                              DeadLetterStep deadLetters, DeliveryEvents events, DeliveryLogPublisher logging,
                              Predicate<RoutePair> stopping,
                              Clock clock) {
        this.deadLetters = deadLetters;
        this.events = events;
        this.logging = logging;
        this.stopping = stopping;
        this.clock = clock;
    }

    /** A route that broke on its way, a stopped one say, still is an outcome. */
    void ofRoute(RoutePair pair, Delivery delivery, Exchange exchange) {
        if (delivery.hasEnded()) {
            ended(delivery);
        } else {
            Exception failure = exchange.getException();
            delivery.endWithoutAttempt("its route did not run to its end" + (failure == null ? "" : ": " + failure));
            withoutRoute(delivery);
        }
        if (delivery.result().outcome().stopsScript() && stopping.test(pair)) {
            tellGone(delivery);
        }
        pair.inFlight().leave();
    }

    /** Of one that never came to the dead-letter step of its route. */
    void withoutRoute(Delivery delivery) {
        deadLetters.putAside(delivery);
        ended(delivery);
    }

    private void ended(Delivery delivery) {
        LogContext named = LogContext.of(delivery);
        try {
            delivery.parts().counters().ended(delivery, clock.instant());
            events.ended(delivery);
            logging.ended(delivery);
        } finally {
            named.end();
        }
        delivery.release();
    }

    private void tellGone(Delivery delivery) {
        LogContext named = LogContext.of(delivery);
        try {
            LOG.warn("script {} is stopped: its receiver said with message {} that it is gone for good",
                    delivery.script().name(), delivery.data().message().id());
            events.stopped(delivery);
        } finally {
            named.end();
        }
    }
}
