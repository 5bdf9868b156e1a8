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
package io.webhookscript.store.jdbc.condition;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import io.webhookscript.store.ScriptCondition;
import io.webhookscript.store.jdbc.database.StoredBytes;
import io.webhookscript.store.jdbc.database.StoredText;
import org.jspecify.annotations.Nullable;

/** The SQL of the conditions of scripts. Stateless. */
record ConditionTable(StoredBytes bytes) {

    private static final String TABLE = "webhookscript_script";
    private static final String COLUMNS
            = "failing_since, warned_at, stopped_at, stopped_version, stopped_state, stopped_reason";

    /** A condition, and how often it was changed. */
    private record Versioned(ScriptCondition condition, int changes) {
    }

    Map<String, ScriptCondition> all(Connection connection) throws SQLException {
        Map<String, ScriptCondition> all = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT script, " + COLUMNS + " FROM " + TABLE);
             ResultSet row = select.executeQuery()) {
            while (row.next()) {
                String script = StoredText.decode(row.getString("script"));
                ScriptCondition condition = condition(row, script);
                if (!condition.equals(ScriptCondition.GOOD)) {
                    all.put(script, condition);
                }
            }
        }
        return all;
    }

    /**
     * Changes a condition.
     *
     * @return empty when another transaction has changed it meanwhile
     */
    Optional<ScriptCondition> update(Connection connection, String script, UnaryOperator<ScriptCondition> change)
            throws SQLException {
        Versioned before = find(connection, script);
        ScriptCondition old = before == null ? ScriptCondition.GOOD : before.condition();
        ScriptCondition changed = change.apply(old);
        if (changed.equals(old)) {
            return Optional.of(changed);
        }
        int rows = before == null
                ? write(connection, "INSERT INTO " + TABLE + " (" + COLUMNS + ", changes, script)"
                                    + " VALUES (?, ?, ?, ?, ?, ?, 0, ?) ON CONFLICT (script) DO NOTHING",
                        script, changed, null)
                : write(connection, "UPDATE " + TABLE + " SET failing_since = ?, warned_at = ?, stopped_at = ?,"
                                    + " stopped_version = ?, stopped_state = ?, stopped_reason = ?, changes = changes + 1"
                                    + " WHERE script = ? AND changes = ?",
                        script, changed, before.changes());
        return rows == 1 ? Optional.of(changed) : Optional.empty();
    }

    private @Nullable Versioned find(Connection connection, String script) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT changes, " + COLUMNS + " FROM " + TABLE + " WHERE script = ?")) {
            select.setString(1, key(script));
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? new Versioned(condition(row, script), row.getInt("changes")) : null;
            }
        }
    }

    private int write(Connection connection, String sql, String script, ScriptCondition condition, @Nullable Integer changes)
            throws SQLException {
        ScriptCondition.Stop stop = condition.stop();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            setTime(statement, 1, condition.failingSince());
            setTime(statement, 2, condition.warnedAt());
            setTime(statement, 3, stop == null ? null : stop.at());
            statement.setString(4, stop == null ? null : stop.version());
            statement.setString(5, stop == null ? null : stop.state());
            statement.setBytes(6, stop == null
                    ? null : bytes.encode(stop.reason().getBytes(StandardCharsets.UTF_8), context(script)));
            statement.setString(7, key(script));
            if (changes != null) {
                statement.setInt(8, changes);
            }
            return statement.executeUpdate();
        }
    }

    private static void setTime(PreparedStatement statement, int column, @Nullable Instant time) throws SQLException {
        if (time == null) {
            statement.setNull(column, Types.BIGINT);
        } else {
            statement.setLong(column, time.toEpochMilli());
        }
    }

    private ScriptCondition condition(ResultSet row, String script) throws SQLException {
        Instant stopped = time(row, "stopped_at");
        return new ScriptCondition(
                time(row, "failing_since"), time(row, "warned_at"),
                stopped == null
                        ? null
                        : new ScriptCondition.Stop(
                                stopped, row.getString("stopped_version"), row.getString("stopped_state"),
                                new String(
                                        bytes.decode(row.getBytes("stopped_reason"), context(script)),
                                        StandardCharsets.UTF_8)));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static String context(String script) {
        return TABLE + " " + script;
    }

    private static String key(String script) {
        return StoredText.encode(script, "the script's name");
    }
}
