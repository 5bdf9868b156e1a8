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
package io.webhookscript.store.jdbc.deliverylog;

import java.util.function.Supplier;

import javax.sql.DataSource;

import io.webhookscript.store.StoreException;
import io.webhookscript.store.jdbc.database.Database;
import io.webhookscript.store.jdbc.database.StoredBytes;
import org.jspecify.annotations.Nullable;

/** The database of a log. Its tables are created when it is needed first. Thread-safe. */
final class LogDatabase {

    private final Supplier<Database> current;
    private final StoredBytes bytes;
    private @Nullable Ready ready = null;

    /** A database of its own, which is opened when it is needed first. Used by one thread at a time. */
    static final class Own implements Supplier<Database> {

        private final DataSource dataSource;
        private @Nullable Database opened = null;

        Own(DataSource dataSource) {
            this.dataSource = dataSource;
        }

        @Override
        public Database get() {
            Database database = opened;
            if (database == null) {
                database = Database.forDeliveryLog(dataSource);
                opened = database;
            }
            return database;
        }
    }

    /** A database with its tables. */
    record Ready(Database database, DeliveryTable table) {
    }

    /** @param current the database that is open now */
    LogDatabase(Supplier<Database> current, StoredBytes bytes) {
        this.current = current;
        this.bytes = bytes;
    }

    /** @throws StoreException when it cannot be used now, or its schema is newer than this release */
    synchronized Ready ready() {
        Database database = current.get();
        Ready known = ready;
        if (known == null || known.database() != database) {
            database.bringUpToDate();
            known = new Ready(database, new DeliveryTable(database.dialect(), bytes));
            ready = known;
        }
        return known;
    }

    /** What the database says, without our words around it. */
    static String reason(Throwable failure) {
        Throwable cause = failure instanceof StoreException && failure.getCause() != null ? failure.getCause() : failure;
        return String.valueOf(cause.getMessage());
    }
}
