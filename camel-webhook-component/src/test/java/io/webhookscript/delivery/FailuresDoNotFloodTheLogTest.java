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

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

import io.webhookscript.pacing.RateLimitedLogger;
import io.webhookscript.pacing.SettableClock;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

import static org.assertj.core.api.Assertions.assertThat;

/** A given clock and a given timer: the lines of a receiver that fails a thousand times a second. */
class FailuresDoNotFloodTheLogTest {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-05-01T12:00:00Z"));
    private final Deque<Runnable> timer = new ArrayDeque<>();
    private final List<String> lines = new ArrayList<>();
    private final RateLimitedLogger warnings = new RateLimitedLogger(logger(), this::schedule, clock);
    private boolean timerIsStopped;

    private Runnable schedule(Duration delay, Runnable work) {
        if (timerIsStopped) {
            throw new RejectedExecutionException();
        }
        timer.add(work);
        return () -> timer.remove(work);
    }

    private Logger logger() {
        return (Logger) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Logger.class },
                (proxy, method, arguments) -> {
                    Object[] values = arguments[1] instanceof Object[] many
                            ? many : Arrays.copyOfRange(arguments, 1, arguments.length);
                    lines.add(method.getName() + ": "
                              + MessageFormatter.arrayFormat((String) arguments[0], values).getMessage());
                    return null;
                });
    }

    private void fail(String script, int times) {
        for (int i = 0; i < times; i++) {
            int number = i;
            warnings.warn(script, "failed deliveries", () -> script + " failed " + number);
        }
    }

    @Test
    void tellsTheFirstAndTheNumberOfTheOthers() {
        fail("crm", 10_000);
        clock.forward(RateLimitedLogger.QUIET);
        timer.remove().run();

        assertThat(lines).containsExactly(
                "warn: crm failed 0", "warn: script crm: failed deliveries were not logged each: 9999 more within 10 s");
        assertThat(timer).isEmpty();
    }

    @Test
    void costsALineInTenSecondsForAsLongAsItGoesOn() {
        for (int minute = 0; minute < 6; minute++) {
            fail("crm", 10_000);
            clock.forward(RateLimitedLogger.QUIET);
            timer.remove().run();
        }

        assertThat(lines).hasSize(7);
    }

    @Test
    void tellsTheNextOneAtOnceAfterAQuietTime() {
        fail("crm", 1);
        clock.forward(RateLimitedLogger.QUIET);
        fail("crm", 1);

        assertThat(lines).containsExactly("warn: crm failed 0", "warn: crm failed 0");
        assertThat(timer).isEmpty();
    }

    @Test
    void oneScriptDoesNotHideAnother() {
        fail("crm", 100);
        fail("shop", 100);

        assertThat(lines).containsExactly("warn: crm failed 0", "warn: shop failed 0");
    }

    @Test
    void oneKindDoesNotHideAnother() {
        fail("crm", 100);
        warnings.warn("crm", "attempts that failed inside", () -> "crm broke");

        assertThat(lines).containsExactly("warn: crm failed 0", "warn: crm broke");
    }

    @Test
    void hidesNothingOnceTheTimerIsStopped() {
        timerIsStopped = true;

        fail("crm", 3);

        assertThat(lines).containsExactly("warn: crm failed 0", "warn: crm failed 1", "warn: crm failed 2");
    }
}
