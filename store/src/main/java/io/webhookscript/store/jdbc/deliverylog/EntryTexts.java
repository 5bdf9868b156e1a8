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

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.webhookscript.delivery.report.AttemptRecord;
import io.webhookscript.deliverylog.LoggedDelivery;
import io.webhookscript.deliverylog.LoggedDelivery.Attempts;
import io.webhookscript.store.jdbc.database.StoredBytes;
import org.jspecify.annotations.Nullable;

/**
 * The texts of an entry that may contain what an event or a response contains. They are in columns of their own, or all
 * together encrypted in the column {@code contents}.
 */
record EntryTexts(
        @Nullable String tenant, @Nullable String sourceId, String reason, List<AttemptRecord> attempts,
        @Nullable String method, @Nullable String url, String response) {

    static final String COLUMNS = "tenant, source_id, reason, last_attempts, method, url, answer, contents";

    private static final String CANNOT_BE_READ = "the texts of this entry cannot be read: ";

    static EntryTexts of(LoggedDelivery d) {
        Attempts attempts = d.attempts();
        return new EntryTexts(
                text(d.script().tenant()), text(d.message().sourceId()), storable(d.result().reason()), attempts.last(),
                text(attempts.method()), text(attempts.url()), storable(attempts.response()));
    }

    private static EntryTexts unreadable(String reason) {
        return new EntryTexts(null, null, CANNOT_BE_READ + reason, List.of(), null, null, "");
    }

    /** @param column the number of the last column before {@link #COLUMNS} */
    void fill(PreparedStatement insert, int column) throws SQLException {
        insert.setString(column + 1, tenant);
        insert.setString(column + 2, sourceId);
        insert.setString(column + 3, reason);
        insert.setString(column + 4, AttemptsJson.write(AttemptsJson.values(attempts)));
        insert.setString(column + 5, method);
        insert.setString(column + 6, url);
        insert.setString(column + 7, response);
        insert.setBytes(column + 8, null);
    }

    /** @throws IllegalStateException when they cannot be encrypted */
    void fillEncrypted(PreparedStatement insert, int column, StoredBytes bytes, String context) throws SQLException {
        new EntryTexts(null, null, "", List.of(), null, null, "").fill(insert, column);
        insert.setBytes(column + 8, bytes.encode(json(), context));
    }

    private byte[] json() throws SQLException {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("tenant", tenant);
        values.put("sourceId", sourceId);
        values.put("reason", reason);
        values.put("attempts", AttemptsJson.values(attempts));
        values.put("method", method);
        values.put("url", url);
        values.put("response", response);
        return AttemptsJson.write(values).getBytes(StandardCharsets.UTF_8);
    }

    /** Reads the texts of a row. The reason of a row that cannot be decrypted says why. */
    static EntryTexts read(ResultSet row, StoredBytes bytes, String context) throws SQLException {
        byte[] encrypted = row.getBytes("contents");
        if (encrypted == null) {
            return new EntryTexts(
                    row.getString("tenant"), row.getString("source_id"), row.getString("reason"),
                    AttemptsJson.attempts(row.getString("last_attempts")), row.getString("method"), row.getString("url"),
                    row.getString("answer"));
        }
        byte[] json;
        try {
            json = bytes.decode(encrypted, context);
        } catch (IllegalStateException failure) {
            return unreadable(String.valueOf(failure.getMessage()));
        }
        if (AttemptsJson.read(json, "the column contents") instanceof Map<?, ?> values) {
            return new EntryTexts(
                    string(values, "tenant"), string(values, "sourceId"), String.valueOf(values.get("reason")),
                    AttemptsJson.attempts(values.get("attempts")), string(values, "method"), string(values, "url"),
                    String.valueOf(values.get("response")));
        }
        throw new SQLException("the column contents does not contain an object");
    }

    private static @Nullable String string(Map<?, ?> values, String name) {
        return values.get(name) instanceof String text ? text : null;
    }

    private static @Nullable String text(@Nullable String text) {
        return text == null ? null : storable(text);
    }

    /**
     * Removes characters that databases reject: PostgreSQL rejects NUL, and every database rejects half of a surrogate
     * pair.
     */
    static String storable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }
}
