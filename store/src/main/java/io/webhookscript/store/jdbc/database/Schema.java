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
package io.webhookscript.store.jdbc.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

import io.webhookscript.store.StoreException;

/**
 * Creates and updates the tables. {@code webhookscript_schema} contains one row for each completed step. All missing
 * steps are one transaction under a lock, so that several processes can start at once. In a database without such a
 * lock, the process whose first statement of a step succeeds completes the step; the others wait for it.
 */
public final class Schema {

    private static final int ATTEMPTS = 40;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final List<List<String>> steps;

    public Schema() {
        this(SchemaSteps.ALL);
    }

    /** The tables that a store, or its delivery log alone, has in this database. */
    public static Schema of(Dialect dialect) {
        return new Schema(dialect.isForStores() ? SchemaSteps.ALL : SchemaSteps.DELIVERY_LOG);
    }

    Schema(List<List<String>> steps) {
        this.steps = steps;
    }

    /**
     * @param  connection     in a transaction, which the caller commits
     * @throws StoreException when the schema is newer than this code
     */
    public void bringUpToDate(Connection connection, Dialect dialect) throws SQLException {
        if (dialect.lockSchema(connection)) {
            completeSteps(connection, dialect);
        } else {
            completeStepsBesideOthers(connection, dialect);
        }
    }

    /** A statement that another process has executed first fails, also while that process completes the step. */
    private void completeStepsBesideOthers(Connection connection, Dialect dialect) throws SQLException {
        for (int attempt = 1;; attempt++) {
            try {
                completeSteps(connection, dialect);
                return;
            } catch (SQLException failure) {
                connection.rollback();
                if (attempt == ATTEMPTS || !waitedForOthers()) {
                    throw failure;
                }
            }
        }
    }

    /** @return false when the thread was interrupted */
    private static boolean waitedForOthers() {
        try {
            Thread.sleep(PAUSE.toMillis());
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void completeSteps(Connection connection, Dialect dialect) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(dialect.ddl(
                    "CREATE TABLE IF NOT EXISTS webhookscript_schema (version INTEGER PRIMARY KEY, taken_at {timestamp} NOT NULL)"));
            int version = version(statement);
            if (version > steps.size()) {
                throw new StoreException(
                        "the schema of the store has version " + version + ", and this release supports " + steps.size()
                                         + " at most; use the newer release that has created it",
                        null);
            }
            for (int step = version; step < steps.size(); step++) {
                for (String sql : steps.get(step)) {
                    statement.execute(dialect.ddl(sql));
                }
                complete(connection, step + 1);
            }
        }
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT COALESCE(MAX(version), 0) FROM webhookscript_schema")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void complete(Connection connection, int step) throws SQLException {
        try (PreparedStatement taken = connection.prepareStatement(
                "INSERT INTO webhookscript_schema (version, taken_at) VALUES (?, CURRENT_TIMESTAMP)")) {
            taken.setInt(1, step);
            taken.executeUpdate();
        }
    }
}
