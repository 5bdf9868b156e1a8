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

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

import javax.sql.DataSource;

import io.webhookscript.deliverylog.DeliveryLog;
import io.webhookscript.deliverylog.DeliveryQuery;
import io.webhookscript.deliverylog.LoggedDelivery;
import io.webhookscript.store.StoreEncryption;
import io.webhookscript.store.StoreException;
import io.webhookscript.store.jdbc.database.Database;
import io.webhookscript.store.jdbc.database.StoredBytes;
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
 *
 * A component with a store does not need it: the store has a log in the same table.
 */
public final class JdbcDeliveryLog implements DeliveryLog, Service {

    /** Entries in memory; most take about 1 KB. */
    static final int QUEUE = 10_000;

    /** The time that a stop waits for the database to store the entries in memory. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private final LogDatabase database;
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
     * @param keepFor     how long an entry is kept whose script does not say it; at least a second
     * @param keepEntries how many entries are kept at most; at least 1
     */
    public JdbcDeliveryLog(DataSource dataSource, Duration keepFor, long keepEntries) {
        this(dataSource, keepFor, keepEntries, null);
    }

    /** @param encryption encrypts the texts of the entries; null when they are stored as they are */
    public JdbcDeliveryLog(DataSource dataSource, Duration keepFor, long keepEntries, @Nullable StoreEncryption encryption) {
        this(alone(dataSource, encryption), pace(new Retention(keepFor, keepEntries)));
    }

    JdbcDeliveryLog(LogDatabase database, BatchWriter.Pace pace) {
        this.database = database;
        this.pace = pace;
    }

    /**
     * The log of a store.
     *
     * @param database throws a {@link StoreException} while the store is not started
     */
    public static JdbcDeliveryLog of(Supplier<Database> database, StoredBytes bytes) {
        return new JdbcDeliveryLog(new LogDatabase(database, bytes), pace(Retention.DEFAULT));
    }

    static LogDatabase alone(DataSource dataSource, @Nullable StoreEncryption encryption) {
        return new LogDatabase(new LogDatabase.Own(dataSource), new StoredBytes(encryption));
    }

    private static BatchWriter.Pace pace(Retention retention) {
        return new BatchWriter.Pace(retention, FIRST_PAUSE, Clock.systemUTC());
    }

    @Override
    public void add(LoggedDelivery delivery) {
        if (!queue.offer(delivery)) {
            dropped.increment();
        }
    }

    @Override
    public Page find(DeliveryQuery query) {
        try {
            LogDatabase.Ready ready = database.ready();
            return ready.database().read(connection -> ready.table().find(connection, query));
        } catch (StoreException failure) {
            throw new DeliveryLogException(failure);
        }
    }

    @Override
    public long erase(@Nullable String messageId, @Nullable String subject) {
        flush();
        String id = messageId == null ? null : DeliveryQuery.ALL.ofMessage(messageId).messageId();
        return eraseAll((table, connection) -> table.erase(connection, id, subject));
    }

    /** Deletes the entries of a person whose deliveries had begun before a time. */
    public long eraseBegunUntil(String subject, Instant begunUntil) {
        return eraseAll((table, connection) -> table.eraseBegunUntil(connection, subject, begunUntil));
    }

    /** Deletes some entries. */
    @FunctionalInterface
    private interface Deletion {

        int some(DeliveryTable table, Connection connection) throws SQLException;
    }

    private long eraseAll(Deletion deletion) {
        LogDatabase.Ready ready = database.ready();
        long all = 0;
        int deleted;
        do {
            deleted = ready.database().write(connection -> deletion.some(ready.table(), connection));
            all += deleted;
        } while (deleted > 0);
        if (all > 0) {
            ready.database().removeTraces();
        }
        return all;
    }

    /** Waits until all entries that were added before are stored or dropped, at most a few seconds. */
    void flush() {
        WriterThread current = writer();
        if (current != null) {
            current.writer().flush(PATIENCE);
        }
    }

    private synchronized @Nullable WriterThread writer() {
        return running;
    }

    @Override
    public long dropped() {
        return dropped.sum();
    }

    @Override
    public synchronized void start() {
        if (running == null) {
            BatchWriter writer = new BatchWriter(database, queue, dropped, pace);
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
