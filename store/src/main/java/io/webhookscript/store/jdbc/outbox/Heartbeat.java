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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.webhookscript.store.StoreException;
import io.webhookscript.store.jdbc.database.Database;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the lease of this process on its own thread, takes claims of other processes over whose lease has expired,
 * deletes ids that are not kept any longer, and counts the entries for the status.
 */
final class Heartbeat implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    /** Renewals within one lease, so that two may fail. */
    private static final int BEATS = 3;

    private static final Duration BETWEEN_PURGES = Duration.ofSeconds(3);

    private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(3);

    /** Counting may take one part of so many of the time. */
    private static final int COUNTS_SHARE = 50;

    private final Parts parts;
    private final Signal signal = new Signal();
    private volatile StatusTable.@Nullable Numbers numbers = null;
    private volatile boolean stopped;
    private long nextBeat = System.nanoTime();
    private long nextPurge = System.nanoTime();
    private long nextCount = System.nanoTime();

    /** What the heartbeat works with. */
    record Parts(
            Database database, Tables tables, CurrentTenure tenure, HeldClaims held, Writer writer, Claimer claimer) {
    }

    /** The statements. */
    record Tables(NodeTable nodes, EntryTable entries, StatusTable status) {
    }

    Heartbeat(Parts parts) {
        this.parts = parts;
    }

    /** The latest numbers; null before the first ones. */
    StatusTable.@Nullable Numbers numbers() {
        return numbers;
    }

    /** Frees the claims of earlier processes of this node and registers this one. */
    void begin() {
        Tenure tenure = parts.tenure().get();
        long start = System.nanoTime();
        parts.database().update(connection -> {
            parts.tables().nodes().removeNode(connection, tenure.node());
            parts.tables().nodes().register(connection, tenure);
            parts.tables().nodes().freeExpired(connection);
        });
        tenure.renewed(start);
    }

    void stop() {
        stopped = true;
        signal.set();
    }

    @Override
    public void run() {
        long tick = Math.min(parts.tenure().get().lease().toNanos() / BEATS, BETWEEN_COUNTS.toNanos());
        try {
            while (!stopped) {
                try {
                    beat();
                } catch (StoreException failure) {
                    LOG.debug("store: the heartbeat failed: {}", failure.getMessage());
                    parts.writer().probe();
                }
                signal.await(tick);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void beat() throws InterruptedException {
        if (isDue(nextBeat)) {
            renew();
            nextBeat = System.nanoTime() + parts.tenure().get().lease().toNanos() / BEATS;
        }
        if (isDue(nextCount)) {
            long start = System.nanoTime();
            numbers = parts.database().read(parts.tables().status()::count);
            long now = System.nanoTime();
            nextCount = now + Math.max(BETWEEN_COUNTS.toNanos(), (now - start) * COUNTS_SHARE);
        }
        if (isDue(nextPurge) && !parts.database().write(parts.tables().entries()::purge)) {
            nextPurge = System.nanoTime() + BETWEEN_PURGES.toNanos();
        }
    }

    private static boolean isDue(long time) {
        return System.nanoTime() - time >= 0;
    }

    private void renew() throws InterruptedException {
        Tenure tenure = parts.tenure().get();
        long start = System.nanoTime();
        boolean exists = parts.database().write(connection -> parts.tables().nodes().renew(connection, tenure));
        if (exists && tenure.renewed(start)) {
            takeOver();
            return;
        }
        if (!exists && tenure.isValid()) {
            LOG.warn("store: another process has taken the claims of node {} over; is the name of the node used twice?",
                    tenure.node());
        }
        tenure.expire();
        replace(tenure);
    }

    private void takeOver() {
        int freed = parts.database().write(connection -> parts.tables().nodes().freeExpired(connection));
        if (freed > 0) {
            LOG.info("store: {} claims of a process whose lease has expired are free", freed);
            parts.claimer().lookNow();
        }
    }

    /** Begins a new tenure after everything is stored that the claims of the old one have ended with. */
    private void replace(Tenure old) throws InterruptedException {
        try {
            parts.writer().flush().get(old.lease().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            LOG.debug("store: the lease is renewed later: {}", failure.getMessage());
            return;
        }
        Tenure next = old.next();
        long start = System.nanoTime();
        parts.database().update(connection -> {
            parts.tables().nodes().removeOwner(connection, old.owner());
            parts.tables().nodes().register(connection, next);
            parts.tables().nodes().freeExpired(connection);
        });
        next.renewed(start);
        parts.tenure().replace(next);
        int lost = parts.held().removeExpired();
        if (lost > 0) {
            LOG.warn("store: the lease has expired before the database could be reached; {} events are claimed again", lost);
        }
        parts.claimer().lookNow();
    }
}
