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
package io.webhookscript.store.jdbc.letters;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.webhookscript.store.DeadLetter;
import io.webhookscript.store.StoreException;
import io.webhookscript.store.jdbc.database.Database;
import io.webhookscript.store.jdbc.database.DatabaseFailure;
import org.jspecify.annotations.Nullable;

/** One thread that stores the letters of all others, many by one commit. */
final class LetterWriter {

    /** Waiting letters; further ones fail at once. */
    private static final int MAX_WAITING = 5_000;

    private static final int MAX_BATCH = 200;

    /** The memory of a batch beside its last letter. */
    private static final long MAX_BATCH_BYTES = 8L << 20;

    private static final int REPETITIONS = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration POLL = Duration.ofMillis(200);

    private final Database database;
    private final LetterTable table;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MAX_WAITING);
    private volatile boolean stopping;
    private @Nullable Thread thread = null;

    private record Waiting(DeadLetter letter, CompletableFuture<Void> stored) {
    }

    LetterWriter(Database database, LetterTable table) {
        this.table = table;
        this.database = database;
    }

    synchronized void start() {
        if (thread == null) {
            stopping = false;
            Thread started = new Thread(this::write, "webhookscript-dead-letters");
            started.setDaemon(true);
            thread = started;
            started.start();
        }
    }

    /** Stores what waits, unless the database takes too long; what is not stored then fails. */
    synchronized void stop() {
        Thread running = thread;
        if (running == null) {
            return;
        }
        thread = null;
        stopping = true;
        try {
            running.join(PATIENCE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        running.interrupt();
        failWaiting();
    }

    CompletableFuture<Void> add(DeadLetter letter) {
        CompletableFuture<Void> stored = new CompletableFuture<>();
        if (stopping || !queue.offer(new Waiting(letter, stored))) {
            stored.completeExceptionally(new StoreException(
                    stopping ? "the store is stopped" : "too many dead letters wait for the store", null));
        } else if (stopping) {
            failWaiting(); // it has stopped meanwhile, and nobody would look
        }
        return stored;
    }

    private void failWaiting() {
        for (Waiting left = queue.poll(); left != null; left = queue.poll()) {
            left.stored().completeExceptionally(new StoreException("the store is stopped", null));
        }
    }

    private void write() {
        try {
            while (!stopping || !queue.isEmpty()) {
                Waiting first = queue.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    store(batch(first));
                }
            }
        } catch (InterruptedException stopped) {
            failWaiting();
        }
    }

    private List<Waiting> batch(Waiting first) {
        List<Waiting> batch = new ArrayList<>();
        batch.add(first);
        long bytes = bytes(first);
        while (batch.size() < MAX_BATCH && bytes < MAX_BATCH_BYTES) {
            Waiting next = queue.poll();
            if (next == null) {
                break;
            }
            batch.add(next);
            bytes += bytes(next);
        }
        return batch;
    }

    private static long bytes(Waiting waiting) {
        DeadLetter.Contents contents = LetterTable.contents(waiting.letter());
        return contents.entry().document().length + 2L * contents.document().length();
    }

    /** A letter that cannot be stored must not prevent the others from being stored. */
    private void store(List<Waiting> batch) {
        try {
            commit(batch);
            batch.forEach(waiting -> waiting.stored().complete(null));
        } catch (RuntimeException | Error failure) {
            if (batch.size() > 1 && isAboutOneLetter(failure)) {
                batch.forEach(waiting -> store(List.of(waiting)));
            } else {
                batch.forEach(waiting -> waiting.stored().completeExceptionally(failure));
            }
        }
    }

    private static boolean isAboutOneLetter(Throwable failure) {
        return !(failure instanceof StoreException)
                || failure.getCause() == null || DatabaseFailure.kind(failure) == DatabaseFailure.Kind.ROW;
    }

    /** A statement may name a row only once, and the last failure of a message counts. */
    private void commit(List<Waiting> batch) {
        Map<String, DeadLetter> letters = new LinkedHashMap<>();
        batch.forEach(waiting -> {
            letters.remove(waiting.letter().messageId());
            letters.put(waiting.letter().messageId(), waiting.letter());
        });
        for (int repetition = 1;; repetition++) {
            try {
                database.update(connection -> table.add(connection, letters.values()));
                return;
            } catch (StoreException failure) {
                if (DatabaseFailure.kind(failure) != DatabaseFailure.Kind.CONFLICT || repetition == REPETITIONS) {
                    throw failure;
                }
            }
        }
    }
}
