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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.webhookscript.store.OutboxConsumer;
import io.webhookscript.store.OutboxStatus;
import io.webhookscript.store.jdbc.database.Database;
import io.webhookscript.store.jdbc.database.Dialect;
import io.webhookscript.store.jdbc.database.StoredBytes;

/** The three threads of a started outbox: writer, claimer and heartbeat. */
final class OutboxProcess {

    /** The time that a stop waits for the database. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** The time for a thread that waits for a database that does not respond. */
    private static final Duration PATIENCE_AFTER = Duration.ofSeconds(1);

    private final CurrentTenure tenure;
    private final HeldClaims held = new HeldClaims();
    private final Health health = new Health(System::nanoTime);
    private final Writer writer;
    private final Claimer claimer;
    private final Heartbeat heartbeat;
    private final List<Thread> threads = new ArrayList<>();

    private OutboxProcess(Database database, Tenure first, Duration keepIds, StoredBytes bytes) {
        this.tenure = new CurrentTenure(first);
        Dialect dialect = database.dialect();
        EntryTable entries = new EntryTable(dialect);
        NodeTable nodes = new NodeTable(dialect);
        this.writer = new Writer(
                new Committer.Parts(
                        database, new Batch.Tables(entries, new EndTable(dialect, keepIds), new OrderTable(dialect), nodes),
                        tenure, held, health, this::due),
                bytes);
        this.claimer = new Claimer(new Claimer.Parts(database, new ClaimTable(dialect), tenure, held, health, writer));
        this.heartbeat = new Heartbeat(
                new Heartbeat.Parts(
                        database, new Heartbeat.Tables(nodes, entries, new StatusTable(dialect)), tenure, held, writer,
                        claimer));
    }

    static OutboxProcess start(Database database, Tenure first, Duration keepIds, StoredBytes bytes) {
        OutboxProcess process = new OutboxProcess(database, first, keepIds, bytes);
        process.heartbeat.begin();
        process.start("writer", process.writer);
        process.start("claimer", process.claimer);
        process.start("heartbeat", process.heartbeat);
        return process;
    }

    private void start(String name, Runnable task) {
        Thread thread = new Thread(task, "webhookscript-outbox-" + name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void due(Set<String> scripts) {
        claimer.due(scripts);
    }

    Writer writer() {
        return writer;
    }

    void open(OutboxConsumer consumer) {
        claimer.open(consumer);
    }

    void close() {
        claimer.close();
    }

    void wake() {
        claimer.wake();
    }

    void expectMore() {
        claimer.expectMore();
    }

    /** Entries were removed from the table. */
    void removed(List<String> messageIds) {
        messageIds.forEach(held::revoke);
        claimer.lookNow();
    }

    void stop() {
        claimer.stop();
        try {
            writer.stop(PATIENCE);
            heartbeat.stop();
            for (Thread thread : threads) {
                thread.join(PATIENCE_AFTER.toMillis());
            }
        } catch (InterruptedException interrupted) {
            heartbeat.stop();
            Thread.currentThread().interrupt();
        }
    }

    OutboxStatus status() {
        StatusTable.Numbers numbers = heartbeat.numbers();
        if (numbers == null) {
            return new OutboxStatus(Map.of(), Duration.ZERO, held.size(), 0, health.commitTime(), health.problem());
        }
        return new OutboxStatus(
                numbers.waiting(), numbers.oldest(), held.size(), numbers.blocked(), health.commitTime(), health.problem());
    }
}
