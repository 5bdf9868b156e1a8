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
package io.webhookscript.store.jdbc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.webhookscript.delivery.report.AttemptRecord;
import io.webhookscript.delivery.report.DeliveryResult;
import io.webhookscript.deliverylog.LoggedDelivery;
import io.webhookscript.deliverylog.LoggedDelivery.Attempts;
import io.webhookscript.deliverylog.LoggedDelivery.Message;
import io.webhookscript.script.Outcome;
import io.webhookscript.script.ScriptIdentity;
import io.webhookscript.spi.CallbackSession;
import io.webhookscript.store.DeadLetter;
import io.webhookscript.store.OutboxEntry;
import io.webhookscript.store.StoreEncryption;
import io.webhookscript.store.StoreOptions;
import io.webhookscript.store.jdbc.database.Database;
import org.jspecify.annotations.Nullable;

/** The database of a store that a test opens and closes, and everything that it contains. */
final class StoreFixture implements AutoCloseable {

    private static final List<String> TABLES = List.of("outbox", "node", "dead_letter", "delivery", "session", "erasure");

    private final @Nullable Path file;
    private final @Nullable ConnectionPool pool;

    private StoreFixture(@Nullable Path file, @Nullable ConnectionPool pool) {
        this.file = file;
        this.pool = pool;
    }

    static StoreFixture of(TestDatabase kind, Path folder) {
        return kind == TestDatabase.SQLITE
                ? new StoreFixture(folder.resolve("store.db"), null)
                : new StoreFixture(null, new ConnectionPool(PostgresServer.newDatabase()));
    }

    SqlStore open(String node, @Nullable StoreEncryption encryption) {
        StoreOptions options = new StoreOptions(
                node, Duration.ofSeconds(5), Duration.ofDays(1), Duration.ofDays(1), encryption);
        return open(options);
    }

    SqlStore open(StoreOptions options) {
        DataSource shared = pool;
        Path own = file;
        SqlStore store = new SqlStore(() -> own == null ? Database.of(shared) : Database.ofFile(own), options);
        store.start();
        return store;
    }

    /** All bytes of an SQLite file and of those beside it, or all rows of PostgreSQL; as text. */
    String everything() throws IOException, SQLException {
        return pool == null ? files() : rows();
    }

    private String files() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(file.getParent())) {
            for (Path each : files.toList()) {
                all.append(new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    private String rows() throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Connection connection = pool.getConnection(); Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                try (ResultSet rows = statement.executeQuery("SELECT * FROM webhookscript_" + table)) {
                    while (rows.next()) {
                        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                            all.append(text(rows, column)).append('\n');
                        }
                    }
                }
            }
        }
        return all.toString();
    }

    private static String text(ResultSet row, int column) throws SQLException {
        boolean isBinary = row.getMetaData().getColumnTypeName(column).equals("bytea");
        byte[] bytes = isBinary ? row.getBytes(column) : null;
        return isBinary && bytes != null
                ? new String(bytes, StandardCharsets.ISO_8859_1) : String.valueOf(row.getString(column));
    }

    @Override
    public void close() throws SQLException {
        if (pool != null) {
            pool.close();
        }
    }

    /** An entry whose contents contain the mark. */
    static OutboxEntry entry(String id, @Nullable String subject, String mark) {
        return new OutboxEntry(id, "crm", null, subject, false, 0, bytes("document " + mark), bytes("progress " + mark));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static DeadLetter letter(String id, @Nullable String subject, String mark) {
        return new DeadLetter(
                id, "crm", Instant.now(), "refused", 422, "reason " + mark,
                new DeadLetter.Contents("letter " + mark, entry(id, subject, mark)));
    }

    static LoggedDelivery delivery(String id, @Nullable String subject, String mark) {
        Instant now = Instant.now();
        return new LoggedDelivery(
                new ScriptIdentity("crm", "0123456789ab", "tenant " + mark), new Message(id, "source " + mark, subject), now,
                now, new DeliveryResult(Outcome.REFUSED, 422, "reason " + mark),
                new Attempts(
                        1, List.of(new AttemptRecord(now, 1, Outcome.REFUSED, 422, "attempt " + mark)), "PUT",
                        "https://crm.example.com/" + mark, "response " + mark),
                true, null);
    }

    static CallbackSession session(String id, @Nullable String subject, String messageId, String mark) {
        return new CallbackSession(
                "crm", id + mark, messageId, Map.of("key", "context " + mark), Instant.now().plusSeconds(600), subject);
    }

    /** Fills all tables, with the mark in every text. */
    static void fill(SqlStore store, String id, @Nullable String subject, String mark) {
        store.outbox().accept(entry(id, subject, mark), false).toCompletableFuture().join();
        store.deadLetters().add(letter(id + "-dead", subject, mark)).toCompletableFuture().join();
        store.deliveryLog().add(delivery(id + "-logged", subject, mark));
        store.sessions().open(session("session", subject, id + "-session", mark), Instant.now());
    }

    /** The places in a text around each occurrence of a mark, for the message of a failed assertion. */
    static List<String> occurrences(String text, String mark) {
        List<String> found = new ArrayList<>();
        for (int at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
            found.add(text.substring(Math.max(0, at - 20), Math.min(text.length(), at + 40)));
        }
        return found;
    }
}
