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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.webhookscript.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AnSqliteFileBelongsToOneProcessTest {

    @TempDir
    Path folder;

    /** Opens a file as another process, until its input ends. */
    static final class OtherProcess {

        private OtherProcess() {
        }

        public static void main(String[] arguments) throws IOException {
            try (Database database = Database.ofFile(Path.of(arguments[0]))) {
                System.out.println("open " + database.read(connection -> connection.isValid(1)));
                System.out.flush();
                System.in.read();
            }
        }
    }

    @Test
    void aSecondProcessIsRejectedUntilTheFirstOneHasEnded() throws Exception {
        Path file = folder.resolve("store.db");
        Process other = new ProcessBuilder(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                        System.getProperty("java.class.path"), OtherProcess.class.getName(), file.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("open true");

            assertThatThrownBy(() -> Database.ofFile(file)).isInstanceOf(StoreException.class)
                    .hasMessageContaining(file + ": another process or another component uses it");
        } finally {
            other.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
        }

        try (Database database = Database.ofFile(file)) {
            assertThat(database.<Boolean> read(connection -> connection.isValid(1))).isTrue();
        }
    }

    @Test
    void aSecondStoreOfTheSameProcessIsRejectedToo() {
        Path file = folder.resolve("store.db");

        try (Database database = Database.ofFile(file)) {
            Path sameFile = folder.resolve("x").resolve("..").resolve("store.db");
            assertThatThrownBy(() -> Database.ofFile(sameFile)).isInstanceOf(StoreException.class)
                    .hasMessageContaining("another process or another component uses it");
            assertThat(database.dialect()).isInstanceOf(SqliteDialect.class);
        }
        Database.ofFile(file).close();
    }

    @Test
    void theFolderIsCreated() {
        Path file = folder.resolve("a").resolve("b").resolve("store.db");

        Database.ofFile(file).close();

        assertThat(file).exists();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyTheOwnerMayReadTheFiles() throws Exception {
        Path file = folder.resolve("store.db");

        try (Database database = Database.ofFile(file)) {
            database.update(connection -> new Schema().bringUpToDate(connection, database.dialect()));
            for (String name : List.of("store.db", "store.db-wal", "store.db-shm")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)))).as(name)
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void eachCommitIsOnTheDisk() {
        try (Database database = Database.ofFile(folder.resolve("store.db"))) {
            assertThat(database.<String> write(connection -> pragma(connection, "journal_mode"))).isEqualTo("wal");
            assertThat(database.<String> write(connection -> pragma(connection, "synchronous"))).isEqualTo("2");
        }
    }

    private static String pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement(); var row = statement.executeQuery("PRAGMA " + name)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void aReadChangesNothing() {
        try (Database database = Database.ofFile(folder.resolve("store.db"))) {
            assertThatThrownBy(() -> database.<Boolean> read(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.execute("CREATE TABLE a (b INTEGER)");
                }
            })).isInstanceOf(StoreException.class).hasMessageContaining("readonly");
        }
    }

    @Test
    void aFileThatIsNotADatabaseIsRejectedAndNotChanged() throws IOException {
        Path file = folder.resolve("notes.txt");
        String text = "These are notes, and not a database. ".repeat(100);
        Files.writeString(file, text);

        assertThatThrownBy(() -> Database.ofFile(file)).isInstanceOf(StoreException.class)
                .hasMessageStartingWith("the store cannot use the file " + file + ": ")
                .hasMessageContaining("file is not a database");
        assertThat(file).hasContent(text);
    }

    @Test
    void aFolderIsRejected() {
        assertThatThrownBy(() -> Database.ofFile(folder)).isInstanceOf(StoreException.class)
                .hasMessageEndingWith(": it is not a file");
    }

    @Test
    void aParentThatIsNotAFolderIsRejected() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> Database.ofFile(file.resolve("store.db"))).isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void aDatabaseThatAnotherProgramUsesIsOpened() throws SQLException {
        Path file = folder.resolve("store.db");
        Database.ofFile(file).close();

        try (Connection reader = DriverManager.getConnection("jdbc:sqlite:" + file);
             Statement statement = reader.createStatement();
             Database database = Database.ofFile(file)) {
            statement.execute("SELECT 1");
            database.update(connection -> new Schema().bringUpToDate(connection, database.dialect()));
            assertThat(statement.executeQuery("SELECT COUNT(*) FROM webhookscript_outbox").next()).isTrue();
        }
    }
}
