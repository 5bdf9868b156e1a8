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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.webhookscript.store.Claim;
import io.webhookscript.store.Claim.Ending;
import io.webhookscript.store.OutboxConsumer;
import io.webhookscript.store.StoreOptions;
import io.webhookscript.store.jdbc.ConnectionPool;
import io.webhookscript.store.jdbc.LoopbackProxy;
import io.webhookscript.store.jdbc.PostgresServer;
import io.webhookscript.store.jdbc.database.Database;
import io.webhookscript.store.jdbc.database.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Tag("slow")
class ALostConnectionToPostgresLosesNoEventTest implements OutboxConsumer {

    private static final int CUTS = 6;
    private static final int FEEDERS = 4;

    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final Set<String> delivered = ConcurrentHashMap.newKeySet();
    private volatile boolean feeding = true;

    @Test
    void eventsAreAcceptedBetweenTheFailuresAndDelivered() throws Exception {
        PGSimpleDataSource direct = PostgresServer.newDatabase();
        SqlOutbox outbox = new SqlOutbox(new StoreOptions("a", Duration.ofSeconds(15), Duration.ofMinutes(1), null));
        try (LoopbackProxy proxy = new LoopbackProxy(PostgresServer.port());
             ConnectionPool pool = new ConnectionPool(PostgresServer.dataSource(direct.getDatabaseName(), proxy.port()));
             Database database = Database.of(pool)) {
            database.update(connection -> new Schema().bringUpToDate(connection, database.dialect()));
            outbox.start(database, "a");
            outbox.open(this);
            List<CompletableFuture<Void>> feeders = new ArrayList<>();
            for (int feeder = 0; feeder < FEEDERS; feeder++) {
                int number = feeder;
                feeders.add(CompletableFuture.runAsync(() -> feed(outbox, number), task -> new Thread(task).start()));
            }

            for (int cut = 0; cut < CUTS; cut++) {
                int before = accepted.size();
                await().atMost(Duration.ofSeconds(30)).until(() -> accepted.size() > before + 100);
                proxy.cut();
                await().atMost(Duration.ofSeconds(30)).until(() -> outbox.status().problem() != null);
                proxy.restore();
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> outbox.status().problem() == null);
            feeding = false;
            feeders.forEach(CompletableFuture::join);

            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(delivered).containsAll(accepted));
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(rows(database)).isZero());
            assertThat(outbox.status().claimed()).isZero();
        } finally {
            outbox.stop();
        }
    }

    private void feed(SqlOutbox outbox, int feeder) {
        for (int event = 0; feeding; event++) {
            String id = "msg_" + feeder + "_" + event;
            try {
                var result = outbox.accept(OutboxNode.entry(id), event % 2 == 0).toCompletableFuture().get(1, TimeUnit.MINUTES);
                accepted.add(id);
                if (result.claim() != null) {
                    claimed(result.claim());
                }
            } catch (ExecutionException rejected) {
                LockSupport.parkNanos(1_000_000);
            } catch (InterruptedException | java.util.concurrent.TimeoutException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    @Override
    public int room(String script) {
        return 100;
    }

    @Override
    public void claimed(Claim claim) {
        delivered.add(claim.entry().id());
        claim.end(Ending.DELIVERED);
    }

    private static long rows(Database database) {
        return database.read(connection -> {
            try (var statement = connection.createStatement();
                 var row = statement.executeQuery("SELECT COUNT(*) FROM webhookscript_outbox")) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
