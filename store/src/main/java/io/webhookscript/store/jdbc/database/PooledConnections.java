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
import java.time.Duration;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections of a DataSource, which should be a pool. */
final class PooledConnections implements ConnectionSource {

    private static final Logger LOG = LoggerFactory.getLogger(PooledConnections.class);

    /** A database that does not respond for so long cannot be used; the transactions of a store are short. */
    private static final int RESPONSE_MILLIS = (int) Duration.ofSeconds(20).toMillis();

    private final DataSource dataSource;

    PooledConnections(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public Session acquire(boolean writes) throws SQLException {
        PooledSession session = new PooledSession(dataSource.getConnection());
        try {
            session.begin();
            return session;
        } catch (SQLException | RuntimeException failure) {
            session.discard();
            throw failure;
        }
    }

    /** The DataSource belongs to the application. */
    @Override
    public void close() {
        LOG.debug("store: the connections remain with their pool");
    }

    /** A connection whose settings are as before when the pool gets it back. */
    private static final class PooledSession implements Session {

        private final Connection connection;
        private boolean autoCommit = true;
        private int timeout;

        PooledSession(Connection connection) {
            this.connection = connection;
        }

        void begin() throws SQLException {
            autoCommit = connection.getAutoCommit();
            timeout = connection.getNetworkTimeout();
            connection.setAutoCommit(false);
            if (timeout == 0 || timeout > RESPONSE_MILLIS) {
                connection.setNetworkTimeout(Runnable::run, RESPONSE_MILLIS);
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
                connection.setNetworkTimeout(Runnable::run, timeout);
            } catch (SQLException | RuntimeException lost) {
                LOG.debug("store: a connection was lost: {}", FailureReason.of(lost));
            }
        }
    }
}
