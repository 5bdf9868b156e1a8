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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.webhookscript.store.Claim.Ending;
import io.webhookscript.store.jdbc.database.Dialect;
import org.jspecify.annotations.Nullable;

/** Stores what happened to claimed entries. A statement changes a row only if the claim is still valid. Stateless. */
final class EndTable {

    private static final String VALID = " WHERE seq = ? AND claims = ? AND owner = ?";

    private static final byte[] EMPTY = {};

    private final String progress;
    private final String postpone;
    private final String keep;
    private final String block;
    private final String delete;
    private final Dialect dialect;
    private final Function<String, Duration> keepIds;

    /**
     * What claims have in common whose entries end with one statement.
     *
     * @param keptFor how long their ids are known; null when the entries are deleted
     */
    private record Together(String owner, int number, @Nullable Duration keptFor) {
    }

    /** Fills the parameters of a statement that come before those of the claim. */
    @FunctionalInterface
    private interface Parameters<T> {

        /** @return the number of parameters */
        int fill(PreparedStatement statement, T change) throws SQLException;
    }

    /** @param keepIds how long the id of an event is known after its end, by script */
    EndTable(Dialect dialect, Function<String, Duration> keepIds) {
        this.dialect = dialect;
        this.keepIds = keepIds;
        String validOnes = " WHERE " + dialect.isOneOf("seq") + " AND claims = ? AND owner = ? RETURNING seq";
        this.progress = "UPDATE webhookscript_outbox SET attempts = ?, progress = COALESCE(?, progress)" + VALID;
        this.postpone = "UPDATE webhookscript_outbox SET attempts = ?, progress = COALESCE(?, progress), state = "
                        + EntryState.WAITING + ", owner = NULL, due = " + dialect.now() + " + ?" + VALID;
        this.keep = "UPDATE webhookscript_outbox SET state = " + EntryState.ENDED + ", owner = NULL, order_key = NULL,"
                    + " subject = NULL, progress = ?, document = ?, due = " + dialect.now() + " + ?" + validOnes;
        this.delete = "DELETE FROM webhookscript_outbox" + validOnes;
        this.block = "UPDATE webhookscript_outbox SET state = " + EntryState.BLOCKING
                     + ", owner = NULL, progress = ?, document = ?" + VALID;
    }

    /** @return the claims that are not valid any more */
    List<SqlClaim> progress(Connection connection, List<Change.Progress> changes) throws SQLException {
        return execute(connection, progress, changes, (statement, change) -> {
            statement.setInt(1, change.attempts());
            statement.setBytes(2, change.progress());
            return 2;
        });
    }

    List<SqlClaim> postpone(Connection connection, List<Change.Postponement> changes) throws SQLException {
        return execute(connection, postpone, changes, (statement, change) -> {
            statement.setInt(1, change.attempts());
            statement.setBytes(2, change.progress());
            statement.setLong(3, Math.max(0, change.delay().toMillis()));
            return 3;
        });
    }

    List<SqlClaim> end(Connection connection, List<Change.End> ends) throws SQLException {
        Map<Together, List<SqlClaim>> ended = new HashMap<>();
        List<Change.End> blocking = new ArrayList<>();
        for (Change.End end : ends) {
            SqlClaim claim = end.claim();
            if (end.ending() == Ending.FAILED_AND_BLOCKS_ITS_ORDER && claim.entry().orderKey() != null) {
                blocking.add(end);
            } else {
                Duration keptFor = claim.entry().keepsId() ? keepIds.apply(claim.entry().script()) : null;
                ended.computeIfAbsent(new Together(claim.owner(), claim.row().number(), keptFor), key -> new ArrayList<>())
                        .add(claim);
            }
        }
        List<SqlClaim> invalid = new ArrayList<>();
        for (Map.Entry<Together, List<SqlClaim>> next : ended.entrySet()) {
            invalid.addAll(end(connection, next.getKey(), next.getValue()));
        }
        invalid.addAll(execute(connection, block, blocking, (statement, end) -> {
            statement.setBytes(1, EMPTY);
            statement.setBytes(2, EMPTY);
            return 2;
        }));
        return invalid;
    }

    /** One statement for many rows costs the database far less than one for each. */
    private List<SqlClaim> end(Connection connection, Together common, List<SqlClaim> claims) throws SQLException {
        Map<Long, SqlClaim> invalid = new HashMap<>();
        claims.forEach(claim -> invalid.put(claim.row().seq(), claim));
        Duration keptFor = common.keptFor();
        try (PreparedStatement statement = connection.prepareStatement(keptFor == null ? delete : keep)) {
            int column = 0;
            if (keptFor != null) {
                statement.setBytes(++column, EMPTY);
                statement.setBytes(++column, EMPTY);
                statement.setLong(++column, keptFor.toMillis());
            }
            dialect.setNumbers(statement, ++column, invalid.keySet());
            statement.setInt(++column, common.number());
            statement.setString(++column, common.owner());
            try (ResultSet valid = statement.executeQuery()) {
                while (valid.next()) {
                    invalid.remove(valid.getLong(1));
                }
            }
        }
        return List.copyOf(invalid.values());
    }

    private static <T extends Change.OfClaim> List<SqlClaim> execute(
            Connection connection, String sql, List<T> changes, Parameters<T> parameters)
            throws SQLException {
        List<SqlClaim> invalid = new ArrayList<>();
        if (changes.isEmpty()) {
            return invalid;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (T change : changes) {
                int column = parameters.fill(statement, change);
                statement.setLong(++column, change.claim().row().seq());
                statement.setInt(++column, change.claim().row().number());
                statement.setString(++column, change.claim().owner());
                statement.addBatch();
            }
            int[] counts = statement.executeBatch();
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] == 0) {
                    invalid.add(changes.get(i).claim());
                }
            }
        }
        return invalid;
    }
}
