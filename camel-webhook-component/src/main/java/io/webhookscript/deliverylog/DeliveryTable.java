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
package io.webhookscript.deliverylog;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

import io.webhookscript.delivery.event.AttemptRecord;
import io.webhookscript.deliverylog.DeliveryLog.Page;
import io.webhookscript.request.event.Json;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.script.Outcome;
import org.jspecify.annotations.Nullable;

/** The SQL of the delivery log, which most databases support. Stateless. */
final class DeliveryTable {

    private static final String INSERT = "INSERT INTO " + Schema.TABLE
                                         + " (script, script_version, tenant, message_id, source_id, began_at, ended_at, outcome, status,"
                                         + " reason, attempts, last_attempts, method, url, answer, dead_lettered)"
                                         + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /** The maximum number of rows that one statement deletes, so that no lock is held for long. */
    private static final int DELETED_AT_ONCE = 10_000;

    private static final String DELETE = "DELETE FROM " + Schema.TABLE + " WHERE id IN (SELECT id FROM " + Schema.TABLE
                                         + " WHERE %s ORDER BY id FETCH FIRST " + DELETED_AT_ONCE + " ROWS ONLY)";

    private static final Instant END_OF_TIMES = Instant.parse("9999-01-01T00:00:00Z");

    /** The query timeout, so that a hanging database cannot block a thread without end. */
    private static final int SECONDS_TO_ANSWER = 30;

    private DeliveryTable() {
    }

    static void insert(Connection connection, List<LoggedDelivery> deliveries) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setQueryTimeout(SECONDS_TO_ANSWER);
            for (LoggedDelivery delivery : deliveries) {
                fill(insert, delivery);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void fill(PreparedStatement insert, LoggedDelivery d) throws SQLException {
        int column = 0;
        insert.setString(++column, d.script());
        insert.setString(++column, d.version());
        insert.setString(++column, text(d.tenant()));
        insert.setString(++column, storable(d.messageId()));
        insert.setString(++column, text(d.sourceId()));
        insert.setObject(++column, time(d.began()));
        insert.setObject(++column, time(d.ended()));
        insert.setString(++column, d.outcome().code());
        if (d.status().isPresent()) {
            insert.setInt(++column, d.status().getAsInt());
        } else {
            insert.setNull(++column, Types.INTEGER);
        }
        insert.setString(++column, storable(d.reason()));
        insert.setInt(++column, d.attempts());
        insert.setString(++column, json(d.lastAttempts()));
        insert.setString(++column, text(d.method()));
        insert.setString(++column, text(d.url()));
        insert.setString(++column, storable(d.response()));
        insert.setBoolean(++column, d.deadLettered());
    }

    private static @Nullable String text(@Nullable String text) {
        return text == null ? null : storable(text);
    }

    /**
     * Removes characters that databases reject: PostgreSQL rejects NUL, and every database rejects half of a surrogate
     * pair.
     */
    private static String storable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }

