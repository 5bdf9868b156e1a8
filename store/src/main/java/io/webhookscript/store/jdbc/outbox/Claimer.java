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
package io.webhookscript.store.jdbc.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.webhookscript.store.OutboxConsumer;
import io.webhookscript.store.StoreException;
import io.webhookscript.store.jdbc.database.Database;
import io.webhookscript.store.jdbc.database.DatabaseFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims entries that are due on its own thread, per script as many as the consumer has room for. It sleeps until the
 * next entry is due, or somebody wakes it.
 */
final class Claimer implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Claimer.class);

    /** Entries of other nodes are found after this time. */
    private static final Duration MAX_SLEEP = Duration.ofSeconds(1);

    /** The time between two looks, so that entries which become due together are claimed together. */
    private static final Duration PACE = Duration.ofMillis(5);

    /** Entries of one script in one look, so that the room is asked again. */
    private static final int PER_SCRIPT = 100;

    /** Until an entry is tried again that cannot be decrypted. */
    private static final Duration UNREADABLE = Duration.ofMinutes(1);

    /** Entries of one transaction. */
    private static final int PER_TRANSACTION = 500;

    private final Parts parts;
    private final Signal signal = new Signal();
    /** Held while the consumer gets a claim, so that it gets none after the close. */
    private final Object handing = new Object();
    /** The scripts that may have entries which are due, so that more room of others is no reason to look. */
    private final Set<String> backlog = ConcurrentHashMap.newKeySet();
    private volatile boolean unknown;
    private volatile @Nullable OutboxConsumer consumer = null;
    private volatile boolean stopped;

    /** What the claimer works with. */
    record Parts(
            Database database, ClaimTable table, CurrentTenure tenure, HeldClaims held, Health health,
            Writer writer) {
    }

    Claimer(Parts parts) {
        this.parts = parts;
    }

    void open(OutboxConsumer taker) {
        consumer = taker;
        signal.set();
    }

    void close() {
        synchronized (handing) {
            consumer = null;
        }
    }

    /** There may be more room. */
    void wake() {
        OutboxConsumer taker = consumer;
        if (taker != null && (unknown || backlog.stream().anyMatch(script -> taker.room(script) > 0))) {
            signal.set();
        }
    }

    /** Entries of these scripts are due, or will be soon. */
    void due(Set<String> scripts) {
        backlog.addAll(scripts);
        wake();
    }

    /** A transaction that is not committed yet makes entries due; {@link #wake} follows it. */
    void expectMore() {
        unknown = true;
    }

    /** Entries of any script may be due. */
    void lookNow() {
        signal.set();
    }

    void stop() {
        stopped = true;
        close();
        signal.set();
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                long start = System.nanoTime();
                long sleep = sleepAfterLook();
                signal.await(sleep);
                Thread.sleep(Math.max(0, PACE.minusNanos(System.nanoTime() - start).toMillis()));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private long sleepAfterLook() {
        OutboxConsumer taker = consumer;
        if (taker == null || parts.health().problem() != null || !parts.tenure().get().isValid()) {
            return MAX_SLEEP.toNanos();
        }
        try {
            return look(taker);
        } catch (StoreException failure) {
            LOG.debug("store: cannot claim: {}", failure.getMessage());
            // the writer finds out whether the database can be used, and this thread waits until it can
            parts.writer().probe();
            return MAX_SLEEP.toNanos();
        }
    }

    /** Returns the nanoseconds until the next look. */
    private long look(OutboxConsumer taker) {
        long next = MAX_SLEEP.toNanos();
        List<ClaimTransaction.Wish> wishes = new ArrayList<>();
        int entries = 0;
        unknown = false;
        backlog.clear();
        for (ClaimTable.WaitingScript script : parts.database().read(parts.table()::scripts)) {
            int room = taker.room(script.name());
            if (script.millis() <= 0) {
                backlog.add(script.name());
            }
            if (room > 0 && script.millis() <= 0) {
                int limit = Math.min(room, PER_SCRIPT);
                if (entries + limit > PER_TRANSACTION) {
                    next = Math.min(next, claim(taker, wishes));
                    wishes.clear();
                    entries = 0;
                }
                wishes.add(new ClaimTransaction.Wish(script.name(), limit));
                entries += limit;
            } else if (room > 0) {
                next = Math.min(next, Duration.ofMillis(script.millis()).toNanos());
            }
        }
        return wishes.isEmpty() ? next : Math.min(next, claim(taker, wishes));
    }

    private long claim(OutboxConsumer taker, List<ClaimTransaction.Wish> wishes) {
        ClaimTransaction transaction = new ClaimTransaction(parts);
        try {
            boolean more = parts.database().write(connection -> transaction.execute(connection, wishes));
            transaction.unreadable().forEach(claim -> claim.giveBack(UNREADABLE));
            transaction.claims().forEach(claim -> hand(taker, claim));
            return more ? 0 : MAX_SLEEP.toNanos();
        } catch (StoreException failure) {
            transaction.undo(DatabaseFailure.kind(failure) == DatabaseFailure.Kind.UNKNOWN);
            throw failure;
        }
    }

    private void hand(OutboxConsumer taker, SqlClaim claim) {
        synchronized (handing) {
            if (consumer == taker) {
                taker.claimed(claim);
                return;
            }
        }
        claim.giveBack(Duration.ZERO);
    }
}
