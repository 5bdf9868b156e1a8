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
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.webhookscript.WebhookScriptComponent;
import io.webhookscript.deliverylog.DeliveryQuery;
import io.webhookscript.deliverylog.LoggedDelivery;
import io.webhookscript.store.OutboxStatus;
import io.webhookscript.store.StoreEncryption;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A Camel context with the component and a store in one database, which can be restarted as often as a test wants. */
final class StoreApplication implements AutoCloseable {

    private final Path folder;
    private final RecordingReceiver receiver;
    private final AtomicBoolean databaseIsAway = new AtomicBoolean();
    private final @Nullable ConnectionPool pool;
    private @Nullable RouteBuilder routes;
    private @Nullable StoreEncryption encryption;
    private DefaultCamelContext camelContext = new DefaultCamelContext();
    private ProducerTemplate producer = camelContext.createProducerTemplate();

    StoreApplication(TestDatabase kind, Path folder, RecordingReceiver receiver) {
        this.folder = folder;
        this.receiver = receiver;
        this.pool = kind == TestDatabase.POSTGRESQL ? new ConnectionPool(PostgresServer.newDatabase()) : null;
    }

    /** @param yaml without the lines {@code webhookscript} and {@code name} */
    StoreApplication script(String name, String yaml) throws IOException {
        Files.writeString(folder.resolve(name + ".webhookscript.yaml"),
                "webhookscript: \"1.0\"\nname: " + name + "\ncontext: { receiver: \"\" }\nidempotencyKey: true\n" + yaml);
        return this;
    }

    StoreApplication encryption(StoreEncryption used) {
        encryption = used;
        return this;
    }

    StoreApplication routes(RouteBuilder added) {
        routes = added;
        return this;
    }

    StoreApplication start() throws Exception {
        camelContext = new DefaultCamelContext();
        producer = camelContext.createProducerTemplate();
        WebhookScriptComponent component = component();
        component.setScripts("file:" + folder);
        component.setAllow("loopback");
        component.getContext().put("receiver", "http://127.0.0.1:" + receiver.port());
        component.setStoreLease("30s"); // a lease that a busy machine does not renew in time is a second delivery
        component.setStoreEncryption(encryption);
        if (pool == null) {
            component.setStore("sqlite:" + folder.resolve("store.db"));
        } else {
            camelContext.getRegistry().bind("database", FailingDataSource.of(pool, databaseIsAway));
            component.setStore("jdbc:#database");
            component.setStoreNode("node");
        }
        if (routes != null) {
            camelContext.addRoutes(routes);
        }
        camelContext.start();
        return this;
    }

    void restart() throws Exception {
        camelContext.stop();
        start();
    }

    void databaseIsAway(boolean away) {
        databaseIsAway.set(away);
    }

    WebhookScriptComponent component() {
        return camelContext.getComponent("webhookscript", WebhookScriptComponent.class);
    }

    CamelContext camelContext() {
        return camelContext;
    }

    /** The entries of the delivery log, the newest first. */
    List<LoggedDelivery> logged() {
        return component().usedDeliveryLog().orElseThrow().find(DeliveryQuery.ALL).deliveries();
    }

    OutboxStatus status() {
        return component().storeStatus().orElseThrow();
    }

    Exchange call(String uri, Object body) {
        return producer.request(uri, exchange -> exchange.getMessage().setBody(body));
    }

    /** The number that a query of the database returns. */
    long number(String sql) throws SQLException {
        try (Connection connection = pool == null
                ? DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db")) : pool.getConnection();
             Statement statement = connection.createStatement();
             ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : -1;
        }
    }

    /** The events whose deliveries have not ended, of which the status shows the number of some seconds ago. */
    long unended() throws SQLException {
        return number("SELECT COUNT(*) FROM webhookscript_outbox WHERE state <= 2");
    }

    /** Waits until nothing waits in the store. */
    void awaitEmpty(Duration most) {
        Awaitility.await().atMost(most).pollInterval(Duration.ofMillis(50)).until(() -> unended() == 0);
    }

    @Override
    public void close() throws SQLException {
        camelContext.stop();
        if (pool != null) {
            pool.close();
        }
    }
}
