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

import io.webhookscript.script.LimitsDefinition.Rate;
import org.jspecify.annotations.Nullable;

/**
 * How many letters of a script may wait in the outbox: those of two seconds. Each of them waits there for the rate and
 * the circuit breaker of the script; this only lets a stop take effect soon.
 *
 * @param window the number of letters
 */
record ReplayPace(int window) {

    private static final int LEAST = 10;

    private static final int MOST = 1_000;

    private static final int WITHOUT_A_RATE = 500;

    private static final Duration AHEAD = Duration.ofSeconds(2);

    static ReplayPace of(@Nullable Rate rate) {
        return new ReplayPace(rate != null ? ReplayPace.window(rate) : WITHOUT_A_RATE);
    }

    private static int window(Rate rate) {
        long inThatTime = AHEAD.toMillis() * rate.requests() / rate.per().toMillis();
        return (int) Math.max(LEAST, Math.min(MOST, inThatTime));
    }

    /** @param waiting the letters that were given to the outbox and have not ended */
    int room(int waiting) {
        return Math.max(0, window - waiting);
    }
}
