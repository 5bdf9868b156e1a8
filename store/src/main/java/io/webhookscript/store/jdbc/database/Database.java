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
        withoutSettings(dataSource).read(connection -> {
            PostgresDialect.check(connection);
            return true;
        });
        return ofPostgres(dataSource);
    }

    /**
     * Uses the connections of a DataSource of any database for a delivery log alone.
     *
     * @throws StoreException when the database cannot be reached
     */
    public static Database forDeliveryLog(DataSource dataSource) {
        Database standard = withoutSettings(dataSource);
        return standard.read(PostgresDialect::isOf) ? ofPostgres(dataSource) : standard;
    }

    private static Database withoutSettings(DataSource dataSource) {
        return new Database(new PooledConnections(dataSource, access -> null), new StandardDialect());
    }

    private static Database ofPostgres(DataSource dataSource) {
        return new Database(new PooledConnections(dataSource, PostgresDialect::settings), new PostgresDialect());
    }

    /** Creates and updates the tables. */
    public void bringUpToDate() {
        update(connection -> Schema.of(dialect).bringUpToDate(connection, dialect));
    }

    /** Overwrites what was deleted, as far as this can be done at once. */
    public void removeTraces() {
        try {
            connections.removeTraces();
        } catch (SQLException | RuntimeException | LinkageError failure) {
            DatabaseFailure cause = DatabaseFailure.of(failure, false, dialect);
            throw new StoreException("the store cannot be used now: " + cause.getMessage(), cause);
        }
    }

    public Dialect dialect() {
        return dialect;
    }

    /** Runs the work in a transaction and commits it. */
    public <T> T write(Work<T> work) {
        return run(Access.WRITE, work);
    }

    /** Runs the work in a transaction and commits it. */
    public void update(Action action) {
        execute(Access.WRITE, action);
    }

    /**
     * Runs the work in a transaction and commits it without waiting for the disk. When the machine fails, the latest of
     * these transactions may be lost as a whole; not when only this process ends.
     */
    public void updateWithoutSync(Action action) {
        execute(Access.WRITE_WITHOUT_SYNC, action);
    }

    private void execute(Access access, Action action) {
        run(access, connection -> {
            action.in(connection);
            return true;
        });
    }

    /** Runs work that changes nothing. With SQLite, transactions that write do not wait for it. */
    public <T> T read(Work<T> work) {
        return run(Access.READ, work);
    }

    /** Errors are failures, too: a transaction that needs too much memory must not end a thread of the store. */
    private <T> T run(Access access, Work<T> work) {
        ConnectionSource.Session session = null;
        boolean committing = false;
        try {
            session = connections.acquire(access);
            T result = work.in(session.connection());
            committing = access != Access.READ;
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
