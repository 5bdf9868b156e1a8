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

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import io.webhookscript.store.StoreException;

/**
 * Runs transactions. Thread-safe. Every method blocks, for a limited time if the database does not respond, and throws
 * a {@link StoreException} when the database cannot be used; its cause is a {@link DatabaseFailure}.
 */
public final class Database implements AutoCloseable {

    private final ConnectionSource connections;
    private final Dialect dialect;

    /** The work of a transaction. */
    @FunctionalInterface
    public interface Work<T> {

        T in(Connection connection) throws SQLException;
    }

    /** The work of a transaction, without a result. */
    @FunctionalInterface
    public interface Action {

        void in(Connection connection) throws SQLException;
    }

    Database(ConnectionSource connections, Dialect dialect) {
        this.connections = connections;
        this.dialect = dialect;
    }

    /**
     * Opens an SQLite file, which is created together with its folder if it does not exist.
     *
     * @throws StoreException when it cannot be used as a database, or another process uses it
     */
    public static Database ofFile(Path path) {
        return new Database(SqliteFile.open(path), new SqliteDialect());
    }

    /**
     * Uses the connections of a DataSource, which should be a pool.
     *
     * @throws StoreException when the database cannot be reached, or is not supported
     */
    public static Database of(DataSource dataSource) {
        Database database = new Database(new PooledConnections(dataSource), new PostgresDialect());
        return database.read(connection -> {
            PostgresDialect.check(connection);
            return database;
        });
    }

    public Dialect dialect() {
        return dialect;
    }

    /** Runs the work in a transaction and commits it. */
    public <T> T write(Work<T> work) {
        return run(true, work);
    }

    /** Runs the work in a transaction and commits it. */
    public void update(Action action) {
        run(true, connection -> {
            action.in(connection);
            return true;
        });
    }

    /** Runs work that changes nothing. With SQLite, transactions that write do not wait for it. */
    public <T> T read(Work<T> work) {
        return run(false, work);
    }

    /** Errors are failures, too: a transaction that needs too much memory must not end a thread of the store. */
    private <T> T run(boolean writes, Work<T> work) {
        ConnectionSource.Session session = null;
        boolean committing = false;
        try {
            session = connections.acquire(writes);
            T result = work.in(session.connection());
            committing = writes;
            session.connection().commit();
            session.release();
            return result;
        } catch (SQLException | RuntimeException | Error failure) {
            if (session != null) {
                session.discard();
            }
            if (failure instanceof StoreException failed) {
                throw failed;
            }
            DatabaseFailure cause = DatabaseFailure.of(failure, committing, dialect);
            throw new StoreException("the store cannot be used now: " + cause.getMessage(), cause);
        }
    }

    /** Closes a file; transactions that run are completed before. A DataSource remains open. */
    @Override
    public void close() {
        connections.close();
    }
}
