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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;

import io.webhookscript.delivery.AcceptedDeliveries.Places;
import io.webhookscript.delivery.Delivery;
import io.webhookscript.delivery.durable.HeldEntry;
import io.webhookscript.delivery.durable.StoredProgress;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.store.Claim;
import io.webhookscript.store.Outbox;
import io.webhookscript.store.Outbox.Acceptance;
import io.webhookscript.store.OutboxEntry;
import io.webhookscript.template.TemplateException;
import org.jspecify.annotations.Nullable;

/**
 * Accepts events by storing them: the caller continues after the commit, or fails when the event was not stored. If
 * this node has room, the stored event is delivered from memory at once; else it waits in the outbox. Thread-safe.
 */
final class StoredAcceptance {

    private final Outbox outbox;
    private final DeliveryCompletion completion;
    private final Executor continuing;

    /** @param continuing runs callers whose event was stored, since the thread of the store must not be blocked */
    StoredAcceptance(Outbox outbox, DeliveryCompletion completion, Executor continuing) {
        this.outbox = outbox;
        this.completion = completion;
        this.continuing = continuing;
    }

    /** Delivers an event from memory that was stored and claimed. */
    interface Begin {

        void begin();
    }

    /**
     * An event that is about to be stored.
     *
     * @param begin begins the delivery on another thread
     */
    record Incoming(RoutePair pair, Delivery delivery, DeliveryCaller caller, Begin begin) {

        private Places places() {
            return pair.runtime().places();
        }
    }

    /** @return as {@link org.apache.camel.AsyncProcessor#process}: whether the caller was called on this thread */
    boolean accept(Incoming event) {
        OutboxEntry entry;
        try {
            entry = entry(event);
        } catch (NotSentException refused) {
            event.delivery().end(refused);
            completion.withoutRoute(event.delivery());
            return ended(event, true);
        }
        boolean direct = event.pair().runtime().room() > 0 && event.places().enterShare(event.delivery().weight());
        CompletionStage<Acceptance> stored = stored(event, entry, direct);
        Future<Acceptance> done = stored.toCompletableFuture();
        if (event.delivery().transacted() || done.isDone()) {
            return settle(event, direct, await(stored), true);
        }
        stored.whenComplete((acceptance, failure) -> settleLater(event, direct, new Stored(acceptance, failure)));
        return false;
    }

    /** @param failure null when the event was stored */
    private record Stored(@Nullable Acceptance acceptance, @Nullable Throwable failure) {
    }

    private static OutboxEntry entry(Incoming event) throws NotSentException {
        Delivery delivery = event.delivery();
        byte[] document = delivery.stored().toBytes();
        delivery.weighsMore(document.length);
        if (event.places().isTooHeavy(delivery.weight())) {
            throw new NotSentException(event.places().refusal(delivery.weight()), null);
        }
        try {
            return new OutboxEntry(
                    delivery.data().message().id(), delivery.script().name(), delivery.runtime().orderKey(delivery.data()),
                    delivery.runtime().subject(delivery.data()), delivery.sourceId() != null, 0, document,
                    StoredProgress.NONE);
        } catch (TemplateException failure) {
            throw new NotSentException(delivery.data().masker().mask(String.valueOf(failure.getMessage())), failure);
        }
    }

    private CompletionStage<Acceptance> stored(Incoming event, OutboxEntry entry, boolean direct) {
        try {
            return event.delivery().isReplay() ? outbox.acceptAgain(entry) : outbox.accept(entry, direct);
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /** Waits on the caller's thread, which a transaction is bound to. */
    private static Stored await(CompletionStage<Acceptance> stored) {
        try {
            return new Stored(stored.toCompletableFuture().join(), null);
        } catch (CompletionException failure) {
            return new Stored(null, failure);
        }
    }

    /** On a thread of the store. */
    private void settleLater(Incoming event, boolean direct, Stored stored) {
        Claim claim = stored.acceptance() == null ? null : stored.acceptance().claim();
        if (claim != null) {
            continuing.execute(() -> event.caller().accepted(event.delivery(), false));
            begin(event, claim);
        } else {
            continuing.execute(() -> settle(event, direct, stored, false));
        }
    }

    private boolean settle(Incoming event, boolean direct, Stored stored, boolean doneSync) {
        Acceptance acceptance = stored.acceptance();
        Claim claim = acceptance == null ? null : acceptance.claim();
        if (claim != null) {
            begin(event, claim);
            event.caller().accepted(event.delivery(), doneSync);
            return doneSync;
        }
        if (direct) {
            event.places().leave(event.delivery().weight());
        }
        if (acceptance == null) {
            event.delivery().endWithoutAttempt("its event could not be stored: " + reason(stored.failure()));
            completion.notAccepted(event.delivery()); // without a dead letter: the caller still has the event
            return ended(event, doneSync);
        }
        completion.leftToStore(event.delivery());
        event.pair().inFlight().leave();
        event.caller().accepted(event.delivery(), doneSync);
        return doneSync;
    }

    private static String reason(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String message = cause == null ? null : cause.getMessage();
        return message == null ? String.valueOf(cause) : message;
    }

    private static void begin(Incoming event, Claim claim) {
        event.delivery().belongsTo(new HeldEntry(claim));
        event.begin().begin();
    }

    private static boolean ended(Incoming event, boolean doneSync) {
        event.pair().inFlight().leave();
        event.caller().ended(event.delivery(), doneSync);
        return doneSync;
    }
}
