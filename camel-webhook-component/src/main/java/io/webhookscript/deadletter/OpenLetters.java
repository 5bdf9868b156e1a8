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
package io.webhookscript.deadletter;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

import io.webhookscript.delivery.DeliveryThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last known number of open letters by script. Monitoring reads it on its own threads, which must not wait for a
 * database.
 */
final class OpenLetters {

    private static final Logger LOG = LoggerFactory.getLogger(OpenLetters.class);

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Supplier<Map<String, Long>> counting;
    private final DeliveryThreads threads;
    private volatile Map<String, Long> last = Map.of();
    private volatile boolean closed;

    OpenLetters(Supplier<Map<String, Long>> counting, DeliveryThreads threads) {
        this.counting = counting;
        this.threads = threads;
    }

    void start() {
        threads.run(this::countAndGoOn);
    }

    private void countAndGoOn() {
        count();
        try {
            threads.later(INTERVAL, this::countAndGoOn);
        } catch (RejectedExecutionException stopped) {
            LOG.debug("open dead letters are not counted any more");
        }
    }

    private void count() {
        if (closed) {
            return;
        }
        try {
            last = Map.copyOf(counting.get());
        } catch (RuntimeException failure) {
            LOG.debug("open dead letters cannot be counted now: {}", failure.toString());
        }
    }

    /** Counts soon. */
    void changed() {
        threads.run(this::count);
    }

    Map<String, Long> byScript() {
        return last;
    }

    void close() {
        closed = true;
    }
}
