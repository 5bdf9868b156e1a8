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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.webhookscript.store.Outbox.Acceptance;
import io.webhookscript.store.StoreException;
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

    private static final int REPEATED_AT_ONCE = 500;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private static final Duration MAX_PAUSE = Duration.ofSeconds(2);

    /** An event is accepted at most so much later because others may come. */
    private static final Duration MAX_LINGER = Duration.ofMillis(2);

    private final Health health;
    private final SqlClaim.Surroundings surroundings;
    private final Committer committer;
    private final ChangeQueue queue = new ChangeQueue(System::nanoTime, MAX_LINGER);
    private final CountDownLatch abandoned = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    Writer(Committer.Parts parts, StoredBytes bytes) {
        this.health = parts.health();
        this.surroundings = new SqlClaim.Surroundings(bytes, this::add);
        this.committer = new Committer(parts, surroundings, queue::callersContinue);
    }

    SqlClaim.Surroundings surroundings() {
        return surroundings;
    }

    CompletableFuture<Acceptance> accept(StoredEntry entry, boolean claims, boolean again) {
        String problem = health.problem();
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
                committer.commit(batch);
                works = recover();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            queue.close();
            queue.takeAll().forEach(change -> Committer.fail(change, stopped()));
            if (!committer.kept().isEmpty()) {
                LOG.warn("store: the ends of some deliveries could not be stored; these events may be delivered again");
            }
            ended.countDown();
        }
    }

    /** Waits until the database can be used and everything that was kept is stored; false when it was abandoned. */
    private boolean recover() throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (health.problem() != null || !committer.kept().isEmpty()) {
            if (abandoned.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
            StoreException failure = new StoreException(
                    "the store cannot be used now: " + health.problem(), null);
            queue.takeAll().forEach(change -> committer.keepOrFail(change, failure));
            List<Change> repeated = committer.kept().first(REPEATED_AT_ONCE);
            if (committer.commit(repeated)) {
                committer.kept().remove(repeated);
                pause = FIRST_PAUSE;
                if (committer.kept().isEmpty()) {
                    health.works();
                }
            } else {
                pause = pause.multipliedBy(2).compareTo(MAX_PAUSE) < 0 ? pause.multipliedBy(2) : MAX_PAUSE;
            }
        }
        return true;
    }
}
