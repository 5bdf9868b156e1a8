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

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.webhookscript.delivery.report.DeliveryResult;
import io.webhookscript.deliverylog.DeliveryLog.Page;
import io.webhookscript.deliverylog.DeliveryQuery;
import io.webhookscript.deliverylog.LoggedDelivery;
import io.webhookscript.deliverylog.LoggedDelivery.Attempts;
import io.webhookscript.deliverylog.LoggedDelivery.Message;
import io.webhookscript.script.ScriptIdentity;
import io.webhookscript.store.jdbc.database.Dialect;
import io.webhookscript.store.jdbc.database.StoredBytes;
import org.jspecify.annotations.Nullable;

/** The SQL of the delivery log. Stateless. */
record DeliveryTable(Dialect dialect, StoredBytes bytes) {

    private static final String TABLE = "webhookscript_delivery";

    private static final String INSERT = "INSERT INTO " + TABLE
                                         + " (script, script_version, message_id, began_at, ended_at, outcome, status, attempts,"
                                         + " dead_lettered, subject, keep_until, " + EntryTexts.COLUMNS
                                         + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /** The maximum number of rows that one statement deletes, so that no lock is held for long. */
    private static final int DELETED_AT_ONCE = 2_000;

    private static final Instant END_OF_TIMES = Instant.parse("9999-01-01T00:00:00Z");

    /** The query timeout, so that a hanging database cannot block a thread without end. */
    private static final int SECONDS_TO_RESPOND = 30;

