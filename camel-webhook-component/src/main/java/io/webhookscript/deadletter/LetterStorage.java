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
package io.webhookscript.deadletter;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.webhookscript.delivery.Delivery;
import io.webhookscript.delivery.durable.HeldEntry;
import io.webhookscript.delivery.durable.StoredProgress;
import io.webhookscript.delivery.letter.DeadLetterStep;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.store.DeadLetter;
import io.webhookscript.store.DeadLetterStore;
import io.webhookscript.store.OutboxEntry;
import io.webhookscript.store.StoreException;
import io.webhookscript.template.TemplateException;
import org.jspecify.annotations.Nullable;

/** Stores failed deliveries as dead letters in the store of the component. Thread-safe. */
public final class LetterStorage implements DeadLetterStep.Storage {

    /**
     * The longest further wait of an interrupted caller, whose letter would otherwise be stored without its knowledge.
     */
    private static final Duration INTERRUPTED = Duration.ofSeconds(1);

    private final DeadLetterStore letters;

    public LetterStorage(DeadLetterStore letters) {
        this.letters = letters;
    }

    @Override
    public Optional<Throwable> add(Delivery delivery, String document, Instant failedAt, Duration most) {
        try {
            return await(letters.add(letter(delivery, document, failedAt)).toCompletableFuture(), most);
        } catch (NotSentException | RuntimeException failure) {
            return Optional.of(failure);
        }
    }

    private DeadLetter letter(Delivery delivery, String document, Instant failedAt) throws NotSentException {
        return new DeadLetter(
                delivery.data().message().id(), delivery.script().name(), failedAt, delivery.result().outcome().code(),
                delivery.result().status(),
                delivery.data().masker().mask(delivery.reason()), new DeadLetter.Contents(document, entry(delivery)));
    }

    /** The entry as it was accepted; a delivery that was not stored before gets one now. */
    private static OutboxEntry entry(Delivery delivery) throws NotSentException {
        HeldEntry held = delivery.held();
        if (held != null) {
            return held.entry().withProgress(0, StoredProgress.NONE);
        }
        return new OutboxEntry(
                delivery.data().message().id(), delivery.script().name(), orderKey(delivery),
                delivery.runtime().subject(delivery.data()), delivery.sourceId() != null, 0, delivery.stored().toBytes(),
                StoredProgress.NONE);
    }

    /** A key that cannot be rendered must not prevent the letter from being stored. */
    private static @Nullable String orderKey(Delivery delivery) {
        try {
            return delivery.runtime().orderKey(delivery.data());
        } catch (TemplateException noKey) {
            return null;
        }
    }

    private static Optional<Throwable> await(CompletableFuture<Void> stored, Duration most) {
        try {
            return result(stored, most);
        } catch (InterruptedException stopped) {
            return afterAnInterrupt(stored, most.compareTo(INTERRUPTED) < 0 ? most : INTERRUPTED);
        }
    }

    private static Optional<Throwable> result(CompletableFuture<Void> stored, Duration most) throws InterruptedException {
        try {
            stored.get(most.toNanos(), TimeUnit.NANOSECONDS);
            return Optional.empty();
        } catch (ExecutionException failure) {
            return Optional.of(failure.getCause() == null ? failure : failure.getCause());
        } catch (TimeoutException late) {
            return Optional.of(new StoreException(
                    "the store did not respond within " + most.toMillis() + " ms; the letter may be stored later", late));
        }
    }

    private static Optional<Throwable> afterAnInterrupt(CompletableFuture<Void> stored, Duration most) {
        try {
            return result(stored, most);
        } catch (InterruptedException again) {
            return Optional.of(new StoreException("interrupted twice; the letter may be stored later", again));
        } finally {
            Thread.currentThread().interrupt();
        }
    }
}
