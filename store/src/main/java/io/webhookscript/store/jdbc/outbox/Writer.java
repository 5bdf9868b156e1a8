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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.webhookscript.store.Outbox.Acceptance;
import io.webhookscript.store.StoreException;
import io.webhookscript.store.jdbc.database.Database;
import io.webhookscript.store.jdbc.database.DatabaseFailure;
import io.webhookscript.store.jdbc.database.StoredBytes;
import io.webhookscript.store.jdbc.outbox.Change.Acceptation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores the changes on its own thread, as many as are waiting in one transaction. When the database cannot be used,
 * acceptances fail at once, and changes of claims are kept and repeated until it can.
 */
final class Writer implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    /** Deadlocks with another node end with the next try. */
    private static final int MAX_CONFLICTS = 5;

    private static final int REPEATED_AT_ONCE = 500;

    /** The claimer finds what is due later by itself. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private static final Duration MAX_PAUSE = Duration.ofSeconds(2);

    private final Parts parts;
    private final ChangeQueue queue = new ChangeQueue();
    private final KeptChanges kept = new KeptChanges();
    private final CountDownLatch abandoned = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    /** @param due receives the scripts that have entries which are due */
    record Parts(
            Database database, Batch.Tables tables, CurrentTenure tenure, HeldClaims held, Health health,
            StoredBytes bytes, Consumer<Set<String>> due) {
    }

    Writer(Parts parts) {
        this.parts = parts;
    }

    SqlClaim.Surroundings surroundings() {
        return new SqlClaim.Surroundings(parts.bytes(), this::add);
    }

    CompletableFuture<Acceptance> accept(StoredEntry entry, boolean claims, boolean again) {
        String problem = parts.health().problem();
        if (problem != null) {
            return CompletableFuture.failedFuture(new StoreException("the store cannot be used now: " + problem, null));
        }
        CompletableFuture<Acceptance> result = new CompletableFuture<>();
        return switch (queue.add(new Acceptation(entry, claims, again, result))) {
            case YES -> result;
            case TOO_MANY -> CompletableFuture.failedFuture(
                    new StoreException("the store is too slow: too many events wait for their commit", null));
            case CLOSED -> CompletableFuture.failedFuture(stopped());
        };
    }

    /** After a stop, the change is lost, and the lease of the claim expires. */
    void add(Change.OfClaim change) {
        if (queue.add(change) != ChangeQueue.Added.YES) {
            LOG.debug("store: a change of message {} comes after the stop", change.claim().entry().id());
        }
    }

    void release(List<Change.Release> releases) {
        releases.forEach(queue::add);
    }

    /** Complete when all changes before are stored. */
    CompletableFuture<Void> flush() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (queue.add(new Change.Probe(done)) != ChangeQueue.Added.YES) {
            done.completeExceptionally(stopped());
        }
        return done;
    }

    /** Finds out whether the database can be used, after a failure of another thread. */
    void probe() {
        if (queue.add(new Change.Probe(new CompletableFuture<>())) != ChangeQueue.Added.YES) {
            LOG.debug("store: the database is not examined after the stop");
        }
    }

    private static StoreException stopped() {
        return new StoreException("the store is stopped", null);
    }

    /** Stores what is waiting, and ends the thread; waits for it, at most the given time. */
    void stop(Duration patience) throws InterruptedException {
        queue.close();
        if (!ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            abandoned.countDown();
        }
    }

    @Override
    public void run() {
        try {
            boolean works = true;
            for (List<Change> batch = queue.take(); works && !batch.isEmpty(); batch = queue.take()) {
                write(batch);
                works = recover();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            queue.close();
            queue.takeAll().forEach(change -> fail(change, stopped()));
            if (!kept.isEmpty()) {
                LOG.warn("store: the ends of some deliveries could not be stored; these events may be delivered again");
            }
            ended.countDown();
        }
    }

    /** Waits until the database can be used and everything that was kept is stored; false when it was abandoned. */
    private boolean recover() throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (parts.health().problem() != null || !kept.isEmpty()) {
            if (abandoned.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
            StoreException failure = new StoreException(
                    "the store cannot be used now: " + parts.health().problem(), null);
            queue.takeAll().forEach(change -> keepOrFail(change, failure));
            List<Change> repeated = kept.first(REPEATED_AT_ONCE);
            if (write(repeated)) {
                kept.remove(repeated);
                pause = FIRST_PAUSE;
                if (kept.isEmpty()) {
                    parts.health().works();
                }
            } else {
                pause = pause.multipliedBy(2).compareTo(MAX_PAUSE) < 0 ? pause.multipliedBy(2) : MAX_PAUSE;
            }
        }
        return true;
    }

    /** False when the database could not be used. */
    private boolean write(List<Change> batch) {
        for (int conflicts = 0;; conflicts++) {
            Tenure tenure = parts.tenure().get();
            try {
                long start = System.nanoTime();
                Batch changes = new Batch(parts.tables(), tenure, batch, parts.held());
                Batch.Result result = parts.database()
                        .write(connection -> changes.execute(connection, parts.database().dialect()));
                parts.health().committed(System.nanoTime() - start);
                publish(batch, tenure, result);
                return true;
            } catch (StoreException failure) {
                DatabaseFailure.Kind kind = DatabaseFailure.kind(failure);
                if (kind == DatabaseFailure.Kind.ROW) {
                    return writeOneByOne(batch, failure);
                }
                if (kind != DatabaseFailure.Kind.CONFLICT || conflicts == MAX_CONFLICTS) {
                    fails(batch, tenure, failure);
                    return false;
                }
            }
        }
    }

    /** Stores the changes one by one, so that one which the database rejects does not affect the others. */
    private boolean writeOneByOne(List<Change> batch, StoreException failure) {
        if (batch.size() > 1) {
            boolean works = true;
            for (Change change : batch) {
                works &= write(List.of(change));
            }
            return works;
        }
        for (Change change : batch) {
            if (change instanceof Change.Postponement postponement && postponement.progress() != null) {
                return write(List.of(new Change.Postponement(
                        postponement.claim(), postponement.delay(), postponement.attempts(),
                        null)));
            }
            LOG.error("store: the database rejects a change: {}", failure.getMessage());
            fail(change, failure);
        }
        return true;
    }

    private void publish(List<Change> batch, Tenure tenure, Batch.Result result) {
        for (SqlClaim invalid : result.invalid()) {
            invalid.revoke();
            parts.held().remove(invalid);
        }
        Set<String> due = new HashSet<>(result.due());
        for (Change change : batch) {
            if (change instanceof Acceptation acceptation) {
                acceptation.result().complete(acceptance(acceptation, tenure, result));
            } else if (change instanceof Change.Postponement postponement) {
                parts.held().remove(postponement.claim());
                if (postponement.delay().compareTo(SOON) < 0) {
                    due.add(postponement.claim().entry().script());
                }
            } else if (change instanceof Change.End end) {
                parts.held().remove(end.claim());
            } else if (change instanceof Change.Probe probe) {
                probe.done().complete(null);
            }
        }
        if (!due.isEmpty()) {
            parts.due().accept(due);
        }
    }

    private Acceptance acceptance(Acceptation acceptation, Tenure tenure, Batch.Result result) {
        Long seq = result.claimed().get(acceptation);
        if (seq == null) {
            return new Acceptance(result.accepted().contains(acceptation), null);
        }
        SqlClaim claim = new SqlClaim(acceptation.entry().entry(), new SqlClaim.Row(seq, 1), tenure, surroundings());
        parts.held().add(claim);
        return new Acceptance(true, claim);
    }

    /** After a commit with an unknown result, rows may be claimed that no claim belongs to. */
    private void fails(List<Change> batch, Tenure tenure, StoreException failure) {
        parts.health().fails(reason(failure));
        for (Change change : batch) {
            keepOrFail(change, failure);
            if (change instanceof Acceptation acceptation && acceptation.claims()
                    && DatabaseFailure.kind(failure) == DatabaseFailure.Kind.UNKNOWN) {
                kept.add(Change.Release.of(acceptation.entry(), tenure));
            }
        }
    }

    private static String reason(StoreException failure) {
        Throwable described = failure.getCause() == null ? failure : failure.getCause();
        return String.valueOf(described.getMessage());
    }

    private void keepOrFail(Change change, StoreException failure) {
        if (change instanceof Change.OfClaim || change instanceof Change.Release) {
            kept.add(change);
        } else {
            fail(change, failure);
        }
    }

    private static void fail(Change change, StoreException failure) {
        if (change instanceof Acceptation acceptation) {
            acceptation.result().completeExceptionally(failure);
        } else if (change instanceof Change.Probe probe) {
            probe.done().completeExceptionally(failure);
        }
    }
}
