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
package io.webhookscript.store.jdbc.letters;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

import io.webhookscript.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes old letters in small batches, so that no transaction is long. */
final class LetterRetention {

    private static final Logger LOG = LoggerFactory.getLogger(LetterRetention.class);

    private static final Duration BETWEEN_BATCHES = Duration.ofMillis(200);

    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    private final ToIntFunction<Supplier<LetterCondition>> deletion;
    private final Duration keep;
    private final Clock clock;
    private @Nullable Thread thread = null;

    /** @param deletion deletes a batch of letters and returns their number */
    LetterRetention(ToIntFunction<Supplier<LetterCondition>> deletion, Duration keep, Clock clock) {
        this.deletion = deletion;
        this.keep = keep;
        this.clock = clock;
    }

    synchronized void start() {
        if (thread == null) {
            Thread started = new Thread(this::run, "webhookscript-dead-letter-retention");
            started.setDaemon(true);
            thread = started;
            started.start();
        }
    }

    synchronized void stop() {
        if (thread != null) {
            thread.interrupt();
            thread = null;
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep((deleted() > 0 ? BETWEEN_BATCHES : BETWEEN_LOOKS).toMillis());
            }
        } catch (InterruptedException stopped) {
            LOG.debug("no further dead letters are deleted");
        }
    }

    /** Deletes a batch of letters whose script says how long they are kept, and one of the others. */
    int deleted() {
        try {
            Instant now = clock.instant();
            return deletion.applyAsInt(() -> LetterCondition.expired(now))
                   + deletion.applyAsInt(() -> LetterCondition.failedBefore(now.minus(keep)));
        } catch (StoreException failure) {
            LOG.debug("old dead letters cannot be deleted now: {}", failure.getMessage());
            return 0;
        }
    }
}
