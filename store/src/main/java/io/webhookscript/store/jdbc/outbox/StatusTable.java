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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.webhookscript.store.jdbc.database.Dialect;
import io.webhookscript.store.jdbc.database.StoredText;

/** Counts entries. Stateless. */
final class StatusTable {

    private final String count;

    /** The numbers of all nodes. */
    record Numbers(Map<String, Long> waiting, Duration oldest, long blocked) {
    }

    StatusTable(Dialect dialect) {
        this.count = "SELECT script, state, COUNT(*), MIN(accepted_at), " + dialect.now() + " FROM webhookscript_outbox"
                     + " WHERE state <= " + EntryState.BLOCKING + " GROUP BY script, state";
    }

    Numbers count(Connection connection) throws SQLException {
        Map<String, Long> waiting = new HashMap<>();
        long oldest = 0;
        long blocked = 0;
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(count)) {
            while (row.next()) {
                if (row.getInt(2) == EntryState.BLOCKING) {
                    blocked += row.getLong(3);
                } else {
                    waiting.merge(StoredText.decode(row.getString(1)), row.getLong(3), Long::sum);
                    oldest = Math.max(oldest, row.getLong(5) - row.getLong(4));
                }
            }
        }
        return new Numbers(waiting, Duration.ofMillis(oldest), blocked);
    }
}
