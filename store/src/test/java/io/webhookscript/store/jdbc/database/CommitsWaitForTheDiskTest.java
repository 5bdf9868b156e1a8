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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicReference;

import io.webhookscript.store.jdbc.ConnectionPool;
import io.webhookscript.store.jdbc.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Every commit waits until it is on the disk, but for those that do not need it. */
class CommitsWaitForTheDiskTest {

    private static final String OF_SQLITE = "PRAGMA synchronous";
    private static final String OF_POSTGRES = "SHOW synchronous_commit";

    @TempDir
    Path folder;

    @Test
    void commitsOfAnSqliteFileWaitUnlessTheyNeedNot() {
        try (Database file = Database.ofFile(folder.resolve("store.db"))) {
            assertThat(write(file, OF_SQLITE)).isEqualTo("2");
            assertThat(writeWithoutSync(file, OF_SQLITE)).isEqualTo("1");
            assertThat(writeWithoutSync(file, OF_SQLITE)).isEqualTo("1");
            assertThat(write(file, OF_SQLITE)).isEqualTo("2");
        }
    }

    @Test
    void commitsWaitAlsoAfterATransactionThatFailed() {
        try (Database file = Database.ofFile(folder.resolve("store.db"))) {
            assertThatThrownBy(() -> file.updateWithoutSync(connection -> {
                throw new IllegalStateException("a mistake");
            })).hasMessageContaining("a mistake");

            assertThat(write(file, OF_SQLITE)).isEqualTo("2");
        }
    }

    @Test
    void commitsOfPostgresqlWaitUnlessTheyNeedNot() {
        Database database = Database.of(new ConnectionPool(PostgresServer.newDatabase()));

        assertThat(write(database, OF_POSTGRES)).isEqualTo("on");
        assertThat(writeWithoutSync(database, OF_POSTGRES)).isEqualTo("off");
        assertThat(write(database, OF_POSTGRES)).isEqualTo("on");
    }

    private static String write(Database database, String question) {
        return database.write(connection -> value(connection.createStatement(), question));
    }

    private static String writeWithoutSync(Database database, String question) {
        AtomicReference<String> value = new AtomicReference<>();
        database.updateWithoutSync(connection -> value.set(value(connection.createStatement(), question)));
        return value.get();
    }

    private static String value(Statement question, String sql) throws SQLException {
        try (question; ResultSet row = question.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
