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

import io.webhookscript.script.LimitsDefinition.Backoff;
import io.webhookscript.spi.LoadMeter;

/**
 * Computes the limits of {@code timeout: adaptive} and {@code retry.adaptive} from the load. Immutable and thread-safe.
 */
final class AdaptiveLimits {

    /** {@code max(5, min(80, 80 × (1 − load)))} seconds: an idle process waits long, a busy one ends calls early. */
    private static final double MAX_SECONDS = 80;
    private static final double MIN_SECONDS = 5;

    /** The longest wait under load, as a multiple of the planned wait. */
    private static final double MAX_STRETCH = 10;

    private final LoadMeter meter;

    AdaptiveLimits(LoadMeter meter) {
        this.meter = meter;
    }

    Duration timeout() {
        double seconds = Math.max(MIN_SECONDS, Math.min(MAX_SECONDS, MAX_SECONDS * (1 - load())));
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** All attempts when the process is idle, proportionally fewer under load, at least one. */
    int attempts(int most) {
        return (int) Math.max(1, Math.ceil(most * (1 - load())));
    }

    /** The same plan with longer waits under load: {@code 1 / (1 − load)} times. */
    Duration stretched(Duration wait) {
        double factor = Math.min(MAX_STRETCH, 1 / Math.max(1 - load(), 1 / MAX_STRETCH));
        return Duration.ofMillis(Math.round(wait.toMillis() * factor));
    }

    /** The waits under the current load. */
    Backoff adapted(Backoff waits) {
        return new Backoff(stretched(waits.delay()), waits.factor(), stretched(waits.maxDelay()), waits.adaptive());
    }

    private double load() {
        double load = meter.load();
        return load > 0 ? Math.min(load, 1) : 0;
    }
}
