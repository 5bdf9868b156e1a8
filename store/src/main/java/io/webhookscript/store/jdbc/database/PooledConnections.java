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
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Function;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections of a DataSource, which should be a pool. */
final class PooledConnections implements ConnectionSource {

    private static final Logger LOG = LoggerFactory.getLogger(PooledConnections.class);

    /** A database that does not respond for so long cannot be used; the transactions of a store are short. */
    private static final int RESPONSE_MILLIS = (int) Duration.ofSeconds(20).toMillis();

    private final DataSource dataSource;
    private final Function<Access, @Nullable String> settings;

    /** @param settings gives the statements with which a transaction begins; null when it needs none */
    PooledConnections(DataSource dataSource, Function<Access, @Nullable String> settings) {
        this.dataSource = dataSource;
        this.settings = settings;
    }

    @Override
    public Session acquire(Access access) throws SQLException {
        PooledSession session = new PooledSession(dataSource.getConnection());
        try {
            session.begin();
            String statements = settings.apply(access);
            if (statements != null) {
                execute(session.connection(), statements);
            }
            return session;
        } catch (SQLException | RuntimeException failure) {
            session.discard();
            throw failure;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Only the database can do that, when it next vacuums its tables. */
    @Override
    public void removeTraces() {
        LOG.debug("store: deleted rows remain on the disk until the database vacuums its tables");
    }

    /** The DataSource belongs to the application. */
    @Override
    public void close() {
        LOG.debug("store: the connections remain with their pool");
    }

    /** A connection whose settings are as before when the pool gets it back. */
    private static final class PooledSession implements Session {

        /** The driver has no such timeout. */
        private static final int UNLIMITED = -1;

        private final Connection connection;
        private boolean autoCommit = true;
        private int timeout = UNLIMITED;

        PooledSession(Connection connection) {
            this.connection = connection;
        }

        void begin() throws SQLException {
            autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            limit();
        }

        private void limit() throws SQLException {
            try {
                timeout = connection.getNetworkTimeout();
                if (timeout == 0 || timeout > RESPONSE_MILLIS) {
                    connection.setNetworkTimeout(Runnable::run, RESPONSE_MILLIS);
                }
            } catch (SQLFeatureNotSupportedException unsupported) {
                timeout = UNLIMITED;
            }
        }

        @Override
        public Connection connection() {
            return connection;
        }

        @Override
        public void release() {
            giveBack(false);
        }

        @Override
        public void discard() {
            giveBack(true);
        }

        private void giveBack(boolean rollsBack) {
            try (connection) {
                if (rollsBack) {
                    connection.rollback();
                }
                connection.setAutoCommit(autoCommit);
                if (timeout != UNLIMITED) {
                    connection.setNetworkTimeout(Runnable::run, timeout);
                }
            } catch (SQLException | RuntimeException lost) {
                LOG.debug("store: a connection was lost: {}", FailureReason.of(lost));
            }
        }
    }
}
