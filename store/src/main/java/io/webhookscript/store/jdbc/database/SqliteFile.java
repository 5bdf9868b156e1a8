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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import io.webhookscript.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

/**
 * An SQLite file that only this process uses: one connection for transactions that write, one for those that read. Each
 * commit is on the disk when it returns.
 */
final class SqliteFile implements ConnectionSource {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteFile.class);

    /** Only a backup program may lock the file for so long. */
    private static final int BUSY_MILLIS = (int) Duration.ofSeconds(10).toMillis();

    private final FileOfOneProcess file;
    private final SingleConnection writing;
    private final SingleConnection reading;
    /** The writing connection when its commits do not wait for the disk; used by one thread at a time. */
    private @Nullable Connection withoutSync = null;

    private SqliteFile(FileOfOneProcess file) {
        this.file = file;
        this.writing = new SingleConnection(() -> connect(file.path(), true));
        this.reading = new SingleConnection(() -> connect(file.path(), false));
    }

    /**
     * Opens a file, or creates it together with its folder.
     *
     * @throws StoreException when it cannot be used as a database, or another process uses it
     */
    static SqliteFile open(Path path) {
        FileOfOneProcess file = FileOfOneProcess.open(path);
        SqliteFile opened = new SqliteFile(file);
        try {
            opened.acquire(Access.WRITE).release();
            return opened;
        } catch (SQLException | RuntimeException failure) {
            opened.close();
            throw new StoreException("the store cannot use the file " + path + ": " + FailureReason.of(failure), null);
        }
    }

    private static Connection connect(Path path, boolean writes) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setTransactionMode(writes ? SQLiteConfig.TransactionMode.IMMEDIATE : SQLiteConfig.TransactionMode.DEFERRED);
        Connection connection = config.createConnection("jdbc:sqlite:" + path);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA secure_delete = ON"); // what is deleted is overwritten
            statement.execute("PRAGMA query_only = " + (writes ? 0 : 1));
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException | RuntimeException failure) {
            connection.close();
            throw failure;
        }
    }

    @Override
    public Session acquire(Access access) throws SQLException {
        if (access == Access.READ) {
            return reading.acquire();
        }
        Session session = writing.acquire();
        boolean ready = false;
        try {
            synchronize(session.connection(), access == Access.WRITE);
            ready = true;
            return session;
        } finally {
            if (!ready) {
                session.discard();
            }
        }
    }

    /** Lets commits wait for the disk, or not; this cannot be changed within a transaction. */
    private void synchronize(Connection connection, boolean full) throws SQLException {
        if (full == (connection != withoutSync)) {
            return;
        }
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = " + (full ? "FULL" : "NORMAL"));
        }
        connection.setAutoCommit(false);
        withoutSync = full ? null : connection;
    }

    /** Empties the journal, which contains earlier versions of the pages. */
    @Override
    public void removeTraces() throws SQLException {
        Session session = writing.acquire();
        boolean done = false;
        try {
            session.connection().setAutoCommit(true);
            boolean busy = checkpoint(session.connection());
            session.connection().setAutoCommit(false);
            done = true;
            if (busy) {
                LOG.warn("store: the journal of the file {} contains deleted contents until it is overwritten, since another"
                         + " process reads the file",
                        file.path());
            }
        } finally {
            if (done) {
                session.release();
            } else {
                session.discard();
            }
        }
    }

    private static boolean checkpoint(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
             ResultSet result = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
            return result.next() && result.getInt(1) != 0;
        }
    }

    /** Closes the file. Transactions that run are completed before. */
    @Override
    public void close() {
        reading.close();
        writing.close();
        file.close();
    }
}
