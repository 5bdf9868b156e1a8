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
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ADatabaseThatDoesNotRespondIsGivenUpTest {

    private static final int RESPONSE_MILLIS = 300;

    @Test
    void aStatementThatTakesTooLongFails() {
        Database database = new Database(
                new PooledConnections(PostgresServer.newDatabase(), RESPONSE_MILLIS), new PostgresDialect());
        long start = System.nanoTime();

        assertThatThrownBy(() -> database.update(connection -> execute(connection, "SELECT pg_sleep(60)")))
                .isInstanceOf(StoreException.class).hasMessageStartingWith("the store cannot be used now: ");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void theConnectionsOfAPoolKeepTheirOwnSettings() throws SQLException {
        try (ConnectionPool pool = new ConnectionPool(PostgresServer.newDatabase())) {
            new Database(new PooledConnections(pool, RESPONSE_MILLIS), new PostgresDialect())
                    .update(connection -> {
                        assertThat(connection.getNetworkTimeout()).isEqualTo(RESPONSE_MILLIS);
                        execute(connection, "SELECT 1");
                    });

            try (Connection connection = pool.getConnection()) {
                assertThat(connection.getNetworkTimeout()).isZero();
                assertThat(connection.getAutoCommit()).isTrue();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
