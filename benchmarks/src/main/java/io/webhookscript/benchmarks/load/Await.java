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
package io.webhookscript.benchmarks.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what tells nobody that it has come. */
final class Await {

    private static final Duration MAX = Duration.ofMinutes(15);
    private static final Duration STEP = Duration.ofMillis(2);

    private Await() {
    }

    /** @param what is waited for, to be named when it does not come */
    static void until(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + MAX.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not within " + MAX.toMinutes() + " minutes: " + what);
            }
            pause(STEP);
        }
    }

    static void pause(Duration duration) {
        until(System.nanoTime() + duration.toNanos());
    }

    /** @param due by {@link System#nanoTime}; at once when it has passed */
    static void until(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
        }
    }
}
