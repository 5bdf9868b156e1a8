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
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import io.webhookscript.store.StoreException;
import io.webhookscript.store.jdbc.ConnectionPool;
import io.webhookscript.store.jdbc.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConnectionsOfAPoolAreReturnedAsTheyWereTest {

    private final ConnectionPool pool = new ConnectionPool(PostgresServer.newDatabase());
    private final Database database = Database.of(pool);

    @AfterEach
    void closePool() throws SQLException {
        pool.close();
    }

    @Test
    void aTransactionDoesNotWaitForADatabaseThatDoesNotRespond() throws SQLException {
        database.update(connection -> {
            assertThat(Duration.ofMillis(connection.getNetworkTimeout())).isEqualTo(Duration.ofSeconds(20));
            assertThat(connection.getAutoCommit()).isFalse();
        });

        assertThatThePoolHasItsOwnSettings();
    }

    @Test
    void aTransactionThatFailsIsRolledBack() throws SQLException {
        assertThatThrownBy(() -> database.update(connection -> {
            execute(connection, "CREATE TABLE a (b INTEGER)");
            execute(connection, "SELECT nonsense");
        })).isInstanceOf(StoreException.class).hasMessageContaining("nonsense");

        assertThatThePoolHasItsOwnSettings();
        assertThatThrownBy(() -> database.update(connection -> execute(connection, "SELECT * FROM a")))
                .isInstanceOf(StoreException.class);
    }

    private void assertThatThePoolHasItsOwnSettings() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            assertThat(connection.getNetworkTimeout()).isZero();
            assertThat(connection.getAutoCommit()).isTrue();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
