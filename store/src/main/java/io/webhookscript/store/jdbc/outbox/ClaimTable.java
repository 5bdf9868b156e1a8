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
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import io.webhookscript.store.jdbc.database.Dialect;
import io.webhookscript.store.jdbc.database.StoredText;

/** Finds entries that are due, and claims them. Stateless. */
final class ClaimTable {

    /** Documents of one claim of a script; at least one entry is claimed. */
    private static final long BYTES = 4 * 1024 * 1024;

    private final Dialect dialect;
    private final String scripts;
    private final String candidates;
    private final String claim;

    /**
     * A script with waiting entries.
     *
     * @param millis until its first entry is due; not positive when one is due
     */
    record WaitingScript(String name, long millis) {
    }

    ClaimTable(Dialect dialect) {
        this.dialect = dialect;
        // jumps from script to script in the index, however many entries they have
        this.scripts = "WITH RECURSIVE scripts(script) AS ("
                       + "SELECT MIN(script) FROM webhookscript_outbox WHERE state = 0 UNION ALL"
                       + " SELECT (SELECT MIN(o.script) FROM webhookscript_outbox o WHERE o.state = 0 AND o.script > s.script)"
                       + " FROM scripts s WHERE s.script IS NOT NULL)"
                       + " SELECT s.script, (SELECT MIN(o.due) FROM webhookscript_outbox o WHERE o.state = 0"
                       + " AND o.script = s.script) - " + dialect.now() + " FROM scripts s WHERE s.script IS NOT NULL";
        this.candidates = "SELECT seq, LENGTH(document) + LENGTH(progress) FROM webhookscript_outbox WHERE state = 0"
                          + " AND script = ? AND due <= (SELECT " + dialect.now() + ") ORDER BY due, seq LIMIT ?"
                          + dialect.skipLocked();
        this.claim = "UPDATE webhookscript_outbox SET state = 1, owner = ?, claims = claims + 1 WHERE " + dialect.isOneOf("seq")
                     + " RETURNING seq, claims, " + StoredEntry.COLUMNS;
    }

    /** The statement that finds scripts; a test examines its plan. */
    String scripts() {
        return scripts;
    }

    /** The statement that finds the entries of a script; a test examines its plan. */
    String candidates() {
        return candidates;
    }

    List<WaitingScript> scripts(Connection connection) throws SQLException {
        List<WaitingScript> found = new ArrayList<>();
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(scripts)) {
            while (row.next()) {
                found.add(new WaitingScript(StoredText.decode(row.getString(1)), row.getLong(2)));
            }
        }
        return found;
    }

    /** Receives a claimed row, with {@code seq}, {@code claims} and {@link StoredEntry#COLUMNS}. */
    @FunctionalInterface
    interface ClaimedRow {

        void read(ResultSet row) throws SQLException;
    }

    /**
     * Claims entries of a script that are due, the longest due first.
     *
     * @return their number; less than the limit does not mean that there are no more
     */
    int claim(Connection connection, String script, int limit, String owner, ClaimedRow claimed) throws SQLException {
        List<Long> chosen = candidates(connection, script, limit);
        if (chosen.isEmpty()) {
            return 0;
        }
        try (PreparedStatement statement = connection.prepareStatement(claim)) {
            statement.setString(1, owner);
            dialect.setNumbers(statement, 2, chosen);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    claimed.read(row);
                }
            }
        }
        return chosen.size();
    }

    private List<Long> candidates(Connection connection, String script, int limit) throws SQLException {
        List<Long> chosen = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(candidates)) {
            statement.setString(1, StoredText.encode(script, "the script's name"));
            statement.setInt(2, limit);
            try (ResultSet row = statement.executeQuery()) {
                long bytes = 0;
                while (row.next() && (chosen.isEmpty() || bytes + row.getLong(2) <= BYTES)) {
                    chosen.add(row.getLong(1));
                    bytes += row.getLong(2);
                }
            }
        }
        return chosen;
    }
}
