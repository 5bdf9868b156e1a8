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
package io.webhookscript.store.jdbc.session;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

import io.webhookscript.spi.CallbackSession;
import io.webhookscript.spi.SessionStore;
import io.webhookscript.store.jdbc.database.Database;
import io.webhookscript.store.jdbc.database.StoredBytes;

/** The callback sessions of a store. All nodes with the same database have the same sessions. */
public final class SqlSessions implements SessionStore {

    private final Supplier<Database> database;
    private final SessionTable table;
    private final SessionCounts counts;

    /** @param database throws a {@code StoreException} while the store is not started */
    public SqlSessions(Supplier<Database> database, StoredBytes bytes) {
        this.database = database;
        this.table = new SessionTable(bytes);
        this.counts = new SessionCounts(
                (script, now) -> database.get()
                        .read(connection -> SessionTable.count(connection, script, now)));
    }

    @Override
    public boolean open(CallbackSession session, Instant now) {
        boolean isNew = database.get().write(connection -> table.open(connection, session, now));
        counts.changed(session.script(), isNew ? 1 : 0);
        return isNew;
    }

    @Override
    public Optional<CallbackSession> find(String script, String id, Instant now) {
        return database.get().read(connection -> table.find(connection, new SessionKey(script, id), now));
    }

    @Override
    public void prolong(String script, String id, Instant expiresAt, Instant now) {
        database.get().update(connection -> SessionTable.prolong(connection, new SessionKey(script, id), expiresAt, now));
    }

    @Override
    public boolean close(String script, String id, Instant now) {
        boolean wasOpen = database.get().write(connection -> SessionTable.close(connection, new SessionKey(script, id), now));
        counts.changed(script, wasOpen ? -1 : 0);
        return wasOpen;
    }

    @Override
    public void closeAll(String script) {
        deleteInBatches(connection -> SessionTable.deleteOf(connection, script));
        counts.forget(script);
    }

    @Override
    public long count(String script, Instant now) {
        return counts.of(script, now);
    }

    /** Deletes the sessions that have expired, in small batches. */
    public void deleteExpired(Instant now) {
        deleteInBatches(connection -> SessionTable.deleteExpired(connection, now));
    }

    private void deleteInBatches(Database.Work<Integer> batch) {
        int deleted;
        do {
            deleted = database.get().write(batch);
        } while (deleted == SessionTable.DELETED_AT_ONCE);
    }
}
