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

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.webhookscript.store.Erasure;
import io.webhookscript.store.Outbox;
import io.webhookscript.store.OutboxConsumer;
import io.webhookscript.store.OutboxEntry;
import io.webhookscript.store.OutboxStatus;
import io.webhookscript.store.StoreException;
import io.webhookscript.store.StoreOptions;
import io.webhookscript.store.jdbc.database.Database;
import io.webhookscript.store.jdbc.database.Dialect;
import io.webhookscript.store.jdbc.database.StoredBytes;
import org.jspecify.annotations.Nullable;

/** The outbox in {@code webhookscript_outbox}. Between a start and the next stop, an {@link OutboxProcess} works. */
public final class SqlOutbox implements Outbox {

    private static final String NOT_STARTED = "the store is not started";

    private final StoreOptions options;
    private final StoredBytes bytes;
    private volatile @Nullable OutboxProcess process = null;
    private volatile @Nullable OutboxConsumer consumer = null;

    public SqlOutbox(StoreOptions options) {
        this.options = options;
        this.bytes = new StoredBytes(options.encryption());
    }

    /**
     * @param  node           the name of this node
     * @throws StoreException when the database cannot be used
     */
    public synchronized void start(Database database, String node) {
        OutboxProcess started = OutboxProcess.start(database, new Tenure(node, options.lease(), System::nanoTime),
                options.keepIds(), bytes);
        process = started;
        if (consumer != null) {
            started.open(consumer);
        }
    }

    /** Stores what is waiting, within a few seconds. The leases of claims that have not ended expire. */
    public synchronized void stop() {
        OutboxProcess stopped = process;
        process = null;
        if (stopped != null) {
            stopped.stop();
        }
    }

    @Override
    public CompletionStage<Acceptance> accept(OutboxEntry entry, boolean claim) {
        return accept(entry, claim, false);
    }

    @Override
    public CompletionStage<Acceptance> acceptAgain(OutboxEntry entry) {
        return accept(entry, false, true);
    }

    private CompletionStage<Acceptance> accept(OutboxEntry entry, boolean claims, boolean again) {
        OutboxProcess current = process;
        if (current == null) {
            return CompletableFuture.failedFuture(new StoreException(NOT_STARTED, null));
        }
        try {
            return current.writer().accept(StoredEntry.of(entry, bytes), claims, again);
        } catch (StoreException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    @Override
    public synchronized void open(OutboxConsumer taker) {
        consumer = taker;
        OutboxProcess current = process;
        if (current != null) {
            current.open(taker);
        }
    }

    @Override
    public void close() {
        consumer = null;
        OutboxProcess current = process;
        if (current != null) {
            current.close();
        }
    }

    @Override
    public void wake() {
        OutboxProcess current = process;
        if (current != null) {
            current.wake();
        }
    }

    /**
     * Lets the orders continue that these messages have blocked with their failure. Part of a transaction, after which
     * {@link #wake} is called.
     */
    public void releaseOrders(Connection connection, Dialect dialect, Collection<String> messageIds) throws SQLException {
        removal(dialect).releaseOrders(connection, messageIds);
        OutboxProcess current = process;
        if (current != null) {
            current.expectMore();
        }
    }

    /**
     * Removes the entries of a message or a person, also those that a node has claimed: it makes no further attempt
     * when it notices. Ids that are kept remain.
     *
     * @return the number of events that had not ended
     */
    public long erase(Database database, Erasure request) {
        RemovalTable.Removed removed = database.write(connection -> removal(database.dialect()).erase(connection, request));
        OutboxProcess current = process;
        if (current != null) {
            current.removed(removed.ids());
        }
        return removed.waiting();
    }

    private RemovalTable removal(Dialect dialect) {
        return new RemovalTable(dialect, new OrderTable(dialect), options.keepIds());
    }

    /** Complete when all earlier changes are stored. */
    CompletableFuture<Void> flush() {
        OutboxProcess current = process;
        return current == null
                ? CompletableFuture.failedFuture(new StoreException(NOT_STARTED, null)) : current.writer().flush();
    }

    @Override
    public OutboxStatus status() {
        OutboxProcess current = process;
        return current == null
                ? new OutboxStatus(Map.of(), Duration.ZERO, 0, 0, Duration.ZERO, NOT_STARTED) : current.status();
    }
}
