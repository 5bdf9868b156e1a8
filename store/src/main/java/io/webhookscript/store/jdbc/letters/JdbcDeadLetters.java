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
package io.webhookscript.store.jdbc.letters;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.webhookscript.store.DeadLetter;
import io.webhookscript.store.DeadLetterFilter;
import io.webhookscript.store.DeadLetterStore;
import io.webhookscript.store.StoreException;
import io.webhookscript.store.jdbc.database.Database;
import io.webhookscript.store.jdbc.database.DatabaseFailure;
import org.jspecify.annotations.Nullable;

/** The dead letters of a store in a database whose schema is up to date. */
public final class JdbcDeadLetters implements DeadLetterStore {

    /** Letters that one transaction deletes. */
    private static final int MAX_DELETED = 500;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int REPETITIONS = 5;

    private final Database database;
    private final Orders orders;
    private final LetterWriter writer;
    private final LetterRetention retention;

    /** The orders of the outbox that failed events have blocked. */
    @FunctionalInterface
    public interface Orders {

        /**
         * Lets the orders of failed entries continue, in the transaction of the connection. It is called at most once
         * in a transaction.
         */
        void release(Connection connection, Collection<Failed> failed) throws SQLException;

        /** A failed entry whose letter is deleted. */
        record Failed(String messageId, String orderKey) {
        }
    }

    /** @param keep how long a letter is kept */
    public JdbcDeadLetters(Database database, Orders orders, Duration keep, Clock clock) {
        this.database = database;
        this.orders = orders;
        this.writer = new LetterWriter(database);
        this.retention = new LetterRetention(this::deleteSome, keep, clock);
    }

    public void start() {
        writer.start();
        retention.start();
    }

    /** Stores the letters that wait, unless the database takes too long. */
    public void stop() {
        retention.stop();
        writer.stop(PATIENCE);
    }

    @Override
    public CompletionStage<Void> add(DeadLetter letter) {
        return writer.add(letter);
    }

    @Override
    public Page find(DeadLetterFilter filter, Range range) {
        return database.read(connection -> LetterTable.find(connection, filter, range));
    }

    @Override
    public Map<String, Long> counts(DeadLetterFilter filter) {
        return database.read(connection -> LetterTable.counts(connection, filter));
    }

    @Override
    public long end() {
        return database.read(LetterTable::end);
    }

    @Override
    public Optional<DeadLetter> get(String messageId) {
        return database.read(connection -> LetterTable.get(connection, messageId));
    }

    @Override
    public Map<String, Resent> resent(Collection<String> messageIds) {
        if (messageIds.isEmpty()) {
            return Map.of();
        }
        if (messageIds.size() > MAX_PAGE) {
            throw new IllegalArgumentException(messageIds.size() + " ids, expected at most " + MAX_PAGE);
        }
        return database.read(connection -> LetterTable.resent(connection, messageIds));
    }

    /** In several transactions; letters that fail meanwhile are not deleted. */
    @Override
    public long discard(DeadLetterFilter filter) {
        long end = end();
        long discarded = 0;
        int deleted;
        do {
            deleted = delete(filter, end);
            discarded += deleted;
        } while (deleted == MAX_DELETED);
        return discarded;
    }

    /** Deletes a batch of letters whose time is over, and returns their number. */
    int deleteOld() {
        return retention.deleted();
    }

    private int deleteSome(DeadLetterFilter filter) {
        return delete(filter, Long.MAX_VALUE);
    }

    private int delete(DeadLetterFilter filter, long end) {
        @Nullable
        StoreException conflict = null;
        for (int repetition = 0; repetition < REPETITIONS; repetition++) {
            try {
                return database.write(connection -> {
                    List<LetterTable.Deleted> deleted = LetterTable.delete(connection, filter, end, MAX_DELETED);
                    release(connection, deleted);
                    return deleted.size();
                });
            } catch (StoreException failure) {
                if (DatabaseFailure.kind(failure) != DatabaseFailure.Kind.CONFLICT) {
                    throw failure;
                }
                conflict = failure;
            }
        }
        throw Objects.requireNonNull(conflict);
    }

    private void release(Connection connection, List<LetterTable.Deleted> deleted) throws SQLException {
        List<Orders.Failed> failed = deleted.stream().filter(letter -> letter.orderKey() != null)
                .map(letter -> new Orders.Failed(letter.messageId(), String.valueOf(letter.orderKey()))).toList();
        if (!failed.isEmpty()) {
            orders.release(connection, failed);
        }
    }
}
