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
package io.webhookscript.pacing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import io.webhookscript.script.LimitsDefinition.Rate;
import org.jspecify.annotations.Nullable;

/**
 * Computes when a delivery may call the throttle, so that no thread blocks inside it: first come, first served, per
 * key. The throttle itself stays the enforcer. A key has a bucket while it is used; idle ones are given to other keys,
 * so that the throttle, which keeps a bucket for long, never sees more of them than there are. When all are in use,
 * further keys share a few, which can only make them slower, never faster than the rate. Half of the buckets are for
 * keys that have come before, so that a flood of new ones, which a sender can make up, takes none of theirs.
 * Thread-safe; each call is short.
 */
public final class RateGate {

    /** The maximum number of keys with a bucket of their own at a time. */
    static final int MAX_KEYS = 10_000;

    /**
     * The maximum number of requests that all buckets remember together. Each needs about 40 bytes here and in the
     * throttle, and about 60 if its bucket has parts.
     */
    static final int MAX_STARTS = 1_000_000;

    /** The number of buckets that all further keys share. */
    static final int SHARED_BUCKETS = 64;

    /** From this number of requests in a period on, a bucket has several parts. */
    private static final int DIVIDED = 1_000;

    /** The minimum number of requests in a period for each part. */
    private static final int LEAST_OF_A_PART = 20;

    /** The throttle measures its window with its own clock. A call that comes this much later is not rejected. */
    private static final long MARGIN_MILLIS = 10;

    private final Rate rate;
    private final int maxKeys;
    private final int parts;
    private final Map<String, Bucket> buckets = new HashMap<>();
    /** The same, those whose last start is the longest ago first. */
    private final TreeSet<Bucket> byLastStart = new TreeSet<>(
            Comparator.comparingLong((Bucket bucket) -> bucket.last).thenComparing(bucket -> bucket.name));
    private final Deque<Bucket> free = new ArrayDeque<>();
    private final KnownKeys known;
    private final Bucket[] shared;
    private int made;
    private int newcomers;
    private int waitingKnown;
    private int waitingNew;

    public RateGate(Rate rate) {
        this.rate = rate;
        this.maxKeys = Math.max(1, Math.min(MAX_KEYS, MAX_STARTS / rate.requests()));
        this.parts = parts(rate);
        this.known = new KnownKeys(maxKeys);
        this.shared = new Bucket[Math.min(SHARED_BUCKETS, maxKeys)];
        Arrays.setAll(shared, i -> new Bucket("shared-" + i, parts));
    }

    /**
     * Returns the number of requests in a period that the throttle permits for each of its correlation keys: the whole
     * rate, or an equal part of a high one. A bucket uses up one of its keys after the other, in the same order again
     * and again, so each key permits a request exactly when one key for the whole bucket would. The throttle has a heap
     * of permits for each key: the shorter it is, the cheaper is a permit, and the fewer keys are in use, the more of
     * their permits are in the processor's caches.
     */
    public static int requestsPerThrottleKey(Rate rate) {
        return rate.requests() / parts(rate);
    }

    /** Returns a number that divides the requests without a remainder. */
    private static int parts(Rate rate) {
        int parts = rate.requests() < DIVIDED ? 1 : rate.requests() / LEAST_OF_A_PART;
        while (rate.requests() % parts != 0) {
            parts--;
        }
        return parts;
    }

    /**
     * @param throttleKey correlation key for the throttle
     * @param delay       the time until the slot, zero when it is now
     * @param known       whether its key has been used before
     */
    public record Slot(String throttleKey, Duration delay, boolean known) {
    }

    /** Start times of the last requests of one bucket, oldest first from {@code next}. */
    private static final class Bucket {

        private final String name;
        private final @Nullable String[] throttleKeys;
        /** Whose it is; empty while it is nobody's, and of one that many share. */
        private String key = "";
        private boolean newcomers;
        private long[] starts = new long[0];
        private int next;
        private int used;
        private long last;

        private Bucket(String name, int parts) {
            this.name = name;
            this.throttleKeys = new String[parts];
            this.throttleKeys[0] = name;
        }

        private String throttleKey(int part) {
            String key = throttleKeys[part];
            if (key == null) {
                key = name + "-" + part;
                throttleKeys[part] = key;
            }
            return key;
        }

        private boolean known() {
            return !key.isEmpty() && !newcomers;
        }

        /** Returns the earliest start that respects every window: one period after the start {@code requests} ago. */
        private long earliest(Rate rate, long now) {
            if (used < rate.requests()) {
                return now;
            }
            return Math.max(now, starts[next] + rate.per().toMillis() + MARGIN_MILLIS);
        }

        /** Returns the throttle's key for it. */
        private String add(Rate rate, long start) {
            String throttleKey = throttleKey(next / (rate.requests() / throttleKeys.length));
            if (used < rate.requests()) {
                if (used == starts.length) {
                    starts = Arrays.copyOf(starts, Math.min(rate.requests(), Math.max(4, 2 * used)));
                }
                starts[used++] = start;
                next = used == rate.requests() ? 0 : used;
            } else {
                starts[next] = start;
                next = (next + 1) % used;
            }
            last = Math.max(last, start);
            return throttleKey;
        }

