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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.webhookscript.store.Claim;
import io.webhookscript.store.Outbox.Acceptance;
import io.webhookscript.store.OutboxConsumer;
import io.webhookscript.store.OutboxEntry;
import io.webhookscript.store.StoreOptions;
import io.webhookscript.store.jdbc.database.Database;
import io.webhookscript.store.jdbc.database.FaultyConnections;
import io.webhookscript.store.jdbc.database.FaultyDatabase;
import io.webhookscript.store.jdbc.database.Schema;
import org.jspecify.annotations.Nullable;

/** A node of a test: an outbox and a consumer that puts its claims into a queue. */
final class OutboxNode implements OutboxConsumer, AutoCloseable {

    static final Duration LEASE = Duration.ofSeconds(2);

    private static final byte[] NOTHING = {};

    private final SqlOutbox outbox;
    private final FaultyConnections faults;
    private final BlockingQueue<Claim> claims = new LinkedBlockingQueue<>();
    private final Map<String, Integer> rooms = new ConcurrentHashMap<>();
    private final Map<String, Integer> taken = new ConcurrentHashMap<>();
    private volatile int otherRoom = 1_000;

    OutboxNode(FaultyDatabase.Access access, String name, StoreOptions options) {
        Database database = access.database();
        database.update(connection -> new Schema().bringUpToDate(connection, database.dialect()));
        faults = access.faults();
        outbox = new SqlOutbox(options);
        outbox.start(database, name);
    }

    /** The connections of this node. */
    FaultyConnections faults() {
        return faults;
    }

    OutboxNode open() {
        outbox.open(this);
        return this;
    }

    SqlOutbox outbox() {
        return outbox;
    }

    /** The number of claims of a script that this node takes at once. */
    void room(String script, int room) {
        rooms.put(script, room);
        outbox.wake();
    }

    void roomForOthers(int room) {
        otherRoom = room;
        outbox.wake();
    }

    /** A claim of the script does not need its room any more. */
    void leaves(String script) {
        taken.merge(script, -1, Integer::sum);
        outbox.wake();
    }

    static OutboxEntry entry(String id) {
        return entry(id, "crm", null);
    }

    static OutboxEntry entry(String id, String script, @Nullable String orderKey) {
        return new OutboxEntry(
                id, script, orderKey, null, false, 0, ("event of " + id).getBytes(StandardCharsets.UTF_8), NOTHING);
    }

    static OutboxEntry keepingItsId(String id) {
        return new OutboxEntry(
                id, "crm", null, "subject", true, 0, ("event of " + id).getBytes(StandardCharsets.UTF_8), NOTHING);
    }

    /** Accepts an entry for the claimer. */
    Acceptance accept(OutboxEntry entry) {
        return outbox.accept(entry, false).toCompletableFuture().join();
    }

    Acceptance acceptAgain(OutboxEntry entry) {
        return outbox.acceptAgain(entry).toCompletableFuture().join();
    }

    /** Accepts an entry and claims it. */
    @Nullable
    Claim acceptAndClaim(OutboxEntry entry) {
        return outbox.accept(entry, true).toCompletableFuture().join().claim();
    }

    /** The failure of an acceptance. */
    Throwable failure(OutboxEntry entry) {
        try {
            outbox.accept(entry, true).toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            return failure.getCause();
        } catch (InterruptedException | TimeoutException failure) {
            throw new CompletionException(failure);
        }
        throw new AssertionError("it was accepted");
    }

    /** Waits until everything is stored. */
    void flush() {
        outbox.flush().join();
    }

    /** The next claim of the claimer. */
    Claim next() {
        try {
            Claim claim = claims.poll(20, TimeUnit.SECONDS);
            if (claim == null) {
                throw new AssertionError("nothing was claimed");
            }
            return claim;
        } catch (InterruptedException interrupted) {
            throw new CompletionException(interrupted);
        }
    }

    /** The claims that were not taken with {@link #next}. */
    List<Claim> rest() {
        return List.copyOf(claims);
    }

    @Override
    public int room(String script) {
        return rooms.getOrDefault(script, otherRoom) - taken.getOrDefault(script, 0);
    }

    @Override
    public void claimed(Claim claim) {
        taken.merge(claim.entry().script(), 1, Integer::sum);
        claims.add(claim);
    }

    @Override
    public void close() {
        outbox.stop();
    }
}
