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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.store.jdbc.database.Dialect;
import org.jspecify.annotations.Nullable;

/** Inserts, frees and deletes entries. Stateless. */
final class EntryTable {

    /** With {@value #ROW_PARAMETERS} parameters a row, far below the limits of both databases. */
    private static final int ROWS = 64;

    /** A larger statement takes much memory and is not faster. */
    private static final int BYTES = 4 * 1024 * 1024;

    private static final int ROW_PARAMETERS = 11;

    private static final String ROW = "(" + Placeholders.list(ROW_PARAMETERS) + ")";

    private static final int DELETED_AT_ONCE = 1_000;

    private final String insert;
    private final String afterRows;
    private final String restart;
    private final String release;
    private final String purge;
    private final String sentAgain;

    /**
     * A row to insert.
     *
     * @param owner null when it is not claimed
     */
    record NewRow(StoredEntry entry, int state, @Nullable String owner) {
    }

    /** What the table contains for an id. */
    record Known(long seq, int state) {
    }

    EntryTable(Dialect dialect) {
        this.insert
                = "INSERT INTO webhookscript_outbox (id, script, order_key, subject, keeps_id, state, owner, claims, attempts,"
                  + " progress, document, due, accepted_at) SELECT entries.*, clock.now, clock.now FROM (VALUES ";
        this.afterRows = ") AS entries, (SELECT " + dialect.now() + " AS now) AS clock WHERE true"
                         + " ON CONFLICT (id) DO NOTHING RETURNING seq, id";
        this.restart = "UPDATE webhookscript_outbox SET state = " + EntryState.WAITING + ", due = " + dialect.now()
                       + ", accepted_at = " + dialect.now()
                       + ", script = ?, subject = ?, keeps_id = ?, attempts = ?, progress = ?, document = ? WHERE seq = ?";
        this.release
                = "UPDATE webhookscript_outbox SET state = " + EntryState.WAITING + ", owner = NULL, due = " + dialect.now()
                  + " WHERE id = ? AND owner = ? AND state = " + EntryState.CLAIMED;
        this.sentAgain = "UPDATE webhookscript_dead_letter SET replayed_at = " + dialect.now()
                         + ", replays = replays + 1 WHERE message_id = ?";
        this.purge = "DELETE FROM webhookscript_outbox WHERE seq IN (SELECT seq FROM webhookscript_outbox WHERE state = "
                     + EntryState.ENDED + " AND due <= (SELECT " + dialect.now() + ") ORDER BY due LIMIT " + DELETED_AT_ONCE
                     + ")";
    }

    /**
     * Inserts rows with different ids.
     *
     * @return the numbers of the rows by id, without those whose id is known already
     */
    Map<String, Long> insert(Connection connection, List<NewRow> rows) throws SQLException {
        Map<String, Long> inserted = new HashMap<>();
        List<NewRow> part = new ArrayList<>(ROWS);
        int bytes = 0;
        for (NewRow next : rows) {
            if (part.size() == ROWS || !part.isEmpty() && bytes + next.entry().size() > BYTES) {
                insertPart(connection, part, inserted);
                part.clear();
                bytes = 0;
            }
            part.add(next);
            bytes += next.entry().size();
        }
        if (!part.isEmpty()) {
            insertPart(connection, part, inserted);
        }
        return inserted;
    }

    private void insertPart(Connection connection, List<NewRow> part, Map<String, Long> inserted) throws SQLException {
        String sql = insert + Placeholders.repeat(ROW, part.size()) + afterRows;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int column = 0;
            for (NewRow next : part) {
                column = fill(statement, column, next);
            }
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    inserted.put(result.getString(2), result.getLong(1));
                }
            }
        }
    }

    private static int fill(PreparedStatement statement, int before, NewRow row) throws SQLException {
        StoredEntry entry = row.entry();
        int column = before;
        statement.setString(++column, entry.id());
        statement.setString(++column, entry.script());
        statement.setString(++column, entry.orderKey());
        statement.setString(++column, entry.subject());
        statement.setInt(++column, entry.entry().keepsId() ? 1 : 0);
        statement.setInt(++column, row.state());
        statement.setString(++column, row.owner());
        statement.setInt(++column, row.owner() == null ? 0 : 1);
        statement.setInt(++column, entry.entry().attempts());
        statement.setBytes(++column, entry.progress());
        statement.setBytes(++column, entry.document());
        return column;
    }

    Optional<Known> find(Connection connection, String id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT seq, state FROM webhookscript_outbox WHERE id = ?")) {
            statement.setString(1, id);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(new Known(row.getLong(1), row.getInt(2))) : Optional.empty();
            }
        }
    }

    /** Lets an entry wait again that has failed and blocks its order. It keeps its place. */
    void restart(Connection connection, long seq, StoredEntry entry) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(restart)) {
            statement.setString(1, entry.script());
            statement.setString(2, entry.subject());
            statement.setInt(3, entry.entry().keepsId() ? 1 : 0);
            statement.setInt(4, entry.entry().attempts());
            statement.setBytes(5, entry.progress());
            statement.setBytes(6, entry.document());
            statement.setLong(7, seq);
            statement.executeUpdate();
        }
    }

    /** Marks the dead letters of entries as sent again. */
    void markLetters(Connection connection, Collection<StoredEntry> again) throws SQLException {
        if (again.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sentAgain)) {
            for (StoredEntry entry : again) {
                statement.setString(1, entry.id());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    void delete(Connection connection, long seq) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM webhookscript_outbox WHERE seq = ?")) {
            statement.setLong(1, seq);
            statement.executeUpdate();
        }
    }

    void release(Connection connection, List<Change.Release> releases) throws SQLException {
        if (releases.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(release)) {
            for (Change.Release next : releases) {
                statement.setString(1, next.id());
                statement.setString(2, next.owner());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Deletes ids whose retention has ended; true when there may be more. */
    boolean purge(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(purge)) {
            return statement.executeUpdate() == DELETED_AT_ONCE;
        }
    }
}
