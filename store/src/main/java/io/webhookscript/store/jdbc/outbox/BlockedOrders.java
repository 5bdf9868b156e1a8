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
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

import io.webhookscript.store.jdbc.database.Dialect;

/** Lets orders continue whose failed entry nobody will send again. Stateless. */
public final class BlockedOrders {

    private final Dialect dialect;
    private final OrderTable orders;
    private final String delete;
    private final String keep;

    /**
     * A failed entry.
     *
     * @param id       the message id as in the table
     * @param orderKey the key as in the table
     */
    public record FailedEntry(String id, String orderKey) {
    }

    /** @param keepIds how long the id of an entry is known after its end */
    public BlockedOrders(Dialect dialect, Duration keepIds) {
        this.dialect = dialect;
        this.orders = new OrderTable(dialect);
        this.delete = "DELETE FROM webhookscript_outbox WHERE id = ? AND keeps_id = 0 AND state = " + EntryState.BLOCKING;
        this.keep = "UPDATE webhookscript_outbox SET state = " + EntryState.ENDED + ", order_key = NULL, subject = NULL, due = "
                    + dialect.now() + " + " + keepIds.toMillis() + " WHERE id = ? AND state = " + EntryState.BLOCKING;
    }

    /** Must be called at most once in a transaction. An entry that does not block its order is not changed. */
    public void release(Connection connection, Collection<FailedEntry> failed) throws SQLException {
        Set<String> keys = new TreeSet<>();
        failed.forEach(entry -> keys.add(entry.orderKey()));
        dialect.lockOrders(connection, keys);
        execute(connection, delete, failed);
        execute(connection, keep, failed);
        orders.promote(connection, keys);
    }

    private static void execute(Connection connection, String sql, Collection<FailedEntry> failed) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (FailedEntry entry : failed) {
                statement.setString(1, entry.id());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
