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

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.webhookscript.delivery.durable.StoredEvent;
import io.webhookscript.delivery.durable.StoredProgress;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.store.DeadLetter;
import io.webhookscript.store.Outbox;
import io.webhookscript.store.OutboxEntry;
import io.webhookscript.store.StoreException;
import org.jspecify.annotations.Nullable;

/** Gives letters to the outbox again, and waits for the commit. Thread-safe. */
final class LetterSender {

    /** The outbox fails by itself when its database does not work; this is for one that does not even do that. */
    private static final Duration MOST = Duration.ofMinutes(1);

    private final Outbox outbox;
    private final Clock clock;

    /**
     * The entries that were not stored, as far as this is known, and the reason.
     *
     * @param why null when all were stored
     */
    record Sent(List<OutboxEntry> failed, @Nullable StoreException why) {
    }

    LetterSender(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * The entry of a letter for a delivery that begins anew: without attempts, and with its total time before it.
     *
     * @throws IllegalStateException when the event cannot be read
     */
    OutboxEntry entry(DeadLetter letter) {
        DeadLetter.Contents contents = letter.contents();
        if (contents == null) {
            throw new IllegalStateException("it has no contents");
        }
        OutboxEntry entry = contents.entry();
        try {
            byte[] document = StoredEvent.of(entry.document()).acceptedAgain(clock.instant()).toBytes();
            return new OutboxEntry(
                    entry.id(), entry.script(), entry.orderKey(), entry.subject(), entry.keepsId(), 0, document,
                    StoredProgress.NONE);
        } catch (IllegalArgumentException | NotSentException unreadable) {
            throw new IllegalStateException(unreadable.getMessage(), unreadable);
        }
    }

    /** @return false when an earlier replay of it has not ended */
    boolean send(OutboxEntry entry) {
        return await(accept(entry));
    }

    /** All by one commit, if the outbox can do that. An entry that is being sent again already counts as sent. */
    Sent send(List<OutboxEntry> entries) {
        List<CompletableFuture<Outbox.Acceptance>> accepted = entries.stream().map(this::accept).toList();
        List<OutboxEntry> failed = new ArrayList<>();
        @Nullable
        StoreException why = null;
        for (int i = 0; i < entries.size(); i++) {
            try {
                await(accepted.get(i));
            } catch (StoreException notStored) {
                failed.add(entries.get(i));
                why = notStored;
            }
        }
        return new Sent(failed, why);
    }

    private CompletableFuture<Outbox.Acceptance> accept(OutboxEntry entry) {
        try {
            return outbox.acceptAgain(entry).toCompletableFuture();
        } catch (StoreException notStored) {
            return CompletableFuture.failedFuture(notStored);
        }
    }

    private static boolean await(CompletableFuture<Outbox.Acceptance> acceptance) {
        try {
            return acceptance.get(MOST.toMillis(), TimeUnit.MILLISECONDS).isNew();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof StoreException notStored
                    ? notStored : new StoreException(String.valueOf(failure.getCause()), failure.getCause());
        } catch (TimeoutException late) {
            throw new StoreException("the store did not respond within " + MOST.toSeconds() + " s", late);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted before the commit", stopped);
        }
    }
}