        /** Whether the last start of a bucket is a period old, so that the bucket delays no request. */
        private boolean isIdle(Rate rate, long now) {
            return last + rate.per().toMillis() + MARGIN_MILLIS <= now;
        }

        private void empty() {
            starts = new long[0];
            next = 0;
            used = 0;
            last = 0;
            newcomers = false;
        }
    }

    /**
     * Takes the next slot; empty when it is later than {@code maxDelay}, or too many deliveries wait already.
     *
     * @param key empty for events without one, which have a bucket like any other key
     * @param now the time of a clock that never goes back
     */
    public Optional<Slot> reserve(String key, Instant now) {
        return reserve(KeyDigest.of(key), now.toEpochMilli(), rate.maxDelay().toMillis());
    }

    /**
     * Takes the next slot like {@link #reserve(String, Instant)}, unless it is later than {@code within}; nothing is
     * then reserved, and {@link #delay} says how long the wait would be.
     */
    public Optional<Slot> reserve(String key, Instant now, Duration within) {
        return reserve(
                KeyDigest.of(key), now.toEpochMilli(), Math.min(rate.maxDelay().toMillis(), within.toMillis()));
    }

    private synchronized Optional<Slot> reserve(String name, long millis, long longest) {
        Bucket bucket = bucketOf(name, millis);
        long start = bucket.earliest(rate, millis);
        long wait = start - millis;
        if (wait > 0 && (rate.reject() || wait > longest || waiting(bucket) >= rate.maxWaiting())) {
            return Optional.empty();
        }
        boolean own = byLastStart.remove(bucket);
        String throttleKey = bucket.add(rate, start);
        if (own) {
            byLastStart.add(bucket);
        }
        if (wait > 0) {
            count(bucket.known(), 1);
        }
        return Optional.of(new Slot(throttleKey, Duration.ofMillis(wait), bucket.known()));
    }

    /** The time until the next slot of a key. Nothing is reserved. */
    public synchronized Duration delay(String key, Instant now) {
        String name = KeyDigest.of(key);
        long millis = now.toEpochMilli();
        Bucket bucket = buckets.get(name);
        if (bucket == null) {
            bucket = shared[Math.floorMod(name.hashCode(), shared.length)];
        }
        return Duration.ofMillis(bucket.earliest(rate, millis) - millis);
    }

    /** Whether a wait of this length for a slot may be made at a later time, instead of being a failure. */
    public boolean mayWait(Duration wait) {
        return !rate.reject() && wait.compareTo(rate.maxDelay()) <= 0;
    }

    /**
     * The number of further requests without a key that would get a slot within a time. With a key it is not known, and
     * {@link Integer#MAX_VALUE}.
     */
    public synchronized int room(Duration within, Instant now) {
        if (rate.key() != null) {
            return Integer.MAX_VALUE;
        }
        if (delay("", now).compareTo(within) > 0) {
            return 0;
        }
        long most = rate.requests() * (within.toMillis() / rate.per().toMillis() + 1);
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, most - waitingKnown - waitingNew));
    }

    /** Must be called once for each slot with a wait, when the wait is over for any reason. */
    public synchronized void waited(Slot slot) {
        count(slot.known(), -1);
    }

    /**
     * Deliveries of known keys do not wait in the places of new ones, so that a flood of these rejects none of them.
     */
    private int waiting(Bucket bucket) {
        return bucket.known() ? waitingKnown : waitingNew;
    }

    private void count(boolean isKnown, int more) {
        if (isKnown) {
            waitingKnown += more;
        } else {
            waitingNew += more;
        }
    }

    public synchronized int waiting() {
        return waitingKnown + waitingNew;
    }

    /** Returns the number of keys that have a bucket of their own now. */
    public synchronized int keys() {
        return buckets.size();
    }

    /** Returns the number of buckets that were ever created. */
    public synchronized int buckets() {
        return made + shared.length;
    }

    private Bucket bucketOf(String name, long now) {
        takeBackIdle(now);
        Bucket own = buckets.get(name);
        if (own != null) {
            return own;
        }
        boolean newcomer = !known.contains(name);
        Bucket given = newcomer && newcomers >= mostNewcomers() ? null : freeBucket();
        if (given == null) {
            return shared[Math.floorMod(name.hashCode(), shared.length)];
        }
        known.came(name);
        given.key = name;
        given.newcomers = newcomer;
        newcomers += newcomer ? 1 : 0;
        buckets.put(name, given);
        byLastStart.add(given);
        return given;
    }

    private int mostNewcomers() {
        return maxKeys - maxKeys / 2;
    }

    private @Nullable Bucket freeBucket() {
        if (free.isEmpty() && made < maxKeys) {
            free.add(new Bucket("key-" + made++, parts));
        }
        return free.pollFirst();
    }

    private void takeBackIdle(long now) {
        while (!byLastStart.isEmpty() && byLastStart.first().isIdle(rate, now)) {
            Bucket bucket = byLastStart.pollFirst();
            buckets.remove(bucket.key);
            newcomers -= bucket.newcomers ? 1 : 0;
            bucket.empty();
            free.addLast(bucket);
        }
    }
}
