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
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;

/**
 * The start of the Camel context. Sources begin before it is over, and until then Camel adds no routes; nor does it
 * while the context is suspended or stops. Thread-safe.
 */
final class ContextStart {

    /** Sources are started last, so what is left takes milliseconds, or seconds with thousands of routes. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private static final long LOOK_MILLIS = 10;

    private final CamelContext camelContext;
    private final Optional<Thread> starter;

    /** To be made by the thread that starts the context, where the context is starting. */
    ContextStart(CamelContext camelContext) {
        this.camelContext = camelContext;
        this.starter = isStarting() ? Optional.of(Thread.currentThread()) : Optional.empty();
    }

    private boolean isStarting() {
        return camelContext.getStatus() == ServiceStatus.Starting;
    }

    /**
     * Waits until the context has started; the thread that starts it would wait for itself, so it does not.
     *
     * @return whether routes can be added
     */
    boolean isOver() {
        if (starter.filter(Thread.currentThread()::equals).isEmpty()) {
            await();
        }
        return camelContext.getStatus() == ServiceStatus.Started;
    }

    private void await() {
        long begun = System.nanoTime();
        try {
            while (isStarting() && System.nanoTime() - begun < LONGEST.toNanos()) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why an event that came too early or too late is not taken. */
    String words() {
        return "the script has no routes yet, and Camel adds none while its context is "
               + camelContext.getStatus().name().toLowerCase(Locale.ROOT);
    }
}
