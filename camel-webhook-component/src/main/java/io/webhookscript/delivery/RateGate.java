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
package io.webhookscript.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.script.LimitsDefinition.Rate;

/**
 * Says when a delivery may knock at the throttle, so that nobody waits inside it: first come, first served, per key.
 * The throttle itself stays the enforcer. Keys are forgotten when idle; beyond {@link #MAX_KEYS} live ones, further
 * keys share a few buckets, which can only make them slower, never faster than the rate. Thread-safe; each call is
 * short.
 */
final class RateGate {

    /** Live keys with a bucket of their own; a bucket costs 8 bytes for each request of the rate, at most. */
    static final int MAX_KEYS = 10_000;

    /** How many buckets the keys beyond that share. */
    private static final int SHARED_BUCKETS = 64;

    /** The throttle measures its window with a clock of its own; knocking this much later keeps it from refusing. */
    private static final long MARGIN_MILLIS = 10;

    /** The bucket of a key that renders to nothing. */
    private static final String NO_KEY = "";

    private final Rate rate;
    private final LinkedHashMap<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);
    private int waiting;

    RateGate(Rate rate) {
        this.rate = rate;
    }

    /**
     * @param bucket correlation key for the throttle
     * @param delay  until the slot, zero when it is now
     */
    record Slot(String bucket, Duration delay) {
    }

    /** Start times of the last requests of one bucket, oldest first from {@code next}. */
    private static final class Bucket {

        private long[] starts = new long[0];
        private int next;
        private int used;
        private long last;

        /** The earliest start that keeps every window: the start {@code requests} ago, and a period. */
        private long earliest(Rate rate, long now) {
            if (used < rate.requests()) {
                return now;
            }
            return Math.max(now, starts[next] + rate.per().toMillis() + MARGIN_MILLIS);
        }

        private void add(Rate rate, long start) {
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
        }
    }

    /** Takes the next slot; empty when it is farther away than {@code maxDelay}, or too many wait already. */
    synchronized Optional<Slot> reserve(String key, Instant now) {
        long millis = now.toEpochMilli();
        String name = bucketOf(key.isEmpty() ? NO_KEY : key, millis);
        Bucket bucket = buckets.computeIfAbsent(name, k -> new Bucket());
        long start = bucket.earliest(rate, millis);
        long wait = start - millis;
        if (wait > 0 && (rate.reject() || wait > rate.maxDelay().toMillis() || waiting >= rate.maxWaiting())) {
            return Optional.empty();
        }
        bucket.add(rate, start);
        if (wait > 0) {
            waiting++;
        }
        return Optional.of(new Slot(name, Duration.ofMillis(wait)));
    }

    /** To be called once for each slot with a wait, when the wait is over, however it ended. */
    synchronized void waited() {
        waiting--;
    }

    synchronized int waiting() {
        return waiting;
    }

    synchronized int keys() {
        return buckets.size();
    }

    private String bucketOf(String key, long now) {
        if (buckets.containsKey(key)) {
            return key;
        }
        forgetIdle(now);
        return buckets.size() < MAX_KEYS ? key : "\u0000shared-" + Math.floorMod(key.hashCode(), SHARED_BUCKETS);
    }

    /** The least recently used come first; a bucket whose last start is a period old holds nobody back. */
    private void forgetIdle(long now) {
        var eldest = buckets.entrySet().iterator();
        while (eldest.hasNext()) {
            Map.Entry<String, Bucket> entry = eldest.next();
            if (entry.getValue().last + rate.per().toMillis() + MARGIN_MILLIS > now) {
                return;
            }
            eldest.remove();
        }
    }
}
