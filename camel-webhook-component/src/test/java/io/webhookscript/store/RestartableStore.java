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
package io.webhookscript.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.webhookscript.deliverylog.DeliveryLog;
import io.webhookscript.spi.SessionStore;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory that outlives the contexts that use it, with the behaviour of a table: one writer thread, leases,
 * due times, an order per key, ids that are known after the end. A stop of the store is the end of its process: claims
 * that nobody gave back are free at the next start.
 */
public final class RestartableStore implements WebhookStore, Outbox {

    private static final long POLL_MILLIS = 20;

    private enum State {
        WAITING,
        CLAIMED,
        PARKED,
        BLOCKED
    }

    private static final class Row {

        private OutboxEntry entry;
        private State state;
        private long due;
        private int claims;

        private Row(OutboxEntry entry, State state, long due) {
            this.entry = entry;
            this.state = state;
            this.due = due;
        }
    }

    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Set<String> ended = new HashSet<>();
    private final Map<String, DeadLetter> letters = new ConcurrentHashMap<>();
    private @Nullable ScheduledExecutorService writer;
    private @Nullable OutboxConsumer consumer;
    private volatile @Nullable String problem;
    private volatile boolean leasesLost;
    private volatile CountDownLatch commits = new CountDownLatch(0);
    private int mostClaimed;
    private int starts;
    private int failures;
    private String failure = "";

