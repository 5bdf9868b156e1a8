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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

import io.webhookscript.store.jdbc.TestDatabase;
import io.webhookscript.store.jdbc.database.Database;
import io.webhookscript.store.jdbc.database.FaultyDatabase;
import io.webhookscript.store.jdbc.database.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Compares three nodes, whose connections and processes fail at random, with a model. */
@Tag("slow")
@ParameterizedClass
@EnumSource(TestDatabase.class)
class OrderSurvivesFailuresAndRestartsTest {

    private static final int NODES = 3;
    private static final int FEEDERS = 4;
    private static final int KEYS_OF_A_FEEDER = 10;
    private static final int EVENTS_OF_A_KEY = 25;
    private static final int EVENTS = FEEDERS * KEYS_OF_A_FEEDER * EVENTS_OF_A_KEY;

    @Parameter
    TestDatabase kind;

    @TempDir
    Path folder;

    private final DeliveryModel model = new DeliveryModel(EVENTS_OF_A_KEY);
    private final AtomicReferenceArray<DeliveringProcess> nodes = new AtomicReferenceArray<>(NODES);
    private FaultyDatabase database;

    @BeforeEach
    void startNodes() {
        database = new FaultyDatabase(kind, folder);
        Database access = database.access().database();
        access.update(connection -> new Schema().bringUpToDate(connection, access.dialect()));
        for (int node = 0; node < NODES; node++) {
            start(node);
        }
    }

    @AfterEach
    void stopNodes() {
        for (int node = 0; node < NODES; node++) {
            nodes.get(node).stop();
        }
        database.close();
    }

    private void start(int node) {
        nodes.set(node, new DeliveringProcess(database.access(), "node" + node, model));
    }

    @Test
    void withoutFailuresEveryEventIsDeliveredOnceInItsOrder() {
        List<CompletableFuture<Void>> feeders = feed(1);

        feeders.forEach(CompletableFuture::join);
        awaitTheEnd();

        assertThat(model.violations()).isEmpty();
        assertThat(model.duplicates()).isZero();
    }

    @Test
    void noEventIsLostOrOvertakesAnEarlierOneOfItsKey() throws InterruptedException {
        Random random = new Random(7);
        List<CompletableFuture<Void>> feeders = feed(2);

        for (int round = 0; round < 12; round++) {
            harm(random, random.nextInt(NODES), round);
            awaitProgress(feeders);
        }
        for (int node = 0; node < NODES; node++) {
            heal(nodes.get(node));
        }
        feeders.forEach(CompletableFuture::join);
        awaitTheEnd();

        assertThat(model.violations()).isEmpty();
    }

    private void awaitTheEnd() {
        await().atMost(Duration.ofMinutes(2)).failFast("order", () -> assertThat(model.violations()).isEmpty())
                .untilAsserted(() -> assertThat(model.open()).isEmpty());
        assertThat(model.ended()).isEqualTo(EVENTS);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(rows()).isZero());
    }

    private void harm(Random random, int node, int round) throws InterruptedException {
        DeliveringProcess process = nodes.get(node);
        switch (round % 6) {
            case 0 -> process.faults().hidesCommits(() -> random.nextInt(20) == 0);
            case 1 -> process.faults().losesCommits(() -> random.nextInt(20) == 0);
            case 2 -> {
                process.faults().away(true);
                CompletableFuture.delayedExecutor(random.nextInt(800), TimeUnit.MILLISECONDS)
                        .execute(() -> process.faults().away(false));
            }
            case 3 -> {
                process.kill();
                start(node);
            }
            case 4 -> {
                process.stop();
                start(node);
            }
            default -> {
                // longer than the lease
                process.faults().away(true);
                CompletableFuture.delayedExecutor(OutboxNode.LEASE.toMillis() * 2, TimeUnit.MILLISECONDS)
                        .execute(() -> process.faults().away(false));
            }
        }
    }

    private void awaitProgress(List<CompletableFuture<Void>> feeders) {
        int before = model.ended();
        await().atMost(Duration.ofSeconds(30))
                .failFast("a feeder failed", () -> feeders.stream().anyMatch(CompletableFuture::isCompletedExceptionally))
                .until(() -> model.ended() >= Math.min(EVENTS, before + EVENTS / 20));
    }

    private static void heal(DeliveringProcess process) {
        process.faults().hidesCommits(() -> false);
        process.faults().losesCommits(() -> false);
        process.faults().away(false);
    }

    private List<CompletableFuture<Void>> feed(long seed) {
        List<CompletableFuture<Void>> feeders = new ArrayList<>();
        for (int feeder = 0; feeder < FEEDERS; feeder++) {
            int number = feeder;
            feeders.add(CompletableFuture.runAsync(() -> feed(number, new Random(seed * FEEDERS + number)),
                    task -> new Thread(task).start()));
        }
        return feeders;
    }

    /** Accepts the events of some keys; the next one of a key after the one before was accepted. */
    private void feed(int feeder, Random random) {
        for (int event = 0; event < EVENTS_OF_A_KEY; event++) {
            for (int k = 0; k < KEYS_OF_A_FEEDER; k++) {
                String key = "key" + feeder + "-" + k;
                String id = key + "/" + event;
                while (!accepts(nodes.get(random.nextInt(NODES)), id, key)) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
        }
    }

    private static boolean accepts(DeliveringProcess process, String id, String key) {
        try {
            var accepted = process.outbox().accept(OutboxNode.entry(id, "crm", key), true).toCompletableFuture()
                    .get(1, TimeUnit.MINUTES);
            if (accepted.claim() != null) {
                process.claimed(accepted.claim());
            }
            return true;
        } catch (ExecutionException rejected) {
            return false;
        } catch (InterruptedException | TimeoutException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private long rows() {
        return database.access().database().read(connection -> {
            try (var statement = connection.createStatement();
                 var row = statement.executeQuery("SELECT COUNT(*) FROM webhookscript_outbox")) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
