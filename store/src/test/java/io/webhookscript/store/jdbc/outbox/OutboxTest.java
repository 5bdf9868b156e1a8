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
package io.webhookscript.store.jdbc.outbox;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.webhookscript.store.StoreOptions;
import io.webhookscript.store.jdbc.TestDatabase;
import io.webhookscript.store.jdbc.database.Database;
import io.webhookscript.store.jdbc.database.FaultyDatabase;
import io.webhookscript.store.jdbc.database.StoredText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** An empty database for each test, and nodes that are stopped after it. */
abstract class OutboxTest {

    private static final List<String> STATES = List.of("waiting", "claimed", "parked", "blocking", "ended");

    @Parameter
    TestDatabase kind;

    @TempDir
    Path folder;

    private final List<OutboxNode> nodes = new ArrayList<>();
    private FaultyDatabase shared;
    private Database database;

    @BeforeEach
    void createDatabase() {
        shared = new FaultyDatabase(kind, folder);
        database = shared.access().database();
    }

    @AfterEach
    void closeDatabase() {
        nodes.forEach(OutboxNode::close);
        shared.close();
    }

    Database database() {
        return database;
    }

    /** A process; several of them use the same database. */
    OutboxNode node(String name) {
        return node(name, new StoreOptions(name, OutboxNode.LEASE, Duration.ofMinutes(1), null));
    }

    OutboxNode node(String name, StoreOptions options) {
        OutboxNode node = new OutboxNode(shared.access(), name, options);
        nodes.add(node);
        return node;
    }

    /** Ids and states, in the order of acceptance. */
    List<String> rows() {
        return database.read(connection -> {
            List<String> rows = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                 ResultSet row = statement.executeQuery("SELECT id, state FROM webhookscript_outbox ORDER BY seq")) {
                while (row.next()) {
                    rows.add(StoredText.decode(row.getString(1)) + " " + STATES.get(row.getInt(2)));
                }
            }
            return rows;
        });
    }

    long number(String sql) {
        return database.read(connection -> {
            try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
