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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

import io.webhookscript.store.Claim;
import io.webhookscript.store.Claim.Ending;
import io.webhookscript.store.Outbox.Acceptance;
import io.webhookscript.store.OutboxConsumer;
import io.webhookscript.store.OutboxEntry;
import io.webhookscript.store.StoreOptions;
import io.webhookscript.store.jdbc.TestDatabase;
import io.webhookscript.store.jdbc.database.Database;
import io.webhookscript.store.jdbc.database.Schema;

/**
 * Measures by hand how many events a second the outbox accepts and ends. Arguments: SQLITE or POSTGRESQL, the number of
 * events, of feeders, and of order keys (0 for no order), and {@code claimer} when all events go through the claimer.
 */
final class OutboxSpeed implements OutboxConsumer {

    private static final int BYTES = 1_024;

    private final AtomicInteger ended = new AtomicInteger();

    private OutboxSpeed() {
    }

    public static void main(String[] arguments) throws Exception {
        TestDatabase kind = TestDatabase.valueOf(arguments[0]);
        int events = Integer.parseInt(arguments[1]);
        int feeders = Integer.parseInt(arguments[2]);
        int keys = Integer.parseInt(arguments[3]);
        boolean claims = arguments.length < 5;
        Path folder = Files.createTempDirectory("outbox");
        try (Database database = kind.create(folder)) {
            database.update(connection -> new Schema().bringUpToDate(connection, database.dialect()));
            SqlOutbox outbox = new SqlOutbox(
                    new StoreOptions("a", Duration.ofSeconds(15), Duration.ofDays(7), Duration.ofDays(90), null));
            outbox.start(database, "a");
            for (int round = 0; round < 3; round++) {
                OutboxSpeed speed = new OutboxSpeed();
                outbox.open(speed);
                double seconds = speed.run(outbox, new Load(round, events, feeders, keys, claims));
                System.out.printf(Locale.ROOT, "%s round %d: %.0f events/s, commit %d us%n", kind, round, events / seconds,
                        outbox.status().commitTime().toNanos() / 1_000);
            }
            outbox.stop();
        }
        System.exit(0);
    }

    private record Load(int round, int events, int feeders, int keys, boolean claims) {
    }

    private double run(SqlOutbox outbox, Load load) throws InterruptedException {
        long start = System.nanoTime();
        AtomicInteger next = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < load.feeders(); i++) {
            Thread thread = new Thread(() -> feed(outbox, load, next));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        while (ended.get() < load.events()) {
            Thread.sleep(1);
        }
        outbox.flush().join();
        return (System.nanoTime() - start) / 1e9;
    }

    private void feed(SqlOutbox outbox, Load load, AtomicInteger next) {
        for (int i = next.getAndIncrement(); i < load.events(); i = next.getAndIncrement()) {
            OutboxEntry entry = new OutboxEntry(
                    "msg_" + load.round() + "_" + i, "crm", load.keys() == 0 ? null : "key" + i % load.keys(), null, false, 0,
                    new byte[BYTES], new byte[0]);
            Acceptance acceptance = outbox.accept(entry, load.claims()).toCompletableFuture().join();
            if (acceptance.claim() != null) {
                claimed(acceptance.claim());
            }
        }
    }

    @Override
    public int room(String script) {
        return 1_000;
    }

    @Override
    public void claimed(Claim claim) {
        claim.end(Ending.DELIVERED);
        ended.incrementAndGet();
    }
}
