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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The changes that wait for the writer. Thread-safe. */
final class ChangeQueue {

    /** Changes of one transaction; more are not faster. */
    private static final int BATCH = 500;

    /** Bytes of one transaction, unless a single change has more. */
    private static final long BATCH_BYTES = 16 * 1024 * 1024;

    /** Acceptances in the queue; many more than a database stores within a second. */
    private static final int MAX_ACCEPTANCES = 20_000;

    private static final long MAX_BYTES = 64 * 1024 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Change> changes = new ArrayDeque<>();
    private int acceptances;
    private long bytes;
    private boolean closed;

    /** The result of an addition. */
    enum Added {
        YES,
        TOO_MANY,
        CLOSED
    }

    /** Adds a change; changes of claims are never too many, since each claim has few. */
    Added add(Change change) {
        lock.lock();
        try {
            if (closed) {
                return Added.CLOSED;
            }
            if (change instanceof Change.Acceptation) {
                if (acceptances >= MAX_ACCEPTANCES || acceptances > 0 && bytes + change.size() > MAX_BYTES) {
                    return Added.TOO_MANY;
                }
                acceptances++;
            }
            bytes += change.size();
            changes.addLast(change);
            changed.signalAll();
            return Added.YES;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next transaction's changes; empty when the queue was closed and is empty. */
    List<Change> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (changes.isEmpty() && !closed) {
                changed.await();
            }
            return next();
        } finally {
            lock.unlock();
        }
    }

    /** Takes everything, without waiting. */
    List<Change> takeAll() {
        lock.lock();
        try {
            List<Change> all = new ArrayList<>(changes);
            changes.clear();
            acceptances = 0;
            bytes = 0;
            return all;
        } finally {
            lock.unlock();
        }
    }

    private List<Change> next() {
        List<Change> batch = new ArrayList<>();
        long size = 0;
        while (batch.size() < BATCH && !changes.isEmpty()
                && (batch.isEmpty() || size + changes.getFirst().size() <= BATCH_BYTES)) {
            Change change = changes.removeFirst();
            size += change.size();
            acceptances -= change instanceof Change.Acceptation ? 1 : 0;
            batch.add(change);
        }
        bytes -= size;
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
