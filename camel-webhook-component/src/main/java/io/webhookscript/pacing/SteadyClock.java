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
package io.webhookscript.pacing;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/**
 * A clock that is not affected by changes of the system clock: it begins with the time of day and continues with a
 * counter. Waits, rates and deadlines use it. Texts for people and receivers use the time of day. Immutable and
 * thread-safe.
 */
public final class SteadyClock extends Clock {

    private final Clock timeOfDay;
    private final LongSupplier nanoTime;
    private final Instant start;
    private final long startNanos;

    /** @param nanoTime a counter such as {@link System#nanoTime} */
    public SteadyClock(Clock timeOfDay, LongSupplier nanoTime) {
        this.timeOfDay = timeOfDay;
        this.nanoTime = nanoTime;
        this.start = timeOfDay.instant();
        this.startNanos = nanoTime.getAsLong();
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanoTime.getAsLong() - startNanos);
    }

    @Override
    public ZoneId getZone() {
        return timeOfDay.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new SteadyClock(timeOfDay.withZone(zone), nanoTime);
    }
}
