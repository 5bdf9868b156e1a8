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

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

import io.webhookscript.store.Claim;
import io.webhookscript.store.Outbox.Acceptance;
import io.webhookscript.store.OutboxConsumer;
import io.webhookscript.store.OutboxEntry;
import io.webhookscript.store.StoreException;
import io.webhookscript.store.StoreOptions;
import io.webhookscript.store.WebhookStore;
import io.webhookscript.store.WebhookStoreFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class TheStoreIsFoundByItsLocationTest {

    @TempDir
    Path folder;

    private final CamelContext camel = new DefaultCamelContext();

    @AfterEach
    void closeCamel() {
        camel.stop();
    }

    @Test
    void aFileKeepsItsEventsAcrossAStopAndAStart() throws Exception {
        WebhookStore store = create("sqlite:" + folder.resolve("data/store.db"));

        assertThatEventsAreKept(store, store);
    }

    @Test
    void aDataSourceOfTheRegistryIsUsed() throws Exception {
        camel.getRegistry().bind("db", new ConnectionPool(PostgresServer.newDatabase()));

        assertThatEventsAreKept(create("jdbc:#db"), create("jdbc:#bean:db"));
    }

    private static void assertThatEventsAreKept(WebhookStore first, WebhookStore second) throws Exception {
        first.start();
        first.start();
        assertThat(accept(first, "msg_1").isNew()).isTrue();
        assertThat(first.outbox().status().problem()).isNull();
        first.stop();
        first.stop();
        assertThatThrownBy(() -> accept(first, "msg_2")).hasRootCauseInstanceOf(StoreException.class)
                .hasRootCauseMessage("the store is not started");

        second.start();
        try {
            assertThat(accept(second, "msg_1").isNew()).isFalse();
        } finally {
            second.stop();
        }
    }

    private static Acceptance accept(WebhookStore store, String id) throws Exception {
        OutboxEntry entry = new OutboxEntry(id, "crm", null, null, false, 0, new byte[1], new byte[0]);
        return store.outbox().accept(entry, false).toCompletableFuture().get();
    }

    @Test
    void aConsumerRemainsOpenAcrossAStopAndAStart() throws Exception {
        WebhookStore store = create("sqlite:" + folder.resolve("store.db"));
        CountingConsumer consumer = new CountingConsumer();
        store.outbox().open(consumer);
        store.start();
        store.stop();
        store.start();
        try {
            accept(store, "msg_1");
            await().until(() -> consumer.claims == 1);
        } finally {
            store.stop();
        }
    }

    private static final class CountingConsumer implements OutboxConsumer {

        private volatile int claims;

        @Override
        public int room(String script) {
            return 1 - claims;
        }

        @Override
        public void claimed(Claim claim) {
            claims++;
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
               textBlock = """
                       file:store.db                        | store=file:…: expected sqlite:FILE, jdbc:#NAME of a DataSource in the registry, or #NAME of a WebhookStore
                       jdbc:postgresql://db/x?password=secret | store=jdbc:…: expected sqlite:FILE, jdbc:#NAME of a DataSource in the registry, or #NAME of a WebhookStore
                       sqlite:                              | store=sqlite:: expected the name of a file, without parameters, such as sqlite:data/store.db
                       sqlite::memory:                      | store=sqlite::memory:: expected the name of a file, without parameters, such as sqlite:data/store.db
                       sqlite:store.db?cache=shared         | store=sqlite:store.db?cache=shared: expected the name of a file, without parameters, such as sqlite:data/store.db
                       jdbc:#missing                        | store=jdbc:#missing: expected a DataSource in the registry, found nothing
                       jdbc:#text                           | store=jdbc:#text: expected a DataSource in the registry, found a java.lang.String
                       """)
    void aLocationThatIsNotUnderstoodIsRejected(String location, String message) {
        camel.getRegistry().bind("text", "text");

        assertThatThrownBy(() -> create(location)).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void aDatabaseThatIsNotSupportedIsNamedAtTheStart() {
        SQLiteDataSource sqlite = new SQLiteDataSource();
        sqlite.setUrl("jdbc:sqlite:" + folder.resolve("other.db"));
        camel.getRegistry().bind("db", sqlite);
        WebhookStore store = create("jdbc:#db");

        assertThatThrownBy(store::start).isInstanceOf(StoreException.class).hasMessage(
                "the DataSource of the store leads to SQLite; expected PostgreSQL, or store=sqlite:FILE for an SQLite file");
    }

    @Test
    void aDatabaseThatCannotBeReachedIsReportedAtTheStartWithoutItsPassword() {
        PGSimpleDataSource away = PostgresServer.dataSource("x", 1);
        away.setPassword("topsecret");
        camel.getRegistry().bind("db", away);
        WebhookStore store = create("jdbc:#db");

        assertThatThrownBy(store::start).isInstanceOf(StoreException.class)
                .hasMessageStartingWith("the store cannot be used now: Connection to 127.0.0.1:1 refused")
                .hasStackTraceContaining("StoreException").message().doesNotContain("topsecret");
    }

    @Test
    void aDataSourceWithoutADriverIsReportedWithoutItsUrl() {
        DataSource broken
                = (DataSource) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { DataSource.class },
                        (proxy, method, arguments) -> {
                            throw new SQLException(
                                    "No suitable driver found for jdbc:x://db?user=crm&password=topsecret", "08001");
                        });
        camel.getRegistry().bind("db", broken);

        assertThatThrownBy(create("jdbc:#db")::start).isInstanceOf(StoreException.class)
                .hasMessage("the store cannot be used now: No suitable driver found for jdbc:… (SQLSTATE 08001)");
    }

    private WebhookStore create(String location) {
        WebhookStoreFactory factory = camel.getCamelContextExtension().getDefaultFactoryFinder()
                .newInstance(WebhookStoreFactory.SERVICE, WebhookStoreFactory.class).orElseThrow();
        return factory.create(camel, location, new StoreOptions(null, Duration.ofSeconds(15), Duration.ofDays(7), null));
    }
}
