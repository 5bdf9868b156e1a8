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
package io.webhookscript.benchmarks.speed.worker;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.webhookscript.benchmarks.speed.peer.ContactEvents;
import io.webhookscript.benchmarks.speed.peer.Event;
import org.jspecify.annotations.Nullable;

/** Deals out events to callers until so many have begun, or the time is over; and keeps how long each took. */
final class Turns {

    private final AtomicInteger next = new AtomicInteger();
    private final int leastEvents;
    private final long end;
    private final long lastEnd;
    private final long[] nanos;

    /** The time begins now. */
    Turns(Order.Load order) {
        long now = System.nanoTime();
        this.leastEvents = order.leastEvents();
        this.end = now + TimeUnit.MILLISECONDS.toNanos(order.millis());
        this.lastEnd = now + TimeUnit.MILLISECONDS.toNanos(order.mostMillis());
        this.nanos = new long[order.events()];
    }

    /** Null when none is left. */
    @Nullable
    Event next() {
        long now = System.nanoTime();
        if (now - end >= 0 && (next.get() >= leastEvents || now - lastEnd >= 0)) {
            return null;
        }
        int number = next.getAndIncrement();
        return number < nanos.length ? ContactEvents.numbered(number) : null;
    }

    void ended(Event event, long took) {
        nanos[event.number()] = took;
    }

    int begun() {
        return Math.min(next.get(), nanos.length);
    }

    /** Of those that have ended. */
    Percentiles percentiles() {
        return Percentiles.of(nanos);
    }
}
