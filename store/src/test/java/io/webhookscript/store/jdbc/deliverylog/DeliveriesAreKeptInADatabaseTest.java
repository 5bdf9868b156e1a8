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
package io.webhookscript.store.jdbc.deliverylog;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.webhookscript.deliverylog.DeliveryLog.Page;
import io.webhookscript.deliverylog.DeliveryQuery;
import io.webhookscript.deliverylog.LoggedDelivery;
import io.webhookscript.deliverylog.LoggedDelivery.Message;
import io.webhookscript.script.Outcome;
import io.webhookscript.store.jdbc.ConnectionPool;
import io.webhookscript.store.jdbc.PostgresServer;
import io.webhookscript.store.jdbc.SettableClock;
import io.webhookscript.store.jdbc.database.Database;
import io.webhookscript.store.jdbc.database.StoredBytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.webhookscript.store.jdbc.deliverylog.Entries.NOON;
import static io.webhookscript.store.jdbc.deliverylog.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The same on every database that is documented. */
@Tag("slow")
class DeliveriesAreKeptInADatabaseTest {

    /** The databases for which the log is documented; SQLite is only that of a store. */
    enum Product {
        H2,
        POSTGRESQL,
        SQLITE
    }

    @TempDir
    Path folder;

    private static final Clock NOW = Clock.fixed(NOON, ZoneOffset.UTC);

    private AutoCloseable database;
    private LogDatabase tables;
    private DataSource dataSource;
    private JdbcDeliveryLog log;

    private void open(Product product) throws Exception {
        open(product, Duration.ofDays(30), 1_000_000, NOW);
    }

    private void open(Product product, Duration age, long entries, Clock clock) throws Exception {
        if (product == Product.H2) {
            H2Database h2 = new H2Database();
            database = h2;
            dataSource = h2.dataSource();
            tables = JdbcDeliveryLog.alone(dataSource, null);
        } else if (product == Product.SQLITE) {
            Database file = Database.ofFile(folder.resolve("store.db"));
            database = file;
            tables = new LogDatabase(() -> file, new StoredBytes(null));
        } else {
            ConnectionPool pool = new ConnectionPool(PostgresServer.newDatabase());
            database = pool;
            dataSource = pool;
            tables = JdbcDeliveryLog.alone(dataSource, null);
        }
        log = onDatabase(new Retention(age, entries), clock);
    }

    private JdbcDeliveryLog onDatabase(Retention retention, Clock clock) {
        return new JdbcDeliveryLog(tables, new BatchWriter.Pace(retention, Duration.ofMillis(10), clock));
    }

    @AfterEach
    void close() throws Exception {
        if (database != null) {
            log.stop();
            database.close();
        }
    }

    private List<String> ids(DeliveryQuery query) {
        return log.find(query).deliveries().stream().map(LoggedDelivery::messageId).toList();
    }

