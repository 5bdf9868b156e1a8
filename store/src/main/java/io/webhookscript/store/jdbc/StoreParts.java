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
package io.webhookscript.store.jdbc;

import java.time.Clock;

import io.webhookscript.deliverylog.DeliveryLog;
import io.webhookscript.spi.SessionStore;
import io.webhookscript.store.DeadLetterStore;
import io.webhookscript.store.ErasedEntries;
import io.webhookscript.store.Erasure;
import io.webhookscript.store.ScriptStates;
import io.webhookscript.store.StoreException;
import io.webhookscript.store.StoreOptions;
import io.webhookscript.store.jdbc.condition.SqlScriptStates;
import io.webhookscript.store.jdbc.database.Database;
import io.webhookscript.store.jdbc.database.StoredBytes;
import io.webhookscript.store.jdbc.deliverylog.JdbcDeliveryLog;
import io.webhookscript.store.jdbc.erasure.SqlErasure;
import io.webhookscript.store.jdbc.letters.JdbcDeadLetters;
import io.webhookscript.store.jdbc.outbox.SqlOutbox;
import io.webhookscript.store.jdbc.session.SqlSessions;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a store other than the outbox. They are the same for the life of the store, and work between its start
 * and its stop; outside of it, their methods fail with a {@link StoreException}.
 */
final class StoreParts {

    private final JdbcDeadLetters deadLetters;
    private final JdbcDeliveryLog deliveryLog;
    private final SqlSessions sessions;
    private final SqlScriptStates scriptStates;
    private final SqlErasure erasure;
    private final Housekeeping housekeeping;
    private volatile @Nullable Database database = null;

    StoreParts(StoreOptions options, SqlOutbox outbox) {
        StoredBytes bytes = new StoredBytes(options.encryption());
        Clock clock = Clock.systemUTC();
        this.deadLetters = new JdbcDeadLetters(options, outbox, clock);
        this.deliveryLog = JdbcDeliveryLog.of(this::database, bytes);
        this.sessions = new SqlSessions(this::database, bytes);
        this.scriptStates = new SqlScriptStates(this::database, bytes);
        this.erasure = new SqlErasure(this::database, outbox, deliveryLog);
        this.housekeeping = new Housekeeping(() -> sessions.deleteExpired(clock.instant()), erasure);
    }

    /** @param opened its tables are up to date */
    void start(Database opened) {
        database = opened;
        deadLetters.start(opened);
        deliveryLog.start();
        housekeeping.start();
    }

    /** Stores what waits in memory. Does nothing before the start. */
    void stop() {
        if (database != null) {
            scriptStates.flush();
        }
        housekeeping.stop();
        deadLetters.stop();
        deliveryLog.stop();
        database = null;
    }

    private Database database() {
        Database current = database;
        if (current == null) {
            throw new StoreException("the store is not started", null);
        }
        return current;
    }

    DeadLetterStore deadLetters() {
        return deadLetters;
    }

    DeliveryLog deliveryLog() {
        return deliveryLog;
    }

    SessionStore sessions() {
        return sessions;
    }

    ScriptStates scriptStates() {
        return scriptStates;
    }

    ErasedEntries erase(Erasure request) {
        return erasure.erase(request);
    }

    void repeatErasures() {
        erasure.repeatLatest();
    }
}
