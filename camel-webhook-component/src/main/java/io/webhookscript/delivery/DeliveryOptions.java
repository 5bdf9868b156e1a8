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

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The options that a component sets for all its deliveries. A script's own limits override them, except for {@code
 * context}.
 */
public record DeliveryOptions(
        Map<String, String> context, DeadLetterEndpoints deadLetters, int maxPending, long maxPendingBytes,
        Duration timeout, @Nullable Duration total,
        int maxAttempts, long maxResponseSize) {

    public DeliveryOptions {
        context = Map.copyOf(context);
        check("maxPending", maxPending, maxPending > 0, "at least 1");
        check("maxPendingBytes", maxPendingBytes, maxPendingBytes > 0, "at least 1");
        check("timeout", timeout, "5s");
        if (total != null) {
            check("total", total, "60s");
        }
        check("maxAttempts", maxAttempts, maxAttempts > 0, "at least 1");
    }

    /** @throws IllegalArgumentException when a duration is not greater than zero */
    static void check(String option, Duration duration, String example) {
        check(option, duration.toMillis(), duration.toMillis() > 0, "a duration greater than zero, such as " + example);
    }

    private static void check(String option, long value, boolean permitted, String expected) {
        if (!permitted) {
            throw new IllegalArgumentException(option + "=" + value + ": expected " + expected);
        }
    }
}
