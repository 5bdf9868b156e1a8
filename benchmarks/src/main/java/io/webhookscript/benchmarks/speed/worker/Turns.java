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

import java.util.concurrent.atomic.AtomicInteger;

import io.webhookscript.benchmarks.speed.peer.ContactEvents;
import io.webhookscript.benchmarks.speed.peer.Event;
import org.jspecify.annotations.Nullable;

/** Deals out events to callers until so many have begun, or the time is over; and keeps how long each took. */
final class Turns {

    private final AtomicInteger next = new AtomicInteger();
    private final long end;
    private final long[] nanos;

    /** @param end by {@link System#nanoTime} */
    Turns(int events, long end) {
        this.end = end;
        this.nanos = new long[events];
    }

    /** Null when none is left. */
    @Nullable
    Event next() {
        if (System.nanoTime() - end >= 0) {
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
