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
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the database can be used, as the writer has seen it last. Thread-safe; only the writer changes it. */
final class Health {

    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    /** A disk that is almost full fails and recovers again and again. */
    private static final long BETWEEN_LINES = TimeUnit.SECONDS.toNanos(30);

    /** The weight of the latest commit in the moving average. */
    private static final double WEIGHT = 0.1;

    private final LongSupplier nanoTime;
    private volatile @Nullable String problem = null;
    private volatile double commitNanos;
    private long warned;
    private boolean hasWarned;

    Health(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.warned = nanoTime.getAsLong() - BETWEEN_LINES;
    }

    /** Why the database cannot be used; null when it can. */
    @Nullable
    String problem() {
        return problem;
    }

    Duration commitTime() {
        return Duration.ofNanos((long) commitNanos);
    }

    void committed(long nanos) {
        commitNanos = commitNanos == 0 ? nanos : commitNanos * (1 - WEIGHT) + nanos * WEIGHT;
    }

    void fails(String reason) {
        boolean isNew = problem == null;
        problem = reason;
        if (isNew && nanoTime.getAsLong() - warned >= BETWEEN_LINES) {
            warned = nanoTime.getAsLong();
            hasWarned = true;
            LOG.warn("store: events are not accepted, since the database cannot be used: {}", reason);
        } else {
            LOG.debug("store: the database cannot be used: {}", reason);
        }
    }

    void works() {
        if (problem == null) {
            return;
        }
        problem = null;
        if (hasWarned) {
            hasWarned = false;
            LOG.warn("store: the database can be used again");
        }
    }
}
