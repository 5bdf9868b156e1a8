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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.webhookscript.store.jdbc.database.Dialect;

/**
 * The order of entries with the same key: only the first of them may wait or be claimed, the others are parked. All
 * methods need the locks of the keys. Stateless.
 */
final class OrderTable {

    /** Keys of one statement. */
    private static final int KEYS = 500;

    private final String busy;
    private final String promote;

    OrderTable(Dialect dialect) {
        this.busy = "WITH keys(k) AS (VALUES %s) SELECT k FROM keys WHERE EXISTS"
                    + " (SELECT 1 FROM webhookscript_outbox o WHERE o.order_key = keys.k)";
        this.promote = "WITH keys(k) AS (VALUES %s) UPDATE webhookscript_outbox SET state = " + EntryState.WAITING + ", due = "
                       + dialect.now() + " WHERE state = " + EntryState.PARKED + " AND seq IN (SELECT (SELECT MIN(o.seq)"
                       + " FROM webhookscript_outbox o WHERE o.order_key = keys.k) FROM keys) RETURNING script";
    }

    /** The keys with entries that have not ended. */
    Set<String> busy(Connection connection, Collection<String> keys) throws SQLException {
        return query(connection, busy, keys);
    }

    /** Lets the first entry of each key wait if it is parked. Returns the scripts with such entries. */
    Set<String> promote(Connection connection, Collection<String> keys) throws SQLException {
        return query(connection, promote, keys);
    }

    private static Set<String> query(Connection connection, String sql, Collection<String> keys) throws SQLException {
        Set<String> found = new HashSet<>();
        List<String> all = new ArrayList<>(keys);
        for (int from = 0; from < all.size(); from += KEYS) {
            List<String> part = all.subList(from, Math.min(all.size(), from + KEYS));
            try (PreparedStatement statement = connection
                    .prepareStatement(String.format(sql, Placeholders.repeat("(?)", part.size())))) {
                for (int i = 0; i < part.size(); i++) {
                    statement.setString(i + 1, part.get(i));
                }
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        found.add(row.getString(1));
                    }
                }
            }
        }
        return found;
    }
}
