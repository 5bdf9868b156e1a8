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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** The changes that wait for the writer. Thread-safe. */
final class ChangeQueue {

    /** Changes of one transaction; more are not faster. */
    private static final int BATCH = 500;

    /**
     * Acceptances of a transaction that does not wait for more. With so many, the cost of a transaction is small for
     * each of them, and the callers of the next one work while it is committed.
     */
    private static final int ENOUGH = 32;

    /** Bytes of one transaction, unless a single change has more. */
    private static final long BATCH_BYTES = 16 * 1024 * 1024;

    /** Acceptances in the queue; many more than a database stores within a second. */
    private static final int MAX_ACCEPTANCES = 20_000;

    private static final long MAX_BYTES = 64 * 1024 * 1024;

    private final LongSupplier nanoTime;
    private final Duration maxLinger;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Change> changes = new ArrayDeque<>();
    private int acceptances;
    private int probes;
    private long bytes;
    private boolean closed;
    private long taken;
    /** The acceptances of the transaction before. */
    private int acceptancesBefore;
    /** The acceptances that the next transaction should have; 0 when it does not wait for more. */
    private int expected;

    /** The result of an addition. */
    enum Added {
        YES,
        TOO_MANY,
        CLOSED
    }

    /** @param maxLinger the longest wait for further events */
    ChangeQueue(LongSupplier nanoTime, Duration maxLinger) {
        this.nanoTime = nanoTime;
        this.maxLinger = maxLinger;
        this.taken = nanoTime.getAsLong();
    }

    /** Adds a change; changes of claims are never too many, since each claim has few. */
    Added add(Change change) {
        lock.lock();
        try {
            if (closed) {
                return Added.CLOSED;
            }
            if (change instanceof Change.Acceptation && isFullFor(change)) {
                return Added.TOO_MANY;
            }
            changes.addLast(change);
            count(change, 1);
            if (isEnough()) {
                changed.signal();
            }
            return Added.YES;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFullFor(Change acceptation) {
        return acceptances >= MAX_ACCEPTANCES || acceptances > 0 && bytes + acceptation.size() > MAX_BYTES;
    }

    private void count(Change change, int sign) {
        acceptances += change instanceof Change.Acceptation ? sign : 0;
        probes += change instanceof Change.Probe ? sign : 0;
        bytes += (long) sign * change.size();
    }

    /**
     * The callers whose events the latest transaction has stored continue, and may have the next ones at once. The
     * transaction that follows waits a moment for as many, unless it has enough: one for a few callers is faster than
     * two that alternate.
     */
    void callersContinue() {
        lock.lock();
        try {
            expected = Math.min(ENOUGH, acceptances + acceptancesBefore);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the next transaction's changes; empty when the queue was closed and is empty. The wait for further
     * events is at most half of what the transaction before took.
     */
    List<Change> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            linger();
            while (changes.isEmpty() && !closed) {
                changed.await();
            }
            List<Change> batch = next();
            taken = nanoTime.getAsLong();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void linger() throws InterruptedException {
        try {
            long left = Math.min((nanoTime.getAsLong() - taken) / 2, maxLinger.toNanos());
            while (left > 0 && !closed && !isEnough()) {
                left = changed.awaitNanos(left);
            }
        } finally {
            expected = 0;
        }
    }

    private boolean isEnough() {
        return acceptances >= expected || probes > 0 || changes.size() >= BATCH || bytes >= BATCH_BYTES;
    }

    /** Takes everything, without waiting. */
    List<Change> takeAll() {
        lock.lock();
        try {
            List<Change> all = new ArrayList<>(changes);
            changes.clear();
            all.forEach(change -> count(change, -1));
            return all;
        } finally {
            lock.unlock();
        }
    }

    private List<Change> next() {
        List<Change> batch = new ArrayList<>();
        int before = acceptances;
        long size = 0;
        while (batch.size() < BATCH && !changes.isEmpty()
                && (batch.isEmpty() || size + changes.getFirst().size() <= BATCH_BYTES)) {
            Change change = changes.removeFirst();
            size += change.size();
            count(change, -1);
            batch.add(change);
        }
        acceptancesBefore = before - acceptances;
        return batch;
    }

    /** Rejects further changes. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
