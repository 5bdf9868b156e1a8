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

import io.webhookscript.store.StoreException;
import io.webhookscript.store.jdbc.database.Database;
import io.webhookscript.store.jdbc.database.StoredBytes;
import org.jspecify.annotations.Nullable;

/** The database of a log. It is opened, and its tables are created, when it is needed first. Thread-safe. */
final class LogDatabase {

    private final Supplier<Database> opening;
    private final StoredBytes bytes;
    private @Nullable Ready ready = null;

    /** A database with its tables. */
    record Ready(Database database, DeliveryTable table) {
    }

    LogDatabase(Supplier<Database> opening, StoredBytes bytes) {
        this.opening = opening;
        this.bytes = bytes;
    }

    /** @throws StoreException when it cannot be used now, or its schema is newer than this release */
    synchronized Ready ready() {
        Ready current = ready;
        if (current == null) {
            Database database = opening.get();
            database.bringUpToDate();
            current = new Ready(database, new DeliveryTable(database.dialect(), bytes));
            ready = current;
        }
        return current;
    }

    /** What the database says, without our words around it. */
    static String reason(Throwable failure) {
        Throwable cause = failure instanceof StoreException && failure.getCause() != null ? failure.getCause() : failure;
        return String.valueOf(cause.getMessage());
    }
}
