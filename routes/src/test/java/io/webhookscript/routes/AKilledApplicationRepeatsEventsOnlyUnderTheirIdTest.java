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
package io.webhookscript.routes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.jms.JMSContext;

import javax.sql.DataSource;

import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A process that reads a source is killed with SIGKILL during a call, and started again: no event is lost, and one that
 * is repeated has the same message id.
 */
@Tag("slow")
@Timeout(300)
class AKilledApplicationRepeatsEventsOnlyUnderTheirIdTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int EVENTS = 100;

    /** The default of the template for queues. */
    private static final int CONSUMERS = 4;

    @TempDir
    private Path root;
    private FolderOfFiles folder;

    private enum Mode {

        /** The source learns of the end of each delivery. */
        SYNC,

        /** The source learns that an event was accepted, which then is in an SQLite file. */
        ASYNC_WITH_STORE
    }

    @BeforeEach
    void makeFolder() throws Exception {
        folder = FolderOfFiles.in(root);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void linesOfAFile(Mode mode) throws Exception {
        folder.drop("events.jsonl", IntStream.range(0, EVENTS).mapToObj(n -> event(n) + "\n").collect(joining()));

        killAndCompare(mode, folder.template("jsonl"), Map.of(), () -> Files.exists(root.resolve("in/.done/events.jsonl")));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void recordsOfATopic(Mode mode) throws Exception {
        try (KafkaBroker broker = new KafkaBroker(Files.createDirectories(root.resolve("kafka")))) {
            broker.createTopic("events", 1);
            for (int n = 0; n < EVENTS; n++) {
                broker.send("events", 0, event(n), Map.of());
            }
            // the partition of a consumer that was killed belongs to it until its session has ended
            Map<String, String> shortSession = Map.of("camel.component.kafka.configuration.sessionTimeoutMs", "6000",
                    "camel.component.kafka.configuration.heartbeatIntervalMs", "1000");

            int repeated = killAndCompare(mode, Map.of("template-id", "webhookscript-from-kafka", "topic", "events", "brokers",
                    broker.address(), "groupId", "group"), shortSession,
                    () -> broker.committed("group", "events") == EVENTS);

            if (mode == Mode.SYNC) {
                assertThat(repeated).as("the call in progress").isOne();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void messagesOfAQueue(Mode mode) throws Exception {
        String url = "tcp://127.0.0.1:" + KafkaBroker.freePort();
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfiguration(new ConfigurationImpl().setPersistenceEnabled(false).setSecurityEnabled(false)
                .setJMXManagementEnabled(false).addAcceptorConfiguration("tcp", url)
                .addAddressSetting("#", new AddressSettings().setRedeliveryDelay(0)));
        broker.start();
        try (ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory(url)) {
            try (JMSContext session = connections.createContext()) {
                IntStream.range(0, EVENTS)
                        .forEach(n -> session.createProducer().send(session.createQueue("events"), event(n)));
            }

            int repeated = killAndCompare(mode, Map.of("template-id", "webhookscript-from-jms", "queue", "events"), Map.of(
                    "camel.beans.connections", "#class:" + ActiveMQConnectionFactory.class.getName() + "('" + url + "')",
                    "camel.component.jms.connection-factory", "#bean:connections"),
                    () -> broker.getActiveMQServer().locateQueue("events").getMessageCount() == 0);

            if (mode == Mode.SYNC) {
                assertThat(repeated).as("the calls in progress").isBetween(1, CONSUMERS);
            }
        } finally {
            broker.stop();
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void rowsOfADatabase(Mode mode) throws Exception {
        DataSource database = PostgresServer.dataSource();
        Sql.execute(database, "drop table if exists event");
        Sql.execute(database, "create table event (id int primary key, n int, state text)");
        Sql.execute(database, "insert into event select n, n, 'new' from generate_series(0, " + (EVENTS - 1) + ") as n");
        String url;
        try (Connection connection = database.getConnection()) {
            url = connection.getMetaData().getURL();
        }

        int repeated = killAndCompare(mode,
                Map.of("template-id", "webhookscript-from-database", "source", "event", "delay", "50",
                        "query", "select id, n from event where state = 'new' order by id limit 50",
                        "onDelivered", "update event set state = 'sent' where id = :#id"),
                Map.of(
                        "camel.beans.dataSource", "#class:org.postgresql.ds.PGSimpleDataSource",
                        "camel.beans.dataSource.url", url, "camel.beans.dataSource.user", "postgres"),
                () -> Sql.column(database, "select id from event where state = 'new'").isEmpty());

        if (mode == Mode.SYNC) {
            assertThat(repeated).as("the call in progress").isOne();
        }
    }

    /**
     * @param  isRead whether the source has no event any more
     * @return        the number of calls beyond the first one of each event
     */
    private int killAndCompare(
            Mode mode, Map<String, String> template, Map<String, String> others, Callable<Boolean> isRead)
            throws Exception {
        Map<String, String> properties = new HashMap<>(others);
        template.forEach((name, value) -> properties.put("camel.route-template[0]." + name, value));
        properties.putAll(Map.of("camel.route-template[0].script", "row",
                "camel.main.routesIncludePattern", "classpath:io/webhookscript/routes/*.yaml",
                "camel.component.webhookscript.allow", "loopback",
                "camel.component.webhookscript.scripts", "file:" + root.resolve("scripts")));
        if (mode == Mode.ASYNC_WITH_STORE) {
            folder.makeScriptAsync();
            properties.put("camel.component.webhookscript.store", "sqlite:" + root.resolve("store.db"));
        }
        try (ReceiverOnLoopback receiver = new ReceiverOnLoopback()) {
            properties.put("webhookscript.context.row.baseUrl", receiver.baseUrl());
            receiver.hold();
            receiver.release(EVENTS / 2 - 1);
            try (KillableApplication application = new KillableApplication(properties, root.resolve("application.log"))) {
                awaitEvents(receiver, application, EVENTS / 2);
                application.killAndStart();
                receiver.release(1_000 * EVENTS);
                awaitEvents(receiver, application, EVENTS);
                await().atMost(PATIENCE).until(isRead);
            }
            assertThat(events(receiver)).isEqualTo(
                    IntStream.range(0, EVENTS).mapToObj(String::valueOf).collect(Collectors.toSet()));
            assertThat(receiver.bodies().stream().distinct()).as("one id for each event").hasSize(EVENTS);
            return receiver.bodies().size() - EVENTS;
        }
    }

    private static void awaitEvents(ReceiverOnLoopback receiver, KillableApplication application, int number) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
            application.checkThatItRuns();
            return events(receiver).size() >= number;
        });
    }

    private static Set<String> events(ReceiverOnLoopback receiver) {
        return Set.copyOf(receiver.bodiesWithoutIds());
    }

    private static String event(int n) {
        return "{\"n\": " + n + "}";
    }
}
