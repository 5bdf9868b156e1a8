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
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.webhookscript.WebhookScriptComponent;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** With H2 and with PostgreSQL. */
@Tag("slow")
@Timeout(180)
class RowsOfADatabaseTriggerAScriptTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String SCRIPT = """
            webhookscript: "1.0"
            name: order
            execution: %s
            context: { baseUrl: "" }
            request:
              method: PUT
              url: "{{ context.baseUrl }}/{{ path | default('ok') }}"
              body: { text: "{{ message.id }} {{ id }} {{ total }} {{ placed }} {{ tags }}" }
            limits: { retry: { maxAttempts: 1 }, circuitBreaker: false }
            """;

    private static final Map<String, String> PARAMETERS = Map.of(
            "script", "order", "source", "orders", "delay", "50",
            "query", "select id, version, path, total, placed from orders where state = 'new' order by id",
            "onDelivered", "update orders set state = 'sent' where id = :#id");

    private static final String ON_FAILED
            = "update orders set state = 'failed', reason = :#${exchangeProperty.webhookReason} where id = :#id";

    @TempDir
    private Path scripts;

    static Stream<Named<DataSource>> databases() {
        return Stream.of(
                Named.of("H2", JdbcConnectionPool.create(
                        "jdbc:h2:mem:orders;DB_CLOSE_DELAY=-1;DATABASE_TO_LOWER=TRUE", "sa", "")),
                Named.of("PostgreSQL", PostgresServer.dataSource()));
    }

    @BeforeEach
    void writeScript() throws Exception {
        script("sync");
    }

    private void script(String execution) throws Exception {
        Files.writeString(scripts.resolve("order.webhookscript.yaml"), SCRIPT.formatted(execution));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void eachRowIsAnEventAndIsMarkedOnceItIsDelivered(DataSource database) throws Exception {
        createTable(database, 3);
        try (RoutesApplication application = application(database)) {
            application.receiver().hold();
            consume(application, PARAMETERS);
            await().atMost(PATIENCE).until(() -> application.receiver().bodies().size() == 1);
            assertThat(states(database)).containsExactly("new", "new", "new");

            application.receiver().release(2);
            await().atMost(PATIENCE).until(() -> application.receiver().bodies().size() == 3);
            assertThat(states(database)).containsExactly("sent", "sent", "new");

            application.receiver().release(1);
            await().atMost(PATIENCE).until(() -> states(database).equals(List.of("sent", "sent", "sent")));

            assertThat(application.receiver().bodiesWithoutIds()).containsExactly("0 10.50 2024-02-29T12:00:00Z ",
                    "1 11.50 2024-02-29T12:00:00Z ",
                    "2 12.50 2024-02-29T12:00:00Z ");
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void theKeyOfARowIsTheIdOfItsEvent(DataSource database) throws Exception {
        createTable(database, 2);
        List<String> first;
        try (RoutesApplication application = application(database)) {
            consume(application, with("key", "id, version"));
            await().atMost(PATIENCE).until(() -> !states(database).contains("new"));
            first = application.receiver().bodies();
            Sql.execute(database, "update orders set state = 'new'");
            await().atMost(PATIENCE).until(() -> !states(database).contains("new"));

            assertThat(application.receiver().bodies().subList(2, 4)).isEqualTo(first);
        }
        Sql.execute(database, "update orders set state = 'new', version = version + 1");
        try (RoutesApplication application = application(database)) {
            consume(application, with("key", "id, version"));
            await().atMost(PATIENCE).until(() -> !states(database).contains("new"));

            assertThat(application.receiver().bodies()).hasSize(2).doesNotContainAnyElementsOf(first);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aFailedRowIsMarkedWithTheReasonAndTheOthersAreDelivered(DataSource database) throws Exception {
        createTable(database, 3);
        Sql.execute(database, "update orders set path = '404' where id = 1");
        try (RoutesApplication application = application(database)) {
            consume(application, with("onFailed", ON_FAILED));

            await().atMost(PATIENCE).until(() -> states(database).equals(List.of("sent", "failed", "sent")));

            assertThat(column(database, "reason").get(1)).contains("404");
            assertThat(application.receiver().bodies()).hasSize(3);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aFailedRowIsSentAgainUnderItsIdIfNothingMarksIt(DataSource database) throws Exception {
        createTable(database, 2);
        try (RoutesApplication application = application(database)) {
            application.receiver().available(false);
            consume(application, PARAMETERS);
            await().atMost(PATIENCE).until(() -> application.receiver().bodies().size() >= 4);
            assertThat(states(database)).containsOnly("new");

            application.receiver().available(true);
            await().atMost(PATIENCE).until(() -> states(database).equals(List.of("sent", "sent")));

            assertThat(new HashSet<>(application.receiver().bodies())).hasSize(2);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void rowsWaitWhileTheScriptIsStopped(DataSource database) throws Exception {
        createTable(database, 3);
        try (RoutesApplication application = application(database)) {
            var registry = application.camelContext().getComponent("webhookscript", WebhookScriptComponent.class).scripts();
            registry.stop("order", true);
            consume(application, with("onFailed", ON_FAILED));
            await().atMost(PATIENCE).during(Duration.ofSeconds(1)).until(() -> states(database).equals(
                    List.of("new", "new", "new")) && application.camelContext().getInflightRepository().size() > 0);

            registry.start("order");

            await().atMost(PATIENCE).until(() -> states(database).equals(List.of("sent", "sent", "sent")));
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aRowOfAnAsyncScriptIsMarkedOnceItIsAccepted(DataSource database) throws Exception {
        script("async");
        createTable(database, 3);
        try (RoutesApplication application = application(database)) {
            application.receiver().hold();
            consume(application, PARAMETERS);
            await().atMost(PATIENCE).until(() -> states(database).equals(List.of("sent", "sent", "sent")));

            application.receiver().release(3);
            await().atMost(PATIENCE).until(() -> application.receiver().bodies().size() == 3);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void theRowsOfAStoppedRouteAreSentAtItsNextStart(DataSource database) throws Exception {
        createTable(database, 40);
        List<String> before;
        try (RoutesApplication application = application(database)) {
            consume(application, PARAMETERS);
            await().atMost(PATIENCE).until(() -> application.receiver().bodies().size() > 5);
            application.main().stop();
            before = application.receiver().bodies();
        }
        assertThat(states(database)).as("stopped in the middle").contains("new", "sent");
        try (RoutesApplication application = application(database)) {
            consume(application, PARAMETERS);
            await().atMost(PATIENCE).until(() -> !states(database).contains("new"));

            assertThat(Stream.concat(before.stream(), application.receiver().bodies().stream())).hasSize(40)
                    .doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aColumnCanContainTheEvent(DataSource database) throws Exception {
        createTable(database, 0);
        Sql.execute(database, "insert into orders (id, state, payload) values (1, 'new', '{\"id\": \"x\", \"total\": 1}')");
        Sql.execute(database, "insert into orders (id, state, payload) values (2, 'new', 'not JSON')");
        Sql.execute(database, "insert into orders (id, state) values (3, 'new')");
        Map<String, String> parameters = new HashMap<>(with("onFailed", ON_FAILED));
        parameters
                .putAll(Map.of("event", "payload", "query", "select id, payload from orders where state = 'new' order by id"));
        try (RoutesApplication application = application(database)) {
            consume(application, parameters);

            await().atMost(PATIENCE).until(() -> states(database).equals(List.of("sent", "failed", "failed")));

            assertThat(application.receiver().bodiesWithoutIds()).containsExactly("x 1  ");
        }
    }

    @Test
    void severalApplicationsShareTheRowsOfPostgres() throws Exception {
        DataSource database = PostgresServer.dataSource();
        createTable(database, 40);
        Map<String, String> parameters = with("query", """
                update orders set claimed_until = now() + interval '5 minutes'
                where id in (select id from orders where state = 'new' and (claimed_until is null or claimed_until < now())
                             order by id limit 5 for update skip locked)
                returning id, path, total, placed""");
        try (RoutesApplication first = application(database); RoutesApplication second = application(database)) {
            consume(first, parameters);
            consume(second, parameters);

            await().atMost(PATIENCE).until(() -> !states(database).contains("new"));

            assertThat(first.receiver().bodies()).isNotEmpty();
            assertThat(second.receiver().bodies()).isNotEmpty();
            assertThat(Stream.of(first, second).flatMap(each -> each.receiver().bodies().stream())).hasSize(40)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void jsonAndArraysOfPostgresAreMembersOfTheEvent() throws Exception {
        DataSource database = PostgresServer.dataSource();
        createTable(database, 1);
        try (RoutesApplication application = application(database)) {
            consume(application, with("query", "select id, array['a', 'b'] as tags, '{\"a\": [1.50]}'::jsonb as total"
                                               + " from orders where state = 'new'"));
            await().atMost(PATIENCE).until(() -> !states(database).contains("new"));

            assertThat(application.receiver().bodiesWithoutIds()).containsExactly("0 {\"a\":[1.50]}  [\"a\",\"b\"]");
        }
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> parameters = new HashMap<>(PARAMETERS);
        parameters.put(name, value);
        return parameters;
    }

    private RoutesApplication application(DataSource database) throws Exception {
        RoutesApplication application = new RoutesApplication().bind("dataSource", database)
                .with("camel.component.webhookscript.scripts", "file:" + scripts);
        return application.with("webhookscript.context.order.baseUrl", application.receiver().baseUrl()).start();
    }

    private static void consume(RoutesApplication application, Map<String, String> parameters) {
        TemplatedRouteBuilder route = TemplatedRouteBuilder
                .builder(application.camelContext(), "webhookscript-from-database").routeId("orders");
        parameters.forEach(route::parameter);
        route.add();
    }

    private static void createTable(DataSource database, int rows) throws SQLException {
        Sql.execute(database, "drop table if exists orders");
        Sql.execute(database, "create table orders (id int primary key, version int, path varchar(20), total decimal(10, 2), "
                              + "placed timestamp with time zone, state varchar(20), reason varchar(500), payload varchar(500), "
                              + "claimed_until timestamp)");
        for (int id : IntStream.range(0, rows).toArray()) {
            Sql.execute(database, "insert into orders (id, version, path, total, placed, state) values (" + id + ", 1, 'ok', "
                                  + (10 + id) + ".50, timestamp with time zone '2024-02-29 13:00:00+01:00', 'new')");
        }
    }

    private static List<String> states(DataSource database) throws SQLException {
        return column(database, "state");
    }

    private static List<String> column(DataSource database, String name) throws SQLException {
        return Sql.column(database, "select " + name + " from orders order by id");
    }
}
