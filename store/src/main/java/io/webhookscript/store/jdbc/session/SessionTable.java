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
package io.webhookscript.store.jdbc.session;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.request.event.Json;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.spi.CallbackSession;
import io.webhookscript.store.jdbc.database.StoredBytes;
import io.webhookscript.store.jdbc.database.StoredText;
import org.jspecify.annotations.Nullable;

/** The SQL of the sessions. Stateless. */
record SessionTable(StoredBytes bytes) {

    static final int DELETED_AT_ONCE = 1_000;

    private static final String TABLE = "webhookscript_session";
    private static final String ONE = " WHERE script = ? AND id = ?";
    private static final String INSERT = "INSERT INTO " + TABLE
                                         + " (script, id, message_id, subject, expires_at, context) VALUES (?, ?, ?, ?, ?, ?)"
                                         + " ON CONFLICT (script, id) DO ";

    /** @return whether it was not open before; of two calls at the same time, this is true for one */
    boolean open(Connection connection, CallbackSession session, Instant now) throws SQLException {
        if (insert(connection, INSERT + "NOTHING", session) == 1) {
            return true;
        }
        boolean wasExpired = delete(connection, ONE + " AND expires_at <= ?", new SessionKey(session.script(), session.id()),
                now) == 1;
        insert(connection, INSERT + "UPDATE SET message_id = excluded.message_id, subject = excluded.subject,"
                           + " expires_at = excluded.expires_at, context = excluded.context",
                session);
        return wasExpired;
    }

    private int insert(Connection connection, String sql, CallbackSession session) throws SQLException {
        SessionKey key = new SessionKey(session.script(), session.id());
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, key.storedScript());
            insert.setString(2, key.storedId());
            insert.setString(3, StoredText.encode(session.messageId(), "the message id"));
            insert.setString(4, session.subject() == null ? null : StoredText.encode(session.subject(), "the subject"));
            insert.setLong(5, session.expiresAt().toEpochMilli());
            insert.setBytes(6, bytes.encode(json(session.context()), key.context()));
            return insert.executeUpdate();
        }
    }

    Optional<CallbackSession> find(Connection connection, SessionKey key, Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT message_id, subject, expires_at, context FROM " + TABLE + ONE + " AND expires_at > ?")) {
            set(select, key, now);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(session(row, key)) : Optional.empty();
            }
        }
    }

    private CallbackSession session(ResultSet row, SessionKey key) throws SQLException {
        String subject = row.getString("subject");
        return new CallbackSession(
                key.script(), key.id(), StoredText.decode(row.getString("message_id")),
                context(bytes.decode(row.getBytes("context"), key.context())),
                Instant.ofEpochMilli(row.getLong("expires_at")), subject == null ? null : StoredText.decode(subject));
    }

    static void prolong(Connection connection, SessionKey key, Instant expiresAt, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE " + TABLE + " SET expires_at = ?" + ONE + " AND expires_at > ?")) {
            update.setLong(1, expiresAt.toEpochMilli());
            update.setString(2, key.storedScript());
            update.setString(3, key.storedId());
            update.setLong(4, now.toEpochMilli());
            update.executeUpdate();
        }
    }

    static boolean close(Connection connection, SessionKey key, Instant now) throws SQLException {
        return delete(connection, ONE + " AND expires_at > ?", key, now) == 1;
    }

    private static int delete(Connection connection, String condition, SessionKey key, Instant now) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM " + TABLE + condition)) {
            set(delete, key, now);
            return delete.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, SessionKey key, Instant now) throws SQLException {
        statement.setString(1, key.storedScript());
        statement.setString(2, key.storedId());
        statement.setLong(3, now.toEpochMilli());
    }

    static long count(Connection connection, String script, Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT COUNT(*) FROM " + TABLE + " WHERE script = ? AND expires_at > ?")) {
            select.setString(1, StoredText.encode(script, "the script's name"));
            select.setLong(2, now.toEpochMilli());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Deletes some of the sessions of a script; at most {@link #DELETED_AT_ONCE}. */
    static int deleteOf(Connection connection, String script) throws SQLException {
        return deleteSome(connection, "script = ?", StoredText.encode(script, "the script's name"));
    }

    /** Deletes some of the sessions that have expired; at most {@link #DELETED_AT_ONCE}. */
    static int deleteExpired(Connection connection, Instant now) throws SQLException {
        return deleteSome(connection, "expires_at <= ?", now.toEpochMilli());
    }

    private static int deleteSome(Connection connection, String condition, Object value) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM " + TABLE + " WHERE (script, id) IN (SELECT script, id FROM " + TABLE + " WHERE " + condition
                                                                    + " LIMIT " + DELETED_AT_ONCE + ")")) {
            delete.setObject(1, value);
            return delete.executeUpdate();
        }
    }

    private static byte[] json(Map<String, String> context) throws SQLException {
        try {
            return Json.writeBytes(context);
        } catch (NotSentException impossible) {
            throw new SQLException("the values of context cannot be written as JSON", impossible);
        }
    }

    private static Map<String, String> context(byte[] json) throws SQLException {
        @Nullable
        Object value;
        try {
            value = Json.read(json);
        } catch (NotSentException unreadable) {
            throw new SQLException("the column context does not contain JSON", unreadable);
        }
        Map<String, String> context = new HashMap<>();
        if (value instanceof Map<?, ?> entries) {
            entries.forEach((name, text) -> context.put(String.valueOf(name), String.valueOf(text)));
        }
        return context;
    }
}
