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

import java.util.UUID;
import java.util.function.Supplier;

import io.webhookscript.deliverylog.DeliveryLog;
import io.webhookscript.spi.SessionStore;
import io.webhookscript.store.DeadLetterStore;
import io.webhookscript.store.ErasedEntries;
import io.webhookscript.store.Erasure;
import io.webhookscript.store.Outbox;
import io.webhookscript.store.StoreException;
import io.webhookscript.store.StoreOptions;
import io.webhookscript.store.WebhookStore;
import io.webhookscript.store.jdbc.database.Database;
import io.webhookscript.store.jdbc.outbox.SqlOutbox;
import org.jspecify.annotations.Nullable;

/** A store in one database, which is open between a start and the next stop. */
final class SqlStore implements WebhookStore {

    private final Supplier<Database> opening;
    private final StoreOptions options;
    private final SqlOutbox outbox;
    private final StoreParts parts;
    private @Nullable Database database = null;

    /** @param opening opens the database; throws a {@link StoreException} when that is not possible */
    SqlStore(Supplier<Database> opening, StoreOptions options) {
        this.opening = opening;
        this.options = options;
        this.outbox = new SqlOutbox(options);
        this.parts = new StoreParts(options, outbox);
    }

    @Override
    public synchronized void start() {
        if (database != null) {
            return;
        }
        Database opened = opening.get();
        boolean started = false;
        try {
            opened.bringUpToDate();
            parts.start(opened);
            outbox.start(opened, node());
            database = opened;
            started = true;
        } finally {
            if (!started) {
                stop(opened);
            }
        }
    }

    /** Without a name that is the same after a restart, claims of an earlier process expire with their lease. */
    private String node() {
        String node = options.node();
        return node == null ? UUID.randomUUID().toString() : node;
    }

    @Override
    public synchronized void stop() {
        Database stopped = database;
        database = null;
        if (stopped != null) {
            stop(stopped);
        }
    }

    private void stop(Database used) {
        outbox.stop();
        parts.stop();
        used.close();
    }

    @Override
    public Outbox outbox() {
        return outbox;
    }

    @Override
    public DeadLetterStore deadLetters() {
        return parts.deadLetters();
    }

    @Override
    public DeliveryLog deliveryLog() {
        return parts.deliveryLog();
    }

    @Override
    public SessionStore sessions() {
        return parts.sessions();
    }

    @Override
    public ErasedEntries erase(Erasure request) {
        return parts.erase(request);
    }

    /**
     * Deletes what running deliveries have written since the latest erasures; the housekeeping does it every minute.
     */
    void repeatErasures() {
        parts.repeatErasures();
    }
}
