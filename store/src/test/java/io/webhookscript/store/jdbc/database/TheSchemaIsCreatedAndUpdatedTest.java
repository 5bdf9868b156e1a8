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
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.webhookscript.store.StoreException;
import io.webhookscript.store.jdbc.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class TheSchemaIsCreatedAndUpdatedTest {

    @Parameter
    TestDatabase kind;

    @TempDir
    Path folder;

    private Database database;

    @BeforeEach
    void createDatabase() {
        database = kind.create(folder);
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    void anEmptyDatabaseGetsAllTables() {
        bringUpToDate(SchemaSteps.ALL);

        for (String table : List.of("delivery", "outbox", "node", "dead_letter", "session")) {
            assertThat(number("SELECT COUNT(*) FROM webhookscript_" + table)).as(table).isZero();
        }
        assertThat(version()).isEqualTo(SchemaSteps.ALL.size());
    }

    @Test
    void aDatabaseWithTheLogOfAnEarlierReleaseKeepsItsRows() {
        bringUpToDate(SchemaSteps.ALL.subList(0, 2));
        database.update(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO webhookscript_delivery (script, script_version, message_id, began_at, ended_at,"
                                  + " outcome, reason, attempts, last_attempts, answer, dead_lettered) VALUES ('crm', 'v', 'msg_1',"
                                  + " CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 'delivered', '', 1, '[]', '', FALSE)");
            }
        });

        bringUpToDate(SchemaSteps.ALL);

        assertThat(version()).isEqualTo(SchemaSteps.ALL.size());
        assertThat(number("SELECT COUNT(*) FROM webhookscript_delivery WHERE message_id = 'msg_1'")).isEqualTo(1);
    }

    @Test
    void severalNodesCreateItAtTheSameTime() {
        List<CompletableFuture<Void>> nodes = IntStream.range(0, 8)
                .mapToObj(node -> CompletableFuture.runAsync(() -> bringUpToDate(SchemaSteps.ALL))).toList();

        assertThat(nodes).allSatisfy(node -> assertThat(node).succeedsWithin(Duration.ofSeconds(30)));
        assertThat(number("SELECT COUNT(*) FROM webhookscript_schema")).isEqualTo(SchemaSteps.ALL.size());
    }

    @Test
    void aStepThatFailsLeavesNothing() {
        List<List<String>> broken = List.of(List.of("CREATE TABLE webhookscript_a (b INTEGER)"), List.of("CREATE NONSENSE"));

        assertThatThrownBy(() -> bringUpToDate(broken)).isInstanceOf(StoreException.class);

        bringUpToDate(SchemaSteps.ALL);
        assertThat(version()).isEqualTo(SchemaSteps.ALL.size());
        assertThatThrownBy(() -> number("SELECT COUNT(*) FROM webhookscript_a")).isInstanceOf(StoreException.class);
    }

    @Test
    void aSchemaOfANewerReleaseIsRejected() {
        bringUpToDate(SchemaSteps.ALL);

        assertThatThrownBy(() -> bringUpToDate(SchemaSteps.ALL.subList(0, 2))).isInstanceOf(StoreException.class)
                .hasMessage("the schema of the store has version " + SchemaSteps.ALL.size()
                            + ", and this release supports 2 at most; use the newer release that has created it");
    }

    private void bringUpToDate(List<List<String>> steps) {
        database.update(connection -> new Schema(steps).bringUpToDate(connection, database.dialect()));
    }

    private long version() {
        return number("SELECT MAX(version) FROM webhookscript_schema");
    }

    private long number(String sql) {
        return database.read(connection -> {
            try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
