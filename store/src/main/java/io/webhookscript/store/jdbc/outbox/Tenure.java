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
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * The time in which a process may have claims, under one name in {@code webhookscript_node}. The lease of all its
 * claims is one row, which the heartbeat renews. A tenure whose lease has expired never becomes valid again; the next
 * one has another name. Thread-safe.
 */
final class Tenure {

    private final String node;
    private final String owner;
    private final Duration lease;
    private final LongSupplier nanoTime;
    private long until;
    private boolean expired;

    /** @param nanoTime a clock as {@link System#nanoTime} */
    Tenure(String node, Duration lease, LongSupplier nanoTime) {
        this.node = node;
        this.owner = node + "/" + UUID.randomUUID();
        this.lease = lease;
        this.nanoTime = nanoTime;
        this.until = nanoTime.getAsLong();
    }

    String node() {
        return node;
    }

    String owner() {
        return owner;
    }

    Duration lease() {
        return lease;
    }

    /** The next tenure of the same node. */
    Tenure next() {
        return new Tenure(node, lease, nanoTime);
    }

    /**
     * The lease was renewed.
     *
     * @param  start the time before the statement; the database counts from a later time
     * @return       false when it had expired
     */
    synchronized boolean renewed(long start) {
        if (expired) {
            return false;
        }
        until = start + lease.toNanos();
        return true;
    }

    /** Ends the tenure before its lease. */
    synchronized void expire() {
        expired = true;
    }

    synchronized boolean isValid() {
        if (!expired && nanoTime.getAsLong() - until >= 0) {
            expired = true;
        }
        return !expired;
    }
}
