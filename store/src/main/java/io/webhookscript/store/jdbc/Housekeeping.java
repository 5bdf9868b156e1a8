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
package io.webhookscript.store.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.webhookscript.store.StoreException;
import io.webhookscript.store.jdbc.erasure.SqlErasure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes on its own thread what has expired, and what other nodes have erased. */
final class Housekeeping {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private static final long SECONDS_BETWEEN_DELETIONS = 60;
    private static final long SECONDS_BETWEEN_LOOKS = 2;

    private final Runnable deletion;
    private final SqlErasure erasure;
    private final List<Future<?>> repetitions = new ArrayList<>();
    private @Nullable ScheduledExecutorService thread = null;

    /** @param deletion deletes what has expired */
    Housekeeping(Runnable deletion, SqlErasure erasure) {
        this.deletion = deletion;
        this.erasure = erasure;
    }

    synchronized void start() {
        if (thread == null) {
            ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread created = new Thread(task, "webhookscript-store-housekeeping");
                created.setDaemon(true);
                return created;
            });
            thread = started;
            repeat(started, erasure::followOtherNodes, SECONDS_BETWEEN_LOOKS);
            repeat(started, erasure::repeatLatest, SECONDS_BETWEEN_DELETIONS);
            repeat(started, deletion, SECONDS_BETWEEN_DELETIONS);
        }
    }

    private void repeat(ScheduledExecutorService executor, Runnable task, long seconds) {
        repetitions.add(executor.scheduleWithFixedDelay(() -> run(task), seconds, seconds, TimeUnit.SECONDS));
    }

    /** An exception would end the repetition. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (StoreException failure) {
            LOG.debug("store: nothing is deleted now: {}", failure.getMessage());
        } catch (RuntimeException | LinkageError failure) {
            LOG.warn("store: the housekeeping failed: {}", failure.toString());
        }
    }

    synchronized void stop() {
        if (thread != null) {
            repetitions.forEach(repetition -> repetition.cancel(true));
            repetitions.clear();
            thread.shutdownNow();
            thread = null;
        }
    }
}
