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
package io.webhookscript.deliverylog;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import javax.sql.DataSource;

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

    private static final Duration MAX_PAUSE = Duration.ofSeconds(30);

    /** The time between two searches for old entries. */
    private static final Duration BETWEEN_TIDYINGS = Duration.ofMinutes(1);

    private final DataSource dataSource;
    private final Schema schema;
    private final BlockingQueue<LoggedDelivery> queue;
    private final LongAdder dropped;
    private final Pace pace;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean ready;
    private boolean broken;
    private long droppedBefore;
    private Instant tidied = Instant.MIN;

    /** @param firstPause the first pause after a failure; doubled each time */
    record Pace(Retention retention, Duration firstPause, Clock clock) {
    }

    BatchWriter(DataSource dataSource, Schema schema, BlockingQueue<LoggedDelivery> queue, LongAdder dropped, Pace pace) {
        this.dataSource = dataSource;
        this.schema = schema;
        this.queue = queue;
        this.dropped = dropped;
        this.pace = pace;
    }

    /** Writes the queue and ends the thread; waits for it, at most the given time. */
    boolean stop(Duration patience) throws InterruptedException {
        stop.countDown();
        return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
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
            }
        }
        queue.drainTo(batch, BATCH - batch.size());
        return !batch.isEmpty() || isTimeToTidy();
    }

    private boolean isTimeToTidy() {
        return ready && !pace.clock().instant().isBefore(tidied.plus(BETWEEN_TIDYINGS));
    }

    /** Writes a batch. The thread continues whatever a driver throws. */
    private boolean written(List<LoggedDelivery> batch) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                if (!ready) {
                    schema.bringUpToDate(connection);
                    ready = true;
                }
                write(connection, batch);
                tidy(connection);
            } catch (SQLException | RuntimeException failure) {
                rollback(connection, failure);
                throw failure;
            }
            works();
            return true;
        } catch (SQLException | RuntimeException | LinkageError failure) {
            fails(failure);
            return false;
        }
    }

    /** Rolls back. A lost connection cannot do that either, and the first failure is reported. */
    private static void rollback(Connection connection, Exception failure) {
        try {
            connection.rollback();
        } catch (SQLException second) {
            failure.addSuppressed(second);
        }
    }

    private void write(Connection connection, List<LoggedDelivery> batch) throws SQLException {
        try {
            DeliveryTable.insert(connection, batch);
            connection.commit();
        } catch (SQLException failure) {
            if (!DeliveryTable.isAboutOneRow(failure)) {
                throw failure;
            }
            connection.rollback();
            writeOneByOne(connection, batch);
        }
        batch.clear();
    }

    /** Writes the entries one by one, so that an entry that the database rejects does not lose the others. */
    private void writeOneByOne(Connection connection, List<LoggedDelivery> batch) throws SQLException {
        while (!batch.isEmpty()) {
            try {
                DeliveryTable.insert(connection, List.of(batch.get(0)));
                connection.commit();
            } catch (SQLException failure) {
                if (!DeliveryTable.isAboutOneRow(failure)) {
                    throw failure;
                }
                connection.rollback();
                dropped.increment();
                LOG.debug("delivery log: message {} cannot be stored: {}", batch.get(0).messageId(), failure.getMessage());
            }
            batch.remove(0);
        }
    }

    private void tidy(Connection connection) throws SQLException {
        if (!isTimeToTidy()) {
            return;
        }
        Instant now = pace.clock().instant();
        int deleted;
        do {
            deleted = DeliveryTable.deleteBefore(connection, now.minus(pace.retention().age()));
            connection.commit();
        } while (deleted > 0 && !isStopping());
        do {
            deleted = DeliveryTable.deleteBeyond(connection, pace.retention().entries());
            connection.commit();
        } while (deleted > 0 && !isStopping());
        tidied = now;
        tellDropped();
    }

    private void fails(Throwable failure) {
        if (broken) {
            LOG.debug("delivery log: still cannot be written: {}", failure.getMessage());
        } else {
            broken = true;
            LOG.warn("delivery log: cannot be written; deliveries continue, and their entries wait in memory: {}",
                    failure.getMessage());
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
