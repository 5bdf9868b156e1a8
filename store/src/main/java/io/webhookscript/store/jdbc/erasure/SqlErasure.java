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
package io.webhookscript.store.jdbc.erasure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.webhookscript.store.ErasedEntries;
import io.webhookscript.store.Erasure;
import io.webhookscript.store.StoreException;
import io.webhookscript.store.jdbc.database.Database;
import io.webhookscript.store.jdbc.deliverylog.JdbcDeliveryLog;
import io.webhookscript.store.jdbc.outbox.SqlOutbox;

/**
 * Deletes the data of a message or a person. A delivery that is being sent at this moment, on this node or another one,
 * may still write its outcome; therefore requests are noted in {@code webhookscript_erasure}, from which the other
 * nodes know that they may make no further attempt, and are repeated for an hour.
 */
public final class SqlErasure {

    private final Supplier<Database> database;
    private final SqlOutbox outbox;
    private final JdbcDeliveryLog log;
    /**
     * The time of the latest request that this node has seen, by the clock of the database; 0 before the first look.
     */
    private long seen;

    public SqlErasure(Supplier<Database> database, SqlOutbox outbox, JdbcDeliveryLog log) {
        this.database = database;
        this.outbox = outbox;
        this.log = log;
    }

    /**
     * Blocks until the deletion is stored.
     *
     * @throws StoreException when the database cannot be used now; the request can be repeated
     */
    public ErasedEntries erase(Erasure request) {
        Database current = database.get();
        SqlOutbox.Erased removed = outbox.erase(current, request);
        List<NotedErasure> noted = new ArrayList<>();
        noted.add(NotedErasure.of(request));
        removed.messageIds().forEach(id -> noted.add(NotedErasure.of(Erasure.ofMessage(id))));
        current.update(connection -> ErasureTable.note(connection, current.dialect(), noted));
        ErasedEntries erased = new ErasedEntries(
                removed.waiting(), delete(current, ErasureTable.DEAD_LETTERS, request),
                log.erase(request.messageId(), request.subject()), delete(current, ErasureTable.SESSIONS, request));
        current.removeTraces();
        return erased;
    }

    private static long delete(Database database, ErasureTable.Contents contents, Erasure request) {
        long all = 0;
        int deleted;
        do {
            deleted = database.write(connection -> ErasureTable.delete(connection, contents, request));
            all += deleted;
        } while (deleted == ErasureTable.DELETED_AT_ONCE);
        return all;
    }

    /** Ends the claims of this node whose entries were erased by another one. */
    public synchronized void followOtherNodes() {
        List<NotedErasure> noted = database.get().read(connection -> ErasureTable.since(connection, seen));
        outbox.revoke(noted.stream().filter(NotedErasure::isMessage).map(NotedErasure::value).toList());
        noted.forEach(erasure -> seen = Math.max(seen, erasure.at()));
    }

    /** Deletes what deliveries have written that had begun before the latest requests. */
    public void repeatLatest() {
        Database current = database.get();
        current.update(connection -> ErasureTable.forget(connection, current.dialect()));
        long deleted = 0;
        for (NotedErasure erasure : current.read(connection -> ErasureTable.since(connection, 0))) {
            if (erasure.isMessage()) {
                Erasure request = Erasure.ofMessage(erasure.value());
                deleted += delete(current, ErasureTable.DEAD_LETTERS, request) + log.erase(erasure.value(), null)
                           + delete(current, ErasureTable.SESSIONS, request);
            } else {
                deleted += log.eraseBegunUntil(erasure.value(), Instant.ofEpochMilli(erasure.at()));
            }
        }
        if (deleted > 0) {
            current.removeTraces();
        }
    }
}
