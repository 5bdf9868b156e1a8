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
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;

import javax.sql.DataSource;

import org.apache.camel.Service;
import org.jspecify.annotations.Nullable;

/**
 * Stores deliveries in a database, in a table that it creates itself. Tested with PostgreSQL and H2; other databases
 * with identity columns and {@code FETCH FIRST} should work. One thread writes in batches; a delivery never waits for
 * it. While the database is unavailable or too slow, up to {@value #QUEUE} entries wait in memory; further entries are
 * dropped and counted.
 *
 * <pre>
 * component.setDeliveryLog(new JdbcDeliveryLog(dataSource, Duration.ofDays(90), 50_000_000));
 * </pre>
 */
public final class JdbcDeliveryLog implements DeliveryLog, Service {

    /** Entries in memory; most take about 1 KB. */
    static final int QUEUE = 10_000;

    /** The time that a stop waits for the database to store the entries in memory. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private final DataSource dataSource;
    private final Schema schema = new Schema();
    private final BatchWriter.Pace pace;
    private final BlockingQueue<LoggedDelivery> queue = new ArrayBlockingQueue<>(QUEUE);
    private final LongAdder dropped = new LongAdder();
    private @Nullable WriterThread running = null;

    private record WriterThread(BatchWriter writer, Thread thread) {
    }

    /** Keeps entries for 30 days, at most ten million. */
    public JdbcDeliveryLog(DataSource dataSource) {
        this(dataSource, Retention.DEFAULT.age(), Retention.DEFAULT.entries());
    }

    /**
     * @param keepFor     how long an entry is kept; at least a second
     * @param keepEntries how many entries are kept at most; at least 1
     */
    public JdbcDeliveryLog(DataSource dataSource, Duration keepFor, long keepEntries) {
        this(dataSource, new BatchWriter.Pace(new Retention(keepFor, keepEntries), FIRST_PAUSE, Clock.systemUTC()));
    }

    JdbcDeliveryLog(DataSource dataSource, BatchWriter.Pace pace) {
        this.dataSource = dataSource;
        this.pace = pace;
    }

    @Override
    public void add(LoggedDelivery delivery) {
        if (!queue.offer(delivery)) {
            dropped.increment();
        }
    }

    @Override
    public Page find(DeliveryQuery query) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                schema.bringUpToDate(connection);
                return DeliveryTable.find(connection, query);
            } finally {
                connection.rollback();
            }
        } catch (SQLException failure) {
            throw new DeliveryLogException(failure);
        }
    }

    @Override
    public long dropped() {
        return dropped.sum();
    }

    @Override
    public synchronized void start() {
        if (running == null) {
            BatchWriter writer = new BatchWriter(dataSource, schema, queue, dropped, pace);
            Thread thread = new Thread(writer, "webhookscript-delivery-log");
            thread.setDaemon(true);
            running = new WriterThread(writer, thread);
            thread.start();
        }
    }

    /** Writes the entries in memory, unless the database takes too long. */
    @Override
    public synchronized void stop() {
        Optional.ofNullable(running).ifPresent(current -> {
            running = null;
            try {
                if (!current.writer().stop(PATIENCE)) {
                    current.thread().interrupt();
                }
            } catch (InterruptedException interrupted) {
                current.thread().interrupt();
                Thread.currentThread().interrupt();
            }
            dropped.add(queue.drainTo(new ArrayList<>()));
        });
    }
}
