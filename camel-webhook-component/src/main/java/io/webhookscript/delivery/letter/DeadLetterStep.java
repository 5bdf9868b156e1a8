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
package io.webhookscript.delivery.letter;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import io.webhookscript.delivery.DeadLetterEndpoints;
import io.webhookscript.delivery.DeadLetterPath;
import io.webhookscript.delivery.Delivery;
import io.webhookscript.delivery.DeliveryThreads;
import io.webhookscript.delivery.LogContext;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.script.ScriptDefinition.DeadLetter;
import io.webhookscript.value.OneLine;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a failed delivery as one document to the dead-letter endpoint, or stores it in the component's store. If that
 * fails, the step logs an error with the message id, and the caller gets the failure.
 */
public final class DeadLetterStep implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterStep.class);

    /** For a delivery whose total time has passed before it failed: enough for an endpoint that works. */
    private static final Duration LEAST = Duration.ofSeconds(1);

    /** The maximum time for the store when nobody waits; until then it repeats what has failed. */
    private static final Duration MOST = Duration.ofMinutes(1);

    private final CamelContext camelContext;
    private final DeadLetterEndpoints endpoints;
    private final @Nullable Storage storage;
    private final DeadLetterSender sender;
    private final DeliveryThreads threads;

    /** The component's store, for dead letters. */
    @FunctionalInterface
    public interface Storage {

        /**
         * Stores a letter, and returns after its commit.
         *
         * @param  document the dead-letter document
         * @param  most     the maximum time of the call
         * @return          why it was not stored, as far as this is known; empty when it was
         */
        Optional<Throwable> add(Delivery delivery, String document, Instant failedAt, Duration most);
    }

    /** @param storage null when the component has no store */
    public DeadLetterStep(
                          CamelContext camelContext, DeadLetterEndpoints endpoints, @Nullable Storage storage,
                          DeliveryThreads threads) {
        this.camelContext = camelContext;
        this.storage = storage;
        this.endpoints = endpoints;
        this.sender = new DeadLetterSender(camelContext.createProducerTemplate(), threads);
        this.threads = threads;
    }

    @Override
    public void process(Exchange exchange) {
        store(Delivery.of(exchange));
    }

    public void store(Delivery delivery) {
        if (delivery.failed() && !delivery.isHandedBack()) {
            endpoints.of(delivery).ifPresent(endpoint -> {
                LogContext named = LogContext.of(delivery);
                try {
                    store(delivery, endpoint);
                } finally {
                    named.end();
                }
            });
        }
    }

    private void store(Delivery delivery, String endpoint) {
        if (endpoint.equals(DeadLetter.STORE)) {
            storeDurably(delivery);
            return;
        }
        if (delivery.deadLetterPath() != null
                && delivery.deadLetterPath().leadsBackTo(endpoint, delivery.overrides().replay())) {
            lost(delivery, new NotSentException(
                    "the event is itself a dead letter that came through " + endpoint + ", so it is not sent there again",
                    null));
            return;
        }
        Exchange letter = new DefaultExchange(camelContext);
        try {
            letter.getMessage().setBody(DeadLetterDocument.of(delivery, threads.clock().instant()));
        } catch (NotSentException failure) {
            lost(delivery, failure);
            return;
        }
        letter.getMessage().setHeader(Exchange.CONTENT_TYPE, DeadLetterDocument.CONTENT_TYPE);
        letter.getMessage().setHeader(Exchange.FILE_NAME, delivery.data().message().id() + ".json");
        DeadLetterPath path = DeadLetterPath.to(endpoint, letter, delivery.deadLetterPath(), delivery.overrides().replay());
        Optional<Throwable> failure = send(new DeadLetterSender.Letter(delivery, endpoint, letter, path));
        if (failure.isPresent()) {
            delivery.deadLetterFailed();
            lost(delivery, failure.get());
        } else {
            delivery.deadLettered();
        }
    }

    /** No transaction of a caller takes part, so the time is limited for a transacted caller, too. */
    private void storeDurably(Delivery delivery) {
        Instant now = threads.clock().instant();
        try {
            String document = DeadLetterDocument.of(delivery, now);
            Duration most = delivery.callerWaits() ? patience(delivery) : MOST;
            Optional<Throwable> failure = Objects.requireNonNull(storage).add(delivery, document, now, most);
            if (failure.isPresent()) {
                delivery.deadLetterFailed();
                lost(delivery, failure.get());
            } else {
                delivery.deadLettered();
            }
        } catch (NotSentException failure) {
            lost(delivery, failure);
        }
    }

    /**
     * A caller that waits gets its result at the end of the delivery's total time, whatever the endpoint does. A
     * transacted one has its transaction on this thread.
     */
    private Optional<Throwable> send(DeadLetterSender.Letter letter) {
        Delivery delivery = letter.delivery();
        if (!delivery.callerWaits() || delivery.transacted()) {
            return sender.send(letter);
        }
        return sender.send(letter, patience(delivery));
    }

    private Duration patience(Delivery delivery) {
        Duration left = delivery.remaining(threads.steady().instant());
        return left.compareTo(LEAST) < 0 ? LEAST : left;
    }

    /** Logs one line for each lost dead letter, without a limit: the line may be the only trace of the event. */
    private void lost(Delivery delivery, Throwable failure) {
        String reason = OneLine.of(delivery.data().masker().mask(String.valueOf(failure)));
        LOG.error("script {} message {}: its dead letter could not be stored; a waiting caller gets the failure: {}",
                delivery.script().name(), delivery.data().message().id(), reason);
        delivery.runtime().events().deadLetterFailed(delivery, reason);
    }
}
