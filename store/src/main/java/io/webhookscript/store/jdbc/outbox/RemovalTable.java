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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import io.webhookscript.store.Erasure;
import io.webhookscript.store.jdbc.database.Dialect;
import io.webhookscript.store.jdbc.database.StoredText;
import org.jspecify.annotations.Nullable;

/** Removes entries by request of a person, and lets the later entries of their order keys continue. Stateless. */
final class RemovalTable {

    private static final String SELECT = "SELECT seq, id, script, order_key, state FROM webhookscript_outbox WHERE state <= "
                                         + EntryState.BLOCKING + " AND ";

    private static final byte[] EMPTY = {};

    /** Ids of one statement. */
    private static final int IDS = 500;

    private final Dialect dialect;
    private final OrderTable orders;
    private final Function<String, Duration> keepIds;
    private final String keepId;

    /** An entry that has not ended. */
    private record Open(long seq, String id, String script, @Nullable String orderKey, int state) {
    }

    /**
     * @param waiting the entries that had neither ended nor failed
     * @param ids     the message ids of all entries that were removed
     */
    record Removed(long waiting, List<String> ids) {
    }

    RemovalTable(Dialect dialect, OrderTable orders, Function<String, Duration> keepIds) {
        this.dialect = dialect;
        this.orders = orders;
        this.keepIds = keepIds;
        this.keepId
                = "UPDATE webhookscript_outbox SET state = " + EntryState.ENDED
                  + ", order_key = NULL, subject = NULL, owner = NULL,"
                  + " progress = ?, document = ?, due = " + dialect.now() + " + ? WHERE seq = ? AND state <= "
                  + EntryState.BLOCKING + " AND keeps_id = 1";
    }

    /** Removes entries that have failed and block their orders. */
    void releaseOrders(Connection connection, Collection<String> messageIds) throws SQLException {
        List<String> ids = new ArrayList<>();
        for (String id : messageIds) {
            ids.add(StoredText.encode(id, "the message id"));
        }
        List<Open> blocking = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += IDS) {
            List<String> part = ids.subList(from, Math.min(ids.size(), from + IDS));
            find(connection, "id IN (" + Placeholders.list(part.size()) + ")", part).stream()
                    .filter(open -> open.state() == EntryState.BLOCKING).forEach(blocking::add);
        }
        Set<String> keys = lock(connection, blocking);
        try (PreparedStatement keep = connection.prepareStatement(keepId);
             PreparedStatement delete
                     = connection.prepareStatement("DELETE FROM webhookscript_outbox WHERE seq = ? AND state = "
                                                   + EntryState.BLOCKING)) {
            for (Open open : blocking) {
                isRemoved(keep, delete, open);
            }
        }
        promote(connection, keys);
    }

    /** An entry whose id is kept becomes one that has ended, so that its source cannot send it again. */
    private boolean isRemoved(PreparedStatement keep, PreparedStatement delete, Open open) throws SQLException {
        keep.setBytes(1, EMPTY);
        keep.setBytes(2, EMPTY);
        keep.setLong(3, keepIds.apply(StoredText.decode(open.script())).toMillis());
        keep.setLong(4, open.seq());
        if (keep.executeUpdate() == 1) {
            return true;
        }
        delete.setLong(1, open.seq());
        return delete.executeUpdate() == 1;
    }

    /** Removes the entries of a message or a person that have not ended, claimed or not. */
    Removed erase(Connection connection, Erasure request) throws SQLException {
        List<Open> found = request.messageId() == null
                ? find(connection, "subject = ?", List.of(StoredText.encode(String.valueOf(request.subject()), "the subject")))
                : find(connection, "id = ?", List.of(StoredText.encode(request.messageId(), "the message id")));
        Set<String> keys = lock(connection, found);
        long waiting = 0;
        List<String> ids = new ArrayList<>();
        try (PreparedStatement keep = connection.prepareStatement(keepId);
             PreparedStatement delete
                     = connection.prepareStatement("DELETE FROM webhookscript_outbox WHERE seq = ? AND state <= "
                                                   + EntryState.BLOCKING)) {
            for (Open open : found) {
                if (isRemoved(keep, delete, open)) {
                    ids.add(StoredText.decode(open.id()));
                    waiting += open.state() == EntryState.BLOCKING ? 0 : 1;
                }
            }
        }
        promote(connection, keys);
        return new Removed(waiting, ids);
    }

    private static List<Open> find(Connection connection, String condition, List<String> values) throws SQLException {
        List<Open> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(SELECT + condition)) {
            for (int i = 0; i < values.size(); i++) {
                select.setString(i + 1, values.get(i));
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new Open(row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getInt(5)));
                }
            }
        }
        return found;
    }

    private Set<String> lock(Connection connection, List<Open> entries) throws SQLException {
        Set<String> keys = new TreeSet<>();
        entries.forEach(open -> Optional.ofNullable(open.orderKey()).ifPresent(keys::add));
        dialect.lockOrders(connection, keys);
        return keys;
    }

    private void promote(Connection connection, Set<String> keys) throws SQLException {
        if (!keys.isEmpty()) {
            orders.promote(connection, keys);
        }
    }
}
