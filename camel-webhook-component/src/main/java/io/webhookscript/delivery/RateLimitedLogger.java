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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

import io.webhookscript.pacing.Timer;
import org.slf4j.Logger;

/**
 * Logs warnings about single deliveries. For each script and kind, the first warning is logged at once; those that
 * follow within {@link #QUIET} are only counted, and one line reports their number when that time is over. So a
 * receiver that fails a thousand times a second causes one line in ten seconds. This class is not for errors: a line
 * that is the only trace of an event is never suppressed. Thread-safe.
 */
public final class RateLimitedLogger {

    /** Ten seconds show that the failures continue, without filling the log. */
    static final Duration QUIET = Duration.ofSeconds(10);

    private final Logger log;
    private final Timer timer;
    private final Clock clock;
    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

    public RateLimitedLogger(Logger log, Timer timer, Clock clock) {
        this.log = log;
        this.timer = timer;
        this.clock = clock;
    }

    /**
     * @param kind in the plural, as in the line with the number of suppressed warnings: {@code failed deliveries}
     * @param line called only when the line is logged
     */
    public void warn(String script, String kind, Supplier<String> line) {
        if (mayPass(script, kind)) {
            log.warn("{}", line.get());
        }
    }

    private boolean mayPass(String script, String kind) {
        return kinds.computeIfAbsent(script + ": " + kind, Kind::new).mayPass();
    }

    private final class Kind {

        private final String words;
        private Instant quietUntil = Instant.MIN;
        private long heldBack;

        private Kind(String words) {
            this.words = words;
        }

        private synchronized boolean mayPass() {
            Instant now = clock.instant();
            if (!now.isBefore(quietUntil)) {
                quietUntil = now.plus(QUIET);
                return true;
            }
            heldBack++;
            return heldBack == 1 && !tellLater(Duration.between(now, quietUntil));
        }

        /** @return false when the timer has been stopped, so that the number would not be logged */
        private boolean tellLater(Duration wait) {
            try {
                timer.schedule(wait, this::tell);
                return true;
            } catch (RejectedExecutionException stopped) {
                heldBack = 0;
                return false;
            }
        }

        private void tell() {
            long number;
            synchronized (this) {
                number = heldBack;
                heldBack = 0;
                quietUntil = clock.instant().plus(QUIET);
            }
            log.warn("script {} were not logged each: {} more within {} s", words, number, QUIET.toSeconds());
        }
    }
}
