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
package io.webhookscript.store.jdbc.letters;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.webhookscript.store.DeadLetterFilter;
import io.webhookscript.store.StoreException;
import io.webhookscript.store.jdbc.database.StoredText;
import org.jspecify.annotations.Nullable;

/** The condition of a filter. All values are parameters. */
final class LetterCondition {

    private static final String NOTHING = "1 = 0";

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    LetterCondition(DeadLetterFilter filter) {
        key("script", filter.script());
        key("message_id", filter.messageId());
        key("outcome", filter.outcome());
        if (filter.status() != null) {
            add("status = ?", filter.status());
        }
        if (filter.from() != null) {
            add("failed_at >= ?", LetterTable.roundedUp(filter.from()));
        }
        if (filter.until() != null) {
            add("failed_at < ?", LetterTable.roundedUp(filter.until()));
        }
        if (filter.text() != null) {
            add("reason_search LIKE ? ESCAPE '\\'", "%" + escaped(LetterTable.searchable(filter.text())) + "%");
        }
        if (filter.replayed() != null) {
            conditions.add(filter.replayed() ? "replayed_at IS NOT NULL" : "replayed_at IS NULL");
        }
    }

    /** Letters whose script said how long they are kept, and whose time is over. */
    static LetterCondition expired(Instant now) {
        return new LetterCondition(DeadLetterFilter.ALL).add("keep_until < ?", now.toEpochMilli());
    }

    /** Letters whose script said nothing, and that have failed before a time. */
    static LetterCondition failedBefore(Instant end) {
        LetterCondition condition = new LetterCondition(DeadLetterFilter.ALL.failedBefore(end));
        condition.conditions.add("keep_until IS NULL");
        return condition;
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private void key(String column, @Nullable String value) {
        if (value != null) {
            try {
                add(column + " = ?", StoredText.encode(value, column));
            } catch (StoreException tooLong) {
                conditions.add(NOTHING); // no such value can be stored
            }
        }
    }

    LetterCondition add(String part, Object value) {
        conditions.add(part);
        values.add(value);
        return this;
    }

    /** Beginning with {@code WHERE}; empty when everything is selected. */
    String where() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    /** @return the index of the next parameter */
    int set(PreparedStatement statement) throws SQLException {
        int index = 1;
        for (Object value : values) {
            statement.setObject(index++, value);
        }
        return index;
    }
}
