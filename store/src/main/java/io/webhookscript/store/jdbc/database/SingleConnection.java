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
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection that threads use one after the other, in the order of their requests. It is opened again after a
 * failure.
 */
final class SingleConnection implements ConnectionSource.Session {

    private static final Logger LOG = LoggerFactory.getLogger(SingleConnection.class);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Semaphore permit = new Semaphore(1, true);
    private final Opening opening;
    private @Nullable Connection connection = null;
    private boolean closed;

    /** Opens the connection. */
    @FunctionalInterface
    interface Opening {

        Connection open() throws SQLException;
    }

    SingleConnection(Opening opening) {
        this.opening = opening;
    }

    ConnectionSource.Session acquire() throws SQLException {
        await();
        try {
            if (closed) {
                throw new SQLException("the file is closed");
            }
            if (connection == null) {
                connection = opening.open();
            }
            return this;
        } catch (SQLException | RuntimeException | Error failure) {
            permit.release();
            throw failure;
        }
    }

    private void await() throws SQLException {
        try {
            if (!permit.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SQLException("the file was busy for " + PATIENCE.toSeconds() + " s");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SQLException("the thread was interrupted", interrupted);
        }
    }

    @Override
    public Connection connection() {
        return Objects.requireNonNull(connection, "no transaction runs");
    }

    @Override
    public void release() {
        permit.release();
    }

    /** Rolls back; a connection that cannot do that is replaced. */
    @Override
    public void discard() {
        try {
            if (connection != null) {
                connection.rollback();
            }
        } catch (SQLException | RuntimeException failure) {
            LOG.debug("store: the file is opened again: {}", FailureReason.of(failure));
            closeConnection();
        } finally {
            permit.release();
        }
    }

    void close() {
        permit.acquireUninterruptibly();
        try {
            closed = true;
            closeConnection();
        } finally {
            permit.release();
        }
    }

    private void closeConnection() {
        Connection current = connection;
        connection = null;
        if (current == null) {
            return;
        }
        try {
            current.close();
        } catch (SQLException | RuntimeException failure) {
            LOG.debug("store: the file was not closed: {}", FailureReason.of(failure));
        }
    }
}
