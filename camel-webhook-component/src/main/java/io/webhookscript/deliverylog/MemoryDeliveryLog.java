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

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Keeps a fixed number of the latest deliveries in memory; new entries replace the oldest, and an entry whose script
 * says how long it is kept is removed after that time. The entries are lost when the process ends.
 */
public final class MemoryDeliveryLog implements DeliveryLog {

    /** The default number of entries. */
    public static final int DEFAULT_ENTRIES = 1_000;

    private final @Nullable LoggedDelivery[] ring;
    private final Clock clock;
    /** The number of the next entry, from 0; its index in the array is the remainder. */
    private long next;

    public MemoryDeliveryLog() {
        this(DEFAULT_ENTRIES);
    }

    /** @param entries at least 1; each takes up to about 30 KB, most of them 1 KB */
    public MemoryDeliveryLog(int entries) {
        this(entries, Clock.systemUTC());
    }

    MemoryDeliveryLog(int entries, Clock clock) {
        if (entries < 1) {
            throw new IllegalArgumentException("entries is " + entries + ", expected 1 or more");
        }
        this.ring = new LoggedDelivery[entries];
        this.clock = clock;
    }

    @Override
    public synchronized void add(LoggedDelivery delivery) {
        ring[(int) (next % ring.length)] = delivery;
        next++;
    }

    @Override
    public synchronized Page find(DeliveryQuery query) {
        removeExpired();
        List<LoggedDelivery> found = new ArrayList<>();
        long oldest = Math.max(0, next - ring.length);
        long number = Math.min(next, query.before() != null ? query.before() : next);
        while (--number >= oldest) {
            LoggedDelivery entry = ring[(int) (number % ring.length)];
            if (entry != null && query.matches(entry)) {
                if (found.size() == query.limit()) {
                    return new Page(found, number + 1);
                }
                found.add(entry);
            }
        }
        return new Page(found, null);
    }

    @Override
    public synchronized long erase(@Nullable String messageId, @Nullable String subject) {
        String capped = messageId == null ? null : LoggedDelivery.capId(messageId);
        return remove(entry -> capped != null
                ? entry.messageId().equals(capped) : Objects.equals(entry.message().subject(), subject));
    }

    /** Entries of scripts that say how long they are kept. */
    private void removeExpired() {
        Instant now = clock.instant();
        remove(entry -> entry.keepFor() != null && entry.ended().plus(entry.keepFor()).isBefore(now));
    }

    private long remove(Predicate<LoggedDelivery> which) {
        long removed = 0;
        for (int i = 0; i < ring.length; i++) {
            LoggedDelivery entry = ring[i];
            if (entry != null && which.test(entry)) {
                ring[i] = null;
                removed++;
            }
        }
        return removed;
    }

    /** Always 0, since replacing the oldest entry does not count as dropping. */
    @Override
    public long dropped() {
        return 0;
    }
}