    @Override
    public synchronized void start() {
        starts++;
        writer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "restartable-store-writer");
            thread.setDaemon(true);
            return thread;
        });
        rows.values().stream().filter(row -> row.state == State.CLAIMED).forEach(row -> row.state = State.WAITING);
    }

    @Override
    public void stop() {
        ScheduledExecutorService running;
        synchronized (this) {
            running = writer;
            writer = null;
            consumer = null;
            starts++;
        }
        if (running != null) {
            running.shutdown();
        }
    }

    /** From now on nothing can be stored, until {@link #isBack}. */
    public void isDown(String reason) {
        problem = reason;
    }

    /** Fails so many times to store something. */
    public synchronized void fails(int times, String reason) {
        failures = times;
        failure = reason;
    }

    public void isBack() {
        problem = null;
    }

    /** From now on nothing is committed, until {@link #commits}. */
    public void holdsCommits() {
        commits = new CountDownLatch(1);
    }

    public void commits() {
        commits.countDown();
    }

    private void commit(Runnable work) {
        try {
            commits.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        work.run();
    }

    /** Another node takes everything that is claimed now. */
    public void loseLeases() {
        leasesLost = true;
    }

    /** Whether it was started and not stopped. */
    public synchronized boolean isOpen() {
        return writer != null;
    }

    public synchronized int size() {
        return rows.size();
    }

    /** The largest number of claims at a time. */
    public synchronized int mostClaimed() {
        return mostClaimed;
    }

    public synchronized Optional<OutboxEntry> find(String id) {
        return Optional.ofNullable(rows.get(id)).map(row -> row.entry);
    }

    public synchronized List<OutboxEntry> entries() {
        return rows.values().stream().map(row -> row.entry).toList();
    }

    /** How long an entry still waits; zero when it is due. */
    public synchronized Duration waits(String id) {
        return Duration.ofNanos(Math.max(0, rows.get(id).due - System.nanoTime()));
    }

    /** Makes all waits end now. */
    public synchronized void skipWaits() {
        rows.values().forEach(row -> row.due = System.nanoTime());
    }

    @Override
    public Outbox outbox() {
        return this;
    }

    @Override
    public CompletionStage<Acceptance> accept(OutboxEntry entry, boolean claim) {
        CompletableFuture<Acceptance> stored = new CompletableFuture<>();
        write(() -> stored.complete(insert(entry, claim)), stored);
        return stored;
    }

    @Override
    public CompletionStage<Acceptance> acceptAgain(OutboxEntry entry) {
        CompletableFuture<Acceptance> stored = new CompletableFuture<>();
        write(() -> stored.complete(again(entry)), stored);
        return stored;
    }

    private synchronized void write(Runnable work, CompletableFuture<?> result) {
        String why = failures-- > 0 ? failure : problem;
        if (why != null || writer == null) {
            result.completeExceptionally(new StoreException(why == null ? "the store is closed" : why, null));
        } else {
            writer.execute(() -> commit(work));
        }
    }

    private synchronized Acceptance insert(OutboxEntry entry, boolean claim) {
        if (rows.containsKey(entry.id()) || ended.contains(entry.id())) {
            return new Acceptance(false, null);
        }
        boolean isBehind = entry.orderKey() != null
                && rows.values().stream().anyMatch(row -> entry.orderKey().equals(row.entry.orderKey()));
        Row row = new Row(entry, isBehind ? State.PARKED : State.WAITING, System.nanoTime());
        rows.put(entry.id(), row);
        return new Acceptance(true, claim && !isBehind ? claimed(row) : null);
    }

    private synchronized Acceptance again(OutboxEntry entry) {
        Row before = rows.get(entry.id());
        if (before != null && before.state != State.BLOCKED) {
            return new Acceptance(false, null);
        }
        ended.remove(entry.id());
        rows.put(entry.id(), new Row(entry, State.WAITING, System.nanoTime()));
        return new Acceptance(true, null);
    }

    private Claim claimed(Row row) {
        row.state = State.CLAIMED;
        row.claims++;
        mostClaimed = Math.max(mostClaimed, claims());
        return new RowClaim(row, row.claims, starts);
    }

    private int claims() {
        return (int) rows.values().stream().filter(row -> row.state == State.CLAIMED).count();
    }

    private final class RowClaim implements Claim {

        private final Row row;
        private final int number;
        private final int start;
        private final OutboxEntry entry;

        private RowClaim(Row row, int number, int start) {
            this.row = row;
            this.number = number;
            this.start = start;
            this.entry = row.entry;
        }

        private boolean isMine() {
            return start == starts && row.state == State.CLAIMED && row.claims == number;
        }

        @Override
        public OutboxEntry entry() {
            return entry;
        }

        @Override
        public boolean isHeld() {
            synchronized (RestartableStore.this) {
                return !leasesLost && isMine();
            }
        }

        @Override
        public void progressed(int attempts, byte[] progress) {
            later(() -> row.entry = row.entry.withProgress(attempts, progress));
        }

        @Override
        public void postpone(Duration wait, int attempts, byte[] progress) {
            later(() -> {
                row.entry = row.entry.withProgress(attempts, progress);
                row.state = State.WAITING;
                row.due = System.nanoTime() + wait.toNanos();
            });
        }

        @Override
        public void end(Ending ending) {
            later(() -> ended(row, ending));
        }

        private void later(Runnable change) {
            synchronized (RestartableStore.this) {
                if (isMine()) {
                    change.run();
                }
            }
        }
    }

    private void ended(Row row, Claim.Ending ending) {
        if (ending == Claim.Ending.FAILED_AND_BLOCKS_ITS_ORDER) {
            row.state = State.BLOCKED;
            return;
        }
        rows.remove(row.entry.id());
        if (row.entry.keepsId()) {
            ended.add(row.entry.id());
        }
        rows.values().stream()
                .filter(next -> next.entry.orderKey() != null && next.entry.orderKey().equals(row.entry.orderKey()))
                .findFirst().filter(next -> next.state == State.PARKED).ifPresent(next -> {
                    next.state = State.WAITING;
                    next.due = System.nanoTime();
                });
    }

    @Override
    public synchronized void open(OutboxConsumer opened) {
        consumer = opened;
        ScheduledExecutorService running = writer;
        if (running != null) {
            running.scheduleWithFixedDelay(this::claim, 0, POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void claim() {
        Map<String, Integer> rooms = new HashMap<>();
        OutboxConsumer taking;
        List<Claim> claims = new ArrayList<>();
        Set<String> scripts = new HashSet<>();
        synchronized (this) {
            taking = consumer;
            rows.values().forEach(row -> scripts.add(row.entry.script()));
        }
        if (taking == null || problem != null) {
            return;
        }
        OutboxConsumer asked = taking;
        scripts.forEach(script -> rooms.put(script, asked.room(script)));
        synchronized (this) {
            for (Row row : rows.values()) {
                int room = rooms.getOrDefault(row.entry.script(), 0);
                if (row.state == State.WAITING && row.due <= System.nanoTime() && room > 0) {
                    rooms.put(row.entry.script(), room - 1);
                    claims.add(claimed(row));
                }
            }
        }
        claims.forEach(asked::claimed);
    }

    @Override
    public synchronized void close() {
        consumer = null;
    }

    @Override
    public void wake() {
        ScheduledExecutorService running = writer;
        if (running != null) {
            running.execute(this::claim);
        }
    }

    @Override
    public synchronized OutboxStatus status() {
        Map<String, Long> waiting = new HashMap<>();
        rows.values().forEach(row -> waiting.merge(row.entry.script(), 1L, Long::sum));
        long blocked = rows.values().stream().filter(row -> row.state == State.BLOCKED).count();
        return new OutboxStatus(
                waiting, rows.isEmpty() ? Duration.ZERO : Duration.ofSeconds(7), claims(), blocked, Duration.ofMillis(3),
                problem);
    }

    @Override
    public DeadLetterStore deadLetters() {
        return new Letters();
    }

    /** Only what a delivery calls. */
    private final class Letters implements DeadLetterStore {

        @Override
        public CompletionStage<Void> add(DeadLetter letter) {
            CompletableFuture<Void> stored = new CompletableFuture<>();
            write(() -> {
                letters.put(letter.messageId(), letter);
                stored.complete(null);
            }, stored);
            return stored;
        }

        @Override
        public Page find(DeadLetterQuery query) {
            return new Page(List.copyOf(letters.values()), OptionalLong.empty());
        }

        @Override
        public long count(DeadLetterQuery query) {
            return letters.size();
        }

        @Override
        public Optional<DeadLetter> get(String messageId) {
            return Optional.ofNullable(letters.get(messageId));
        }

        @Override
        public boolean replayed(String messageId) {
            return letters.containsKey(messageId);
        }

        @Override
        public long discard(DeadLetterQuery query) {
            long count = letters.size();
            letters.clear();
            return count;
        }
    }

    @Override
    public DeliveryLog deliveryLog() {
        throw new UnsupportedOperationException("a store in memory has no delivery log");
    }

    @Override
    public SessionStore sessions() {
        throw new UnsupportedOperationException("a store in memory has no sessions");
    }

    @Override
    public ErasedEntries erase(Erasure request) {
        throw new UnsupportedOperationException("a store in memory erases nothing");
    }
}
