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
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.webhookscript.delivery.report.AttemptRecord;
import io.webhookscript.request.event.Json;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.script.Outcome;
import org.jspecify.annotations.Nullable;

/** The attempts of an entry as JSON. */
final class AttemptsJson {

    private AttemptsJson() {
    }

    static List<Map<String, @Nullable Object>> values(List<AttemptRecord> attempts) {
        List<Map<String, @Nullable Object>> list = new ArrayList<>();
        for (AttemptRecord attempt : attempts) {
            Map<String, @Nullable Object> entry = new LinkedHashMap<>();
            entry.put("at", attempt.at().toString());
            entry.put("millis", attempt.millis());
            entry.put("outcome", attempt.outcome().code());
            entry.put("status", attempt.status());
            entry.put("error", EntryTexts.storable(attempt.reason()));
            list.add(entry);
        }
        return list;
    }

    static String write(Object value) throws SQLException {
        try {
            return Json.write(value);
        } catch (NotSentException impossible) {
            throw new SQLException("an entry cannot be written as JSON", impossible);
        }
    }

    static @Nullable Object read(byte[] json, String what) throws SQLException {
        try {
            return Json.read(json);
        } catch (NotSentException unreadable) {
            throw new SQLException(what + " does not contain JSON", unreadable);
        }
    }

    static List<AttemptRecord> attempts(String json) throws SQLException {
        return attempts(read(json.getBytes(StandardCharsets.UTF_8), "the column last_attempts"));
    }

    static List<AttemptRecord> attempts(@Nullable Object value) throws SQLException {
        if (!(value instanceof List<?> entries)) {
            throw new SQLException("the column last_attempts does not contain a list");
        }
        List<AttemptRecord> attempts = new ArrayList<>();
        for (Object entry : entries) {
            attempts.add(attempt(entry));
        }
        return attempts;
    }

    private static AttemptRecord attempt(@Nullable Object entry) throws SQLException {
        if (entry instanceof Map<?, ?> attempt && attempt.get("millis") instanceof Number millis
                && attempt.get("outcome") instanceof String outcome) {
            return new AttemptRecord(
                    Instant.parse(String.valueOf(attempt.get("at"))), millis.longValue(), outcome(outcome),
                    attempt.get("status") instanceof Number status ? status.intValue() : null,
                    String.valueOf(attempt.get("error")));
        }
        throw new SQLException("the column last_attempts contains entries that are not attempts");
    }

    static Outcome outcome(Object word) throws SQLException {
        for (Outcome outcome : Outcome.values()) {
            if (outcome.code().equals(word)) {
                return outcome;
            }
        }
        throw new SQLException("`" + word + "` is not an outcome");
    }
}
