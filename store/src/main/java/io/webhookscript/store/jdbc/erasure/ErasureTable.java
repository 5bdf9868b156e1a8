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

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.webhookscript.store.Erasure;
import io.webhookscript.store.jdbc.database.Dialect;
import io.webhookscript.store.jdbc.database.StoredText;

/** The statements of an erasure, except those for the outbox. Stateless. */
final class ErasureTable {

    static final int DELETED_AT_ONCE = 500;

    /** Longer than a delivery in memory can take, unless its script has a very long {@code limits.total}. */
    private static final Duration REPEATED_FOR = Duration.ofHours(1);

    static final Contents DEAD_LETTERS = new Contents("webhookscript_dead_letter", "number");
    static final Contents SESSIONS = new Contents("webhookscript_session", "script, id");

    /** A table with the columns {@code message_id} and {@code subject}. */
    record Contents(String table, String key) {

        private String delete(String condition) {
            return "DELETE FROM " + table + " WHERE (" + key + ") IN (SELECT " + key + " FROM " + table + " WHERE " + condition
                   + " LIMIT " + DELETED_AT_ONCE + ")";
        }
    }

    private ErasureTable() {
    }

    static int delete(Connection connection, Contents contents, Erasure request) throws SQLException {
        NotedErasure erasure = NotedErasure.of(request);
        return execute(connection, contents.delete(erasure.isMessage() ? "message_id = ?" : "subject = ?"), erasure);
    }

    private static int execute(Connection connection, String sql, NotedErasure erasure) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setString(1, stored(erasure));
            return delete.executeUpdate();
        }
    }

    private static String stored(NotedErasure erasure) {
        return StoredText.encode(erasure.value(), erasure.isMessage() ? "the message id" : "the subject");
    }

    static void note(Connection connection, Dialect dialect, Collection<NotedErasure> erasures) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO webhookscript_erasure (value, is_message, erased_at) VALUES (?, ?, " + dialect.now()
                                                                    + ") ON CONFLICT (value, is_message) DO UPDATE SET erased_at = excluded.erased_at")) {
            for (NotedErasure erasure : erasures) {
                insert.setString(1, stored(erasure));
                insert.setInt(2, erasure.isMessage() ? 1 : 0);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Deletes requests that are not repeated any more. */
    static void forget(Connection connection, Dialect dialect) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM webhookscript_erasure WHERE erased_at < " + dialect.now() + " - " + REPEATED_FOR.toMillis())) {
            delete.executeUpdate();
        }
    }

    /** The requests at and after a time: two of them can have the same. */
    static List<NotedErasure> since(Connection connection, long time) throws SQLException {
        List<NotedErasure> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT value, is_message, erased_at FROM webhookscript_erasure WHERE erased_at >= ?")) {
            select.setLong(1, time);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new NotedErasure(
                            StoredText.decode(rows.getString(1)), rows.getInt(2) == 1, rows.getLong(3)));
                }
            }
        }
        return found;
    }
}
