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
import java.sql.Statement;
import java.time.Duration;

import io.webhookscript.store.StoreException;
import org.sqlite.SQLiteConfig;

/**
 * An SQLite file that only this process uses: one connection for transactions that write, one for those that read. Each
 * commit is on the disk when it returns.
 */
final class SqliteFile implements ConnectionSource {

    /** Only a backup program may lock the file for so long. */
    private static final int BUSY_MILLIS = (int) Duration.ofSeconds(10).toMillis();

    private final FileOfOneProcess file;
    private final SingleConnection writing;
    private final SingleConnection reading;

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
            opened.acquire(true).release();
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
            statement.execute("PRAGMA query_only = " + (writes ? 0 : 1));
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException | RuntimeException failure) {
            connection.close();
            throw failure;
        }
    }

    @Override
    public Session acquire(boolean writes) throws SQLException {
        return (writes ? writing : reading).acquire();
    }

    /** Closes the file. Transactions that run are completed before. */
    @Override
    public void close() {
        reading.close();
        writing.close();
        file.close();
    }
}
