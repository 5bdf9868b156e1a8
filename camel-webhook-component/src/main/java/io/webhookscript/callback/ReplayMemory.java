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
package io.webhookscript.callback;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

import io.webhookscript.value.Sha256;

/**
 * Remembers the signatures that were accepted, for longer than their timestamps are valid, so that each is accepted
 * once. What is remembered of one is its digest. It forgets whole generations, of which it has three: the present one
 * and two before it. Thread-safe.
 */
final class ReplayMemory {

    /** Remembered signatures of one script: about 20 MB, and 300 response events a second in the whole time. */
    static final int MAX = 200_000;

    private static final int GENERATIONS = 3;

    private final Duration generation;
    private final int max;
    private final Deque<Generation> generations = new ArrayDeque<>();
    private int size;

    private record Generation(Instant end, Set<Digest> digests) {
    }

    /** The first 16 bytes of a SHA-256: two of 200,000 signatures have equal ones less than once in 10^27 cases. */
    record Digest(long high, long low) {

        static Digest of(byte[] signed) {
            byte[] hash = Sha256.of(signed);
            return new Digest(longAt(hash, 0), longAt(hash, Long.BYTES));
        }

        private static long longAt(byte[] bytes, int start) {
            long value = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                value = value << Byte.SIZE | bytes[start + i] & 0xff;
            }
            return value;
        }
    }

    /** The result of {@link #add}. */
    enum Addition {
        ADDED,
        KNOWN,
        /** There is no room, so that it could not be recognised again. */
        FULL
    }

    /** @param generation not less than the time for which a timestamp is valid before or after it */
    ReplayMemory(Duration generation, int max) {
        this.generation = generation;
        this.max = max;
    }

    synchronized Addition add(Digest digest, Instant now) {
        forgetOld(now);
        for (Generation known : generations) {
            if (known.digests().contains(digest)) {
                return Addition.KNOWN;
            }
        }
        if (size >= max) {
            return Addition.FULL;
        }
        generations.getLast().digests().add(digest);
        size++;
        return Addition.ADDED;
    }

    /** Forgets the signature of an event that was not accepted in the end, so that its sender may send it again. */
    synchronized void forget(Digest digest) {
        for (Generation known : generations) {
            size -= known.digests().remove(digest) ? 1 : 0;
        }
    }

    private void forgetOld(Instant now) {
        if (generations.isEmpty() || !generations.getLast().end().isAfter(now)) {
            generations.addLast(new Generation(now.plus(generation), new HashSet<>()));
        }
        Instant oldest = now.minus(generation.multipliedBy(GENERATIONS - 1));
        while (generations.getFirst().end().isBefore(oldest)) {
            size -= generations.removeFirst().digests().size();
        }
    }
}
