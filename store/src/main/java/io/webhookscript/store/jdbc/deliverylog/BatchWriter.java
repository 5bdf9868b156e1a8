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
package io.webhookscript.store.jdbc.deliverylog;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

import io.webhookscript.deliverylog.LoggedDelivery;
import io.webhookscript.store.StoreException;
import io.webhookscript.store.jdbc.database.DatabaseFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the queue into the database on its own thread: in batches, each in one transaction. A batch that fails is
 * retried after a growing pause, while the queue accepts entries up to its limit. One log line reports the first
 * failure, and one reports the recovery.
 */
final class BatchWriter implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);

    /** One round trip writes many rows; larger batches are not faster. */
    private static final int BATCH = 500;

    /** The time after which an idle writer notices that it must stop. */
    private static final long POLL_MILLIS = 200;

    private static final long GATHERING_MILLIS = 20;

    private static final Duration MAX_PAUSE = Duration.ofSeconds(30);

    /** The time between two searches for old entries. */
    private static final Duration BETWEEN_TIDYINGS = Duration.ofMinutes(1);

    private final LogDatabase database;
    private final BlockingQueue<LoggedDelivery> queue;
    private final LongAdder dropped;
    private final Pace pace;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Queue<CountDownLatch> flushes = new ConcurrentLinkedQueue<>();
    private boolean ready;
    private boolean broken;
    private long droppedBefore;
    private Instant tidied = Instant.MIN;

    /** @param firstPause the first pause after a failure; doubled each time */
    record Pace(Retention retention, Duration firstPause, Clock clock) {
    }

    BatchWriter(LogDatabase database, BlockingQueue<LoggedDelivery> queue, LongAdder dropped, Pace pace) {
        this.database = database;
        this.queue = queue;
        this.dropped = dropped;
        this.pace = pace;
    }

    /** Writes the queue and ends the thread; waits for it, at most the given time. */
    boolean stop(Duration patience) throws InterruptedException {
        stop.countDown();
        return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits until the queue was empty once, and its last batch is stored; at most the given time. */
    void flush(Duration patience) {
        CountDownLatch flushed = new CountDownLatch(1);
        flushes.add(flushed);
        try {
            if (!flushed.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("delivery log: entries wait in memory");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            flushes.remove(flushed);
        }
    }

    private void tellFlushed() {
        if (!flushes.isEmpty() && queue.isEmpty()) {
            flushes.forEach(CountDownLatch::countDown);
        }
    }

    @Override
    public void run() {
        List<LoggedDelivery> batch = new ArrayList<>(BATCH);
        try {
            Duration pause = pace.firstPause();
            while (!isStopping() || !queue.isEmpty()) {
                if (nextBatch(batch) && !written(batch)) {
                    if (stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                        return;
                    }
                    pause = pause.multipliedBy(2).compareTo(MAX_PAUSE) < 0 ? pause.multipliedBy(2) : MAX_PAUSE;
                } else {
                    pause = pace.firstPause();
                    tellFlushed();
                }
            }
        } catch (InterruptedException abandoned) {
            Thread.currentThread().interrupt();
        } finally {
            dropped.add(batch.size());
            tellDropped();
            ended.countDown();
        }
    }

    private boolean isStopping() {
        return stop.getCount() == 0;
    }

    /** Fills up the batch that an earlier try left. */
    private boolean nextBatch(List<LoggedDelivery> batch) throws InterruptedException {
        if (batch.isEmpty()) {
            LoggedDelivery first = isStopping() ? queue.poll() : queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            if (first != null) {
                batch.add(first);
                gather();
            }
        }
        queue.drainTo(batch, BATCH - batch.size());
        return !batch.isEmpty() || isTimeToTidy();
    }

    /** Waits a moment for more entries, since a transaction costs more than a row. */
    private void gather() throws InterruptedException {
        if (queue.size() < BATCH - 1 && flushes.isEmpty() && !isStopping()) {
            boolean unused = stop.await(GATHERING_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private boolean isTimeToTidy() {
        return ready && !pace.clock().instant().isBefore(tidied.plus(BETWEEN_TIDYINGS));
    }

    /** Writes a batch. The thread continues whatever a driver throws. */
    private boolean written(List<LoggedDelivery> batch) {
        try {
            LogDatabase.Ready current = database.ready();
            ready = true;
            write(current, batch);
            tidy(current);
            works();
            return true;
        } catch (RuntimeException | LinkageError failure) {
            fails(failure);
            return false;
        }
    }

    private void write(LogDatabase.Ready current, List<LoggedDelivery> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            insert(current, batch);
            batch.clear();
        } catch (StoreException failure) {
            if (!isAboutOneRow(failure)) {
                throw failure;
            }
            writeOneByOne(current, batch);
        }
    }

    private static void insert(LogDatabase.Ready current, List<LoggedDelivery> deliveries) {
        current.database().updateWithoutSync(connection -> current.table().insert(connection, deliveries));
    }

    private static boolean isAboutOneRow(StoreException failure) {
        return DatabaseFailure.kind(failure) == DatabaseFailure.Kind.ROW;
    }

    /** Writes the entries one by one, so that an entry that the database rejects does not lose the others. */
    private void writeOneByOne(LogDatabase.Ready current, List<LoggedDelivery> batch) {
        while (!batch.isEmpty()) {
            try {
                insert(current, List.of(batch.get(0)));
            } catch (StoreException failure) {
                if (!isAboutOneRow(failure)) {
                    throw failure;
                }
                dropped.increment();
                LOG.debug("delivery log: message {} cannot be stored: {}", batch.get(0).messageId(),
                        LogDatabase.reason(failure));
            }
            batch.remove(0);
        }
    }

    private void tidy(LogDatabase.Ready current) {
        if (!isTimeToTidy()) {
            return;
        }
        Instant now = pace.clock().instant();
        DeliveryTable table = current.table();
        deleteAll(() -> current.database().write(connection -> table.deleteExpired(connection, now)));
        deleteAll(() -> current.database()
                .write(connection -> table.deleteBefore(connection, now.minus(pace.retention().age()))));
        deleteAll(() -> current.database()
                .write(connection -> table.deleteBeyond(connection, pace.retention().entries())));
        tidied = now;
        tellDropped();
    }

    /** Deletes batch after batch, each in a transaction. */
    private void deleteAll(IntSupplier batch) {
        while (batch.getAsInt() > 0 && !isStopping()) {
            LOG.debug("delivery log: old entries were deleted");
        }
    }

    private void fails(Throwable failure) {
        if (broken) {
            LOG.debug("delivery log: still cannot be written: {}", LogDatabase.reason(failure));
        } else {
            broken = true;
            LOG.warn("delivery log: cannot be written; deliveries continue, and their entries wait in memory: {}",
                    LogDatabase.reason(failure));
        }
    }

    private void works() {
        if (broken) {
            broken = false;
            LOG.warn("delivery log: can be written again");
            tellDropped();
        }
    }

    private void tellDropped() {
        long now = dropped.sum();
        if (now > droppedBefore) {
            LOG.warn("delivery log: {} deliveries were not stored since the last such line, {} in total", now - droppedBefore,
                    now);
            droppedBefore = now;
        }
    }
}
