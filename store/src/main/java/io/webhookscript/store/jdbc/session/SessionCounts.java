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
package io.webhookscript.store.jdbc.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.webhookscript.store.StoreException;

/**
 * The numbers of open sessions, which are read at most every few seconds from the database. Between two reads, only the
 * changes of this node are counted. Thread-safe.
 */
final class SessionCounts {

    private static final Duration VALID = Duration.ofSeconds(5);

    private final Reading reading;
    private final Map<String, Count> counts = new ConcurrentHashMap<>();

    /** Counts in the database. */
    @FunctionalInterface
    interface Reading {

        long count(String script, Instant now);
    }

    private record Count(long open, Instant readAt) {
    }

    SessionCounts(Reading reading) {
        this.reading = reading;
    }

    /** @throws StoreException when it was never read, and the database cannot be used now */
    long of(String script, Instant now) {
        Count known = counts.get(script);
        if (known != null && now.isBefore(known.readAt().plus(VALID))) {
            return known.open();
        }
        long open;
        try {
            open = reading.count(script, now);
        } catch (StoreException failure) {
            if (known == null) {
                throw failure;
            }
            open = known.open();
        }
        counts.put(script, new Count(open, now));
        return open;
    }

    void changed(String script, int difference) {
        counts.computeIfPresent(script, (name, known) -> new Count(Math.max(0, known.open() + difference), known.readAt()));
    }

    void forget(String script) {
        counts.remove(script);
    }
}