    /** Limits a time of a query, such as {@code Instant.MIN}, to the range of databases, which contains all entries. */
    private static Instant within(Instant asked) {
        if (asked.isBefore(Instant.EPOCH)) {
            return Instant.EPOCH;
        }
        return asked.isAfter(END_OF_TIMES) ? END_OF_TIMES : asked;
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String json(List<AttemptRecord> attempts) throws SQLException {
        List<Map<String, @Nullable Object>> list = new ArrayList<>();
        for (AttemptRecord attempt : attempts) {
            Map<String, @Nullable Object> entry = new LinkedHashMap<>();
            entry.put("at", attempt.at().toString());
            entry.put("millis", attempt.millis());
            entry.put("outcome", attempt.outcome().code());
            entry.put("status", attempt.status().isPresent() ? attempt.status().getAsInt() : null);
            entry.put("error", storable(attempt.reason()));
            list.add(entry);
        }
        try {
            return Json.write(list);
        } catch (NotSentException impossible) {
            throw new SQLException("attempts cannot be written as JSON", impossible);
        }
    }

    /** Reads one row more than requested, to see whether there is a next page. */
    static Page find(Connection connection, DeliveryQuery query) throws SQLException {
        StringBuilder sql = new StringBuilder("SELECT * FROM " + Schema.TABLE + " WHERE 1 = 1");
        List<Object> values = new ArrayList<>();
        if (query.script() != null) {
            condition(sql, values, "script = ?", query.script());
        }
        if (query.messageId() != null) {
            condition(sql, values, "message_id = ?", storable(query.messageId()));
        }
        if (query.outcome() != null) {
            condition(sql, values, "outcome = ?", query.outcome().code());
        }
        if (query.from() != null) {
            condition(sql, values, "ended_at >= ?", time(within(query.from())));
        }
        if (query.until() != null) {
            condition(sql, values, "ended_at < ?", time(within(query.until())));
        }
        query.before().ifPresent(before -> condition(sql, values, "id < ?", before));
        sql.append(" ORDER BY id DESC FETCH FIRST ").append(query.limit() + 1).append(" ROWS ONLY");
        try (PreparedStatement select = connection.prepareStatement(sql.toString())) {
            select.setQueryTimeout(SECONDS_TO_ANSWER);
            for (int i = 0; i < values.size(); i++) {
                select.setObject(i + 1, values.get(i));
            }
            try (ResultSet rows = select.executeQuery()) {
                return page(rows, query.limit());
            }
        }
    }

    private static void condition(StringBuilder sql, List<Object> values, String condition, Object value) {
        sql.append(" AND ").append(condition);
        values.add(value);
    }

    private static Page page(ResultSet rows, int limit) throws SQLException {
        List<LoggedDelivery> found = new ArrayList<>();
        long last = 0;
        while (rows.next()) {
            if (found.size() == limit) {
                return new Page(found, OptionalLong.of(last));
            }
            last = rows.getLong("id");
            found.add(entry(rows));
        }
        return new Page(found, OptionalLong.empty());
    }

    private static LoggedDelivery entry(ResultSet row) throws SQLException {
        int status = row.getInt("status");
        return new LoggedDelivery(
                row.getString("script"), row.getString("script_version"), row.getString("tenant"),
                row.getString("message_id"), row.getString("source_id"), instant(row, "began_at"),
                instant(row, "ended_at"), outcome(row.getString("outcome")),
                row.getObject("status") == null ? OptionalInt.empty() : OptionalInt.of(status), row.getString("reason"),
                row.getInt("attempts"), attempts(row.getString("last_attempts")), row.getString("method"),
                row.getString("url"), row.getString("answer"), row.getBoolean("dead_lettered"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Outcome outcome(Object word) throws SQLException {
        for (Outcome outcome : Outcome.values()) {
            if (outcome.code().equals(word)) {
                return outcome;
            }
        }
        throw new SQLException("`" + word + "` is not an outcome");
    }

    private static List<AttemptRecord> attempts(String json) throws SQLException {
        try {
            if (Json.read(json.getBytes(StandardCharsets.UTF_8)) instanceof List<?> entries) {
                List<AttemptRecord> attempts = new ArrayList<>();
                for (Object entry : entries) {
                    attempts.add(attempt(entry));
                }
                return attempts;
            }
        } catch (NotSentException unreadable) {
            throw new SQLException("the column last_attempts does not contain JSON", unreadable);
        }
        throw new SQLException("the column last_attempts does not contain a list");
    }

    private static AttemptRecord attempt(@Nullable Object entry) throws SQLException {
        if (entry instanceof Map<?, ?> attempt && attempt.get("millis") instanceof Number millis
                && attempt.get("outcome") instanceof String outcome) {
            return new AttemptRecord(
                    Instant.parse(String.valueOf(attempt.get("at"))), millis.longValue(), outcome(outcome),
                    attempt.get("status") instanceof Number status ? OptionalInt.of(status.intValue()) : OptionalInt.empty(),
                    String.valueOf(attempt.get("error")));
        }
        throw new SQLException("the column last_attempts contains entries that are not attempts");
    }

    /** @return how many rows were deleted; it may have to be called again */
    static int deleteBefore(Connection connection, Instant end) throws SQLException {
        return delete(connection, String.format(DELETE, "ended_at < ?"), time(end));
    }

    /**
     * Deletes all but the newest entries, by their numbers. A gap counts as an entry, which avoids counting millions of
     * rows.
     */
    static int deleteBeyond(Connection connection, long entries) throws SQLException {
        return delete(connection, String.format(DELETE, "id <= (SELECT MAX(id) FROM " + Schema.TABLE + ") - ?"), entries);
    }

    private static int delete(Connection connection, String sql, Object bound) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setQueryTimeout(SECONDS_TO_ANSWER);
            delete.setObject(1, bound);
            return delete.executeUpdate();
        }
    }

    /** Whether the fault is in a row (SQLSTATE class 22, 23 or 54), so that the other rows may well be stored. */
    static boolean isAboutOneRow(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
    }
}