    @ParameterizedTest
    @EnumSource
    void givesBackWhatItTook(Product product) throws Exception {
        open(product);
        LoggedDelivery entry
                = entry("crm", "msg_1", Outcome.TEMPORARY, NOON, "'; DROP TABLE webhookscript_delivery; -- \"ž😀\\");

        log.start();
        log.add(entry);
        log.stop();

        assertThat(log.find(DeliveryQuery.ALL).deliveries()).containsExactly(entry);
        assertThat(log.dropped()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void findsByEachCriterion(Product product) throws Exception {
        open(product);
        log.start();
        for (int i = 1; i <= 10; i++) {
            log.add(entry(i % 2 == 0 ? "even" : "odd", "msg_" + i, i % 5 == 0 ? Outcome.REFUSED : Outcome.DELIVERED,
                    NOON.plusSeconds(i)));
        }
        log.stop();

        assertThat(ids(DeliveryQuery.ALL.ofScript("even"))).containsExactly("msg_10", "msg_8", "msg_6", "msg_4", "msg_2");
        assertThat(ids(DeliveryQuery.ALL.ofMessage("msg_3"))).containsExactly("msg_3");
        assertThat(ids(DeliveryQuery.ALL.withOutcome(Outcome.REFUSED))).containsExactly("msg_10", "msg_5");
        assertThat(ids(DeliveryQuery.ALL.endedFrom(NOON.plusSeconds(3)).endedBefore(NOON.plusSeconds(6))))
                .containsExactly("msg_5", "msg_4", "msg_3");
        assertThat(ids(DeliveryQuery.ALL.ofScript("x' OR '1'='1"))).isEmpty();
        assertThat(ids(DeliveryQuery.ALL.endedFrom(Instant.MIN).endedBefore(Instant.MAX))).hasSize(10);
        assertThat(ids(DeliveryQuery.ALL.endedFrom(Instant.MAX))).isEmpty();
        assertThat(ids(DeliveryQuery.ALL.endedBefore(Instant.MIN))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void goesOnWhereAPageEnded(Product product) throws Exception {
        open(product);
        log.start();
        for (int i = 1; i <= 9; i++) {
            log.add(entry("crm", "msg_" + i, Outcome.DELIVERED, NOON));
        }
        log.stop();

        Page first = log.find(DeliveryQuery.ALL.limitedTo(4));
        Page second = log.find(DeliveryQuery.ALL.limitedTo(4).goingOnAt(first.next()));
        Page third = log.find(DeliveryQuery.ALL.limitedTo(4).goingOnAt(second.next()));

        assertThat(second.deliveries()).extracting(LoggedDelivery::messageId)
                .containsExactly("msg_5", "msg_4", "msg_3", "msg_2");
        assertThat(third.deliveries()).extracting(LoggedDelivery::messageId).containsExactly("msg_1");
        assertThat(third.next()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void textsThatNoDatabaseTakesCostOnlyTheCharacters(Product product) throws Exception {
        open(product);
        log.start();
        log.add(entry("crm", "msg_\0", Outcome.REFUSED, NOON, "a\0b\uD800c"));
        log.add(entry("crm", "x".repeat(5_000), Outcome.REFUSED, NOON, "\uD83D\uDE00".repeat(5_000)));
        log.stop();

        assertThat(log.dropped()).isZero();
        assertThat(log.find(DeliveryQuery.ALL).deliveries()).extracting(entry -> entry.result().reason())
                .containsExactly("\uD83D\uDE00".repeat(500), "a\uFFFDb?c");
        assertThat(ids(DeliveryQuery.ALL.ofMessage("x".repeat(5_000)))).hasSize(1);
        assertThat(ids(DeliveryQuery.ALL.ofMessage("msg_\0"))).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void anEntryThatTheDatabaseRefusesCostsOnlyItself(Product product) throws Exception {
        open(product);
        log.add(entry("crm", "msg_1", Outcome.DELIVERED, NOON));
        log.add(entry("n".repeat(64), "msg_2", Outcome.DELIVERED, NOON));
        log.add(entry("crm", "msg_3", Outcome.DELIVERED, NOON));

        log.start();
        log.stop();

        assertThat(ids(DeliveryQuery.ALL)).containsExactly("msg_3", "msg_1");
        assertThat(log.dropped()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void forgetsWhatIsTooOld(Product product) throws Exception {
        SettableClock clock = new SettableClock(NOON);
        open(product, Duration.ofHours(1), 1_000, clock);
        log.start();
        log.add(entry("crm", "old", Outcome.DELIVERED, NOON.minusSeconds(3_000)));
        log.add(entry("crm", "young", Outcome.DELIVERED, NOON));
        await().until(() -> ids(DeliveryQuery.ALL).size() == 2);

        clock.forward(Duration.ofMinutes(20));

        await().until(() -> ids(DeliveryQuery.ALL).equals(List.of("young")));
    }

    @ParameterizedTest
    @EnumSource
    void forgetsTheOldestWhenThereAreTooMany(Product product) throws Exception {
        open(product, Duration.ofDays(1), 5, NOW);
        for (int i = 1; i <= 12; i++) {
            log.add(entry("crm", "msg_" + i, Outcome.DELIVERED, NOON));
        }

        log.start();

        await().until(() -> ids(DeliveryQuery.ALL).equals(List.of("msg_12", "msg_11", "msg_10", "msg_9", "msg_8")));
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void bringsTheTableOfAnEarlierReleaseUpToDateAndKeepsItsEntries(Product product) throws Exception {
        open(product);
        for (String sql : EarlierRelease.TABLES) {
            execute(sql);
        }

        log.start();
        log.add(entry("crm", "msg_new", Outcome.DELIVERED, NOON));
        log.stop();

        assertThat(log.find(DeliveryQuery.ALL).deliveries()).containsExactly(
                entry("crm", "msg_new", Outcome.DELIVERED, NOON), EarlierRelease.ENTRY);
        assertThat(version()).isGreaterThan(2);
    }

    @ParameterizedTest
    @EnumSource(names = { "H2", "POSTGRESQL" })
    void leavesANewerSchemaAlone(Product product) throws Exception {
        open(product);
        log.start();
        log.add(entry("crm", "msg_1", Outcome.DELIVERED, NOON));
        log.stop();
        execute("INSERT INTO webhookscript_schema (version, taken_at) VALUES (99, CURRENT_TIMESTAMP)");

        tables = JdbcDeliveryLog.alone(dataSource, null);
        JdbcDeliveryLog older = onDatabase(new Retention(Duration.ofDays(30), 1_000_000), NOW);
        older.start();
        older.add(entry("crm", "msg_2", Outcome.DELIVERED, NOON));
        older.stop();

        assertThat(older.dropped()).isEqualTo(1);
        assertThatThrownBy(() -> older.find(DeliveryQuery.ALL)).isInstanceOf(DeliveryLogException.class)
                .hasMessageContaining("version 99").hasMessageContaining("at most");
    }

    @ParameterizedTest
    @EnumSource
    void anEntryWithARetentionOfItsOwnIsKeptForThatTime(Product product) throws Exception {
        SettableClock clock = new SettableClock(NOON);
        open(product, Duration.ofHours(1), 1_000, clock);
        log.start();
        log.add(kept("short", Duration.ofMinutes(10)));
        log.add(kept("long", Duration.ofHours(2)));
        log.add(entry("crm", "default", Outcome.DELIVERED, NOON));
        await().until(() -> ids(DeliveryQuery.ALL).size() == 3);

        clock.forward(Duration.ofMinutes(11));
        await().until(() -> ids(DeliveryQuery.ALL).equals(List.of("default", "long")));
        clock.forward(Duration.ofMinutes(50));
        await().until(() -> ids(DeliveryQuery.ALL).equals(List.of("long")));
        assertThat(log.find(DeliveryQuery.ALL).deliveries().get(0).keepFor()).isEqualTo(Duration.ofHours(2));
        clock.forward(Duration.ofHours(1));
        await().until(() -> ids(DeliveryQuery.ALL).isEmpty());
    }

    private static LoggedDelivery kept(String messageId, Duration time) {
        LoggedDelivery e = entry("crm", messageId, Outcome.DELIVERED, NOON);
        return new LoggedDelivery(
                e.script(), new Message(e.messageId(), e.message().sourceId(), "digest"), e.began(), e.ended(), e.result(),
                e.attempts(), e.deadLettered(), time);
    }

    @ParameterizedTest
    @EnumSource
    void isTheSameForSeveralProcesses(Product product) throws Exception {
        open(product);
        if (product != Product.SQLITE) {
            tables = JdbcDeliveryLog.alone(dataSource, null);
        }
        JdbcDeliveryLog other = onDatabase(new Retention(Duration.ofDays(30), 1_000_000), NOW);
        log.start();
        other.start();
        for (int i = 0; i < 500; i++) {
            log.add(entry("crm", "a" + i, Outcome.DELIVERED, NOON));
            other.add(entry("crm", "b" + i, Outcome.DELIVERED, NOON));
        }

        await().until(() -> log.find(DeliveryQuery.ALL.limitedTo(1_000)).deliveries().size() == 1_000);
        other.stop();
        assertThat(other.dropped() + log.dropped()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = "SQLITE", mode = EnumSource.Mode.EXCLUDE)
    void severalProcessesCreateTheTablesAtOnce(Product product) throws Exception {
        open(product);
        List<LogDatabase> processes = Stream.generate(() -> JdbcDeliveryLog.alone(dataSource, null)).limit(8).toList();
        ExecutorService threads = Executors.newFixedThreadPool(processes.size());
        try {
            List<Future<LogDatabase.Ready>> ready
                    = threads.invokeAll(processes.stream().<Callable<LogDatabase.Ready>> map(each -> each::ready).toList());

            assertThat(ready).allSatisfy(each -> assertThat(each).succeedsWithin(Duration.ZERO));
        } finally {
            threads.shutdown();
        }
        assertThat(version()).isEqualTo(8);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
             Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int version() throws SQLException {
        try (Connection connection = dataSource.getConnection();
             Statement statement = connection.createStatement();
             ResultSet row = statement.executeQuery("SELECT MAX(version) FROM webhookscript_schema")) {
            row.next();
            return row.getInt(1);
        }
    }

}
