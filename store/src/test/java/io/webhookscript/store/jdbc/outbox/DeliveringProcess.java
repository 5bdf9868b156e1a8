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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.webhookscript.store.Claim;
import io.webhookscript.store.Claim.Ending;
import io.webhookscript.store.OutboxConsumer;
import io.webhookscript.store.StoreOptions;
import io.webhookscript.store.jdbc.database.Database;
import io.webhookscript.store.jdbc.database.FaultyConnections;
import io.webhookscript.store.jdbc.database.FaultyDatabase;

/** A process that delivers to a {@link DeliveryModel}. Some events fail up to four times, some for good. */
final class DeliveringProcess implements OutboxConsumer, DeliveryModel.Process {

    private static final int ROOM = 60;

    private final DeliveryModel model;
    private final SqlOutbox outbox;
    private final FaultyConnections faults;
    /** A claim that comes after the end of the process has no effect. */
    private final ExecutorService workers = new ThreadPoolExecutor(
            4, 4, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new ThreadPoolExecutor.DiscardPolicy());
    private final AtomicInteger taken = new AtomicInteger();
    private volatile boolean alive = true;

    DeliveringProcess(FaultyDatabase.Access access, String node, DeliveryModel model) {
        this.model = model;
        this.faults = access.faults();
        this.outbox = new SqlOutbox(new StoreOptions(node, OutboxNode.LEASE, Duration.ofMinutes(1), Duration.ofDays(90), null));
        Database database = access.database();
        outbox.start(database, node);
        outbox.open(this);
    }

    SqlOutbox outbox() {
        return outbox;
    }

    FaultyConnections faults() {
        return faults;
    }

    @Override
    public boolean isAlive() {
        return alive;
    }

    @Override
    public int room(String script) {
        return ROOM - taken.get();
    }

    @Override
    public void claimed(Claim claim) {
        taken.incrementAndGet();
        workers.execute(() -> {
            deliver(claim);
            taken.decrementAndGet();
            outbox.wake();
        });
    }

    private void deliver(Claim claim) {
        if (!alive || !claim.isHeld()) {
            return;
        }
        model.begins(claim, this);
        int attempts = claim.entry().attempts() + 1;
        int failures = failures(claim.entry().id());
        if (attempts <= failures) {
            model.fails(claim);
            claim.progressed(attempts, new byte[attempts]);
            claim.postpone(Duration.ofMillis(attempts * 5L), attempts, new byte[attempts]);
        } else {
            model.ends(claim);
            claim.end(failures == 4 ? Ending.FAILED : Ending.DELIVERED);
        }
    }

    /** One event of five fails, whatever its key is. */
    private static int failures(String id) {
        int hash = (id.hashCode() * 31 >>> 7) % 25;
        return hash < 5 ? hash : 0;
    }

    /** Ends it as a signal would: nothing of what it has in memory reaches the database. */
    void kill() {
        alive = false;
        faults.away(true);
        stop();
    }

    void stop() {
        outbox.stop();
        alive = false;
        workers.shutdown();
    }
}
