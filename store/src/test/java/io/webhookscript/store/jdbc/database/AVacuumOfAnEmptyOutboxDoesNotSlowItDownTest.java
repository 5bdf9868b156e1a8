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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import io.webhookscript.store.jdbc.ConnectionPool;
import io.webhookscript.store.jdbc.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** PostgreSQL plans for the size that a table had at its last vacuum, and an outbox is empty most of the time. */
class AVacuumOfAnEmptyOutboxDoesNotSlowItDownTest {

    private final ConnectionPool pool = new ConnectionPool(PostgresServer.newDatabase());
    private final Database database = Database.of(pool);

    @BeforeEach
    void vacuumAnEmptyOutbox() throws SQLException {
        database.bringUpToDate();
        try (Connection connection = pool.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("VACUUM (ANALYZE) webhookscript_outbox");
        }
    }

    @AfterEach
    void closePool() throws SQLException {
        pool.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "DELETE FROM webhookscript_outbox WHERE seq = 1 AND claims = 1 AND owner = 'a'",
            "SELECT seq FROM webhookscript_outbox WHERE id = 'a'",
            "SELECT seq FROM webhookscript_outbox WHERE state = 0 AND script = 'crm' AND due <= 1 ORDER BY due, seq LIMIT 9",
            "SELECT seq FROM webhookscript_outbox WHERE order_key = 'a'" })
    void entriesAreFoundByAnIndex(String sql) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            assertThat(plan(connection, sql)).contains("Seq Scan");
        }

        assertThat(database.<String> write(connection -> plan(connection, sql))).contains("Index").doesNotContain("Seq Scan");
        assertThat(database.<String> read(connection -> plan(connection, sql))).contains("Index").doesNotContain("Seq Scan");
    }

    @Test
    void otherUsersOfThePoolAreNotAffected() throws SQLException {
        database.update(connection -> assertThat(value(connection, "SHOW enable_seqscan")).isEqualTo("off\n"));

        try (Connection connection = pool.getConnection()) {
            assertThat(value(connection, "SHOW enable_seqscan")).isEqualTo("on\n");
        }
    }

    private static String plan(Connection connection, String sql) throws SQLException {
        return value(connection, "EXPLAIN " + sql);
    }

    private static String value(Connection connection, String sql) throws SQLException {
        StringBuilder lines = new StringBuilder();
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                lines.append(row.getString(1)).append('\n');
            }
        }
        return lines.toString();
    }
}