    void insert(Connection connection, List<LoggedDelivery> deliveries) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setQueryTimeout(SECONDS_TO_RESPOND);
            for (LoggedDelivery delivery : deliveries) {
                fill(insert, delivery);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void fill(PreparedStatement insert, LoggedDelivery d) throws SQLException {
        int column = 0;
        insert.setString(++column, d.script().name());
        insert.setString(++column, d.script().version());
        insert.setString(++column, EntryTexts.storable(d.messageId()));
        dialect.setTimestamp(insert, ++column, d.began());
        dialect.setTimestamp(insert, ++column, d.ended());
        insert.setString(++column, d.result().outcome().code());
        if (d.result().status() != null) {
            insert.setInt(++column, d.result().status());
        } else {
            insert.setNull(++column, Types.INTEGER);
        }
        insert.setInt(++column, d.attempts().count());
        insert.setBoolean(++column, d.deadLettered());
        insert.setString(++column, d.message().subject());
        if (d.keepFor() == null) {
            insert.setNull(++column, Types.BIGINT);
        } else {
            insert.setLong(++column, d.ended().plus(d.keepFor()).toEpochMilli());
        }
        EntryTexts texts = EntryTexts.of(d);
        if (bytes.encrypts()) {
            texts.fillEncrypted(insert, column, bytes, context(EntryTexts.storable(d.messageId()), d.ended()));
        } else {
            texts.fill(insert, column);
        }
    }

    private static String context(String messageId, Instant ended) {
        return "delivery.contents:" + messageId + ":" + ended.toEpochMilli();
    }

    /** Limits a time of a query, such as {@code Instant.MIN}, to the range of databases, which contains all entries. */
    private static Instant within(Instant asked) {
        if (asked.isBefore(Instant.EPOCH)) {
            return Instant.EPOCH;
        }
        return asked.isAfter(END_OF_TIMES) ? END_OF_TIMES : asked;
    }

    /** Sets a value of a condition. */
    @FunctionalInterface
    private interface Value {

        void set(PreparedStatement statement, int column) throws SQLException;
    }

    /** Reads one row more than requested, to see whether there is a next page. */
    Page find(Connection connection, DeliveryQuery query) throws SQLException {
        StringBuilder sql = new StringBuilder("SELECT * FROM " + TABLE + " WHERE 1 = 1");
        List<Value> values = new ArrayList<>();
        if (query.script() != null) {
            condition(sql, values, "script = ?", text(query.script()));
        }
        if (query.messageId() != null) {
            condition(sql, values, "message_id = ?", text(EntryTexts.storable(query.messageId())));
        }
        if (query.outcome() != null) {
            condition(sql, values, "outcome = ?", text(query.outcome().code()));
        }
        if (query.from() != null) {
            condition(sql, values, "ended_at >= ?", time(within(query.from())));
        }
        if (query.until() != null) {
            condition(sql, values, "ended_at < ?", time(within(query.until())));
        }
        if (query.before() != null) {
            long before = query.before();
            condition(sql, values, "id < ?", (statement, column) -> statement.setLong(column, before));
        }
        sql.append(" ORDER BY id DESC").append(dialect.first(query.limit() + 1));
        try (PreparedStatement select = connection.prepareStatement(sql.toString())) {
            select.setQueryTimeout(SECONDS_TO_RESPOND);
            for (int i = 0; i < values.size(); i++) {
                values.get(i).set(select, i + 1);
            }
            try (ResultSet rows = select.executeQuery()) {
                return page(rows, query.limit());
            }
        }
    }

    private static Value text(String text) {
        return (statement, column) -> statement.setString(column, text);
    }

    private Value time(Instant time) {
        return (statement, column) -> dialect.setTimestamp(statement, column, time);
    }

    private static void condition(StringBuilder sql, List<Value> values, String condition, Value value) {
        sql.append(" AND ").append(condition);
        values.add(value);
    }

    private Page page(ResultSet rows, int limit) throws SQLException {
        List<LoggedDelivery> found = new ArrayList<>();
        long last = 0;
        while (rows.next()) {
            if (found.size() == limit) {
                return new Page(found, last);
            }
            last = rows.getLong("id");
            found.add(entry(rows));
        }
        return new Page(found, null);
    }

    private LoggedDelivery entry(ResultSet row) throws SQLException {
        int status = row.getInt("status");
        boolean hasStatus = !row.wasNull();
        long keepUntil = row.getLong("keep_until");
        Instant kept = row.wasNull() ? null : Instant.ofEpochMilli(keepUntil);
        String messageId = row.getString("message_id");
        Instant ended = dialect.timestamp(row, "ended_at");
        EntryTexts texts = EntryTexts.read(row, bytes, context(messageId, ended));
        return new LoggedDelivery(
                new ScriptIdentity(row.getString("script"), row.getString("script_version"), texts.tenant()),
                new Message(messageId, texts.sourceId(), row.getString("subject")), dialect.timestamp(row, "began_at"), ended,
                new DeliveryResult(
                        AttemptsJson.outcome(row.getString("outcome")), hasStatus ? status : null, texts.reason()),
                new Attempts(row.getInt("attempts"), texts.attempts(), texts.method(), texts.url(), texts.response()),
                row.getBoolean("dead_lettered"), kept == null ? null : Duration.between(ended, kept));
    }

    /** Deletes some of the entries of a message or a person. */
    int erase(Connection connection, @Nullable String messageId, @Nullable String subject) throws SQLException {
        return messageId != null
                ? delete(connection, "message_id = ? ORDER BY id", text(EntryTexts.storable(messageId)))
                : delete(connection, "subject = ? ORDER BY id", text(String.valueOf(subject)));
    }

    /** Deletes some of the entries of a person whose deliveries had begun before a time. */
    int eraseBegunUntil(Connection connection, String subject, Instant begunUntil) throws SQLException {
        return delete(connection, "subject = ? AND began_at <= ? ORDER BY id", (statement, column) -> {
            statement.setString(column, subject);
            dialect.setTimestamp(statement, column + 1, begunUntil);
        });
    }

    /**
     * Deletes entries whose script says how long they are kept.
     *
     * @return how many rows were deleted; it may have to be called again
     */
    int deleteExpired(Connection connection, Instant now) throws SQLException {
        return delete(connection, "keep_until < ? ORDER BY keep_until",
                (statement, column) -> statement.setLong(column, now.toEpochMilli()));
    }

    /** Deletes entries whose script does not say how long they are kept. */
    int deleteBefore(Connection connection, Instant end) throws SQLException {
        return delete(connection, "keep_until IS NULL AND ended_at < ? ORDER BY ended_at", time(end));
    }

    /**
     * Deletes all but the newest entries, by their numbers. A gap counts as an entry, which avoids counting millions of
     * rows.
     */
    int deleteBeyond(Connection connection, long entries) throws SQLException {
        return delete(connection, "id <= (SELECT MAX(id) FROM " + TABLE + ") - ? ORDER BY id",
                (statement, column) -> statement.setLong(column, entries));
    }

    private int delete(Connection connection, String condition, Value bound) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM " + TABLE + " WHERE id IN (SELECT id FROM "
                                                                    + TABLE + " WHERE " + condition
                                                                    + dialect.first(DELETED_AT_ONCE) + ")")) {
            delete.setQueryTimeout(SECONDS_TO_RESPOND);
            bound.set(delete, 1);
            return delete.executeUpdate();
        }
    }
}
