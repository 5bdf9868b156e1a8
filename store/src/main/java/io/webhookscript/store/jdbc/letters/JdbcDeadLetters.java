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

import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.webhookscript.store.DeadLetter;
import io.webhookscript.store.DeadLetterFilter;
import io.webhookscript.store.DeadLetterStore;
import io.webhookscript.store.StoreException;
import io.webhookscript.store.StoreOptions;
import io.webhookscript.store.jdbc.database.Database;
import io.webhookscript.store.jdbc.database.StoredBytes;
import io.webhookscript.store.jdbc.outbox.SqlOutbox;
import org.jspecify.annotations.Nullable;

/** The dead letters in {@code webhookscript_dead_letter}. Between a start and the next stop, its threads work. */
public final class JdbcDeadLetters implements DeadLetterStore {

    private static final String NOT_STARTED = "the store is not started";

    private final StoreOptions options;
    private final SqlOutbox outbox;
    private final Clock clock;
    private final LetterTable table;
    private volatile @Nullable Running running = null;

    private record Running(Database database, LetterWriter writer, LetterDeletion deletion, LetterRetention retention) {
    }

    /** @param outbox lets the orders continue that letters have blocked */
    public JdbcDeadLetters(StoreOptions options, SqlOutbox outbox, Clock clock) {
        this.options = options;
        this.outbox = outbox;
        this.clock = clock;
        this.table = new LetterTable(
                new StoredBytes(options.encryption()), options::ownKeepDeadLettersOf);
    }

    /** @param database its tables are up to date */
    public synchronized void start(Database database) {
        if (running == null) {
            LetterDeletion deletion = new LetterDeletion(database, outbox);
            Running started = new Running(
                    database, new LetterWriter(database, table), deletion,
                    new LetterRetention(deletion::some, options.keepDeadLetters(), clock));
            started.writer().start();
            started.retention().start();
            running = started;
        }
    }

    /** Stores the letters that wait, unless the database takes too long. */
    public synchronized void stop() {
        Running stopped = running;
        if (stopped != null) {
            running = null;
            stopped.retention().stop();
            stopped.writer().stop();
        }
    }

    private Running running() {
        Running current = running;
        if (current == null) {
            throw new StoreException(NOT_STARTED, null);
        }
        return current;
    }

    @Override
    public CompletionStage<Void> add(DeadLetter letter) {
        Running current = running;
        return current == null
                ? CompletableFuture.failedFuture(new StoreException(NOT_STARTED, null)) : current.writer().add(letter);
    }

    @Override
    public Page find(DeadLetterFilter filter, Range range) {
        table.check(filter);
        return running().database().read(connection -> table.find(connection, filter, range));
    }

    @Override
    public Map<String, Long> counts(DeadLetterFilter filter) {
        table.check(filter);
        return running().database().read(connection -> LetterTable.counts(connection, filter));
    }

    @Override
    public long end() {
        return running().database().read(LetterTable::end);
    }

    @Override
    public Optional<DeadLetter> get(String messageId) {
        return running().database().read(connection -> table.get(connection, messageId)).map(table::decoded);
    }

    @Override
    public Map<String, Resent> resent(Collection<String> messageIds) {
        if (messageIds.isEmpty()) {
            return Map.of();
        }
        if (messageIds.size() > MAX_PAGE) {
            throw new IllegalArgumentException(messageIds.size() + " ids, expected at most " + MAX_PAGE);
        }
        return running().database().read(connection -> LetterTable.resent(connection, messageIds));
    }

    @Override
    public long discard(DeadLetterFilter filter) {
        table.check(filter);
        return running().deletion().all(filter);
    }

    /** Deletes a batch of letters whose time is over, and returns their number. */
    int deleteOld() {
        return running().retention().deleted();
    }
}
