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

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.webhookscript.benchmarks.speed.receiver.Destination;

/** What a worker is asked to do. Each order is bounded in events and time. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "order")
@JsonSubTypes({
        @JsonSubTypes.Type(name = "once", value = Order.Once.class),
        @JsonSubTypes.Type(name = "load", value = Order.Load.class),
        @JsonSubTypes.Type(name = "burst", value = Order.Burst.class),
        @JsonSubTypes.Type(name = "await-silent", value = Order.AwaitSilent.class),
        @JsonSubTypes.Type(name = "profile", value = Order.Profile.class) })
public sealed interface Order {

    /** One event; the report is its {@code CallResult}. */
    record Once(Destination destination, int number) implements Order {
    }

    /**
     * Callers who begin an event when their last has ended; the report is a {@link LoadReport}.
     *
     * @param leastEvents that begin even when the time is over, unless it is over {@value #MAX_TIMES} times
     * @param events      after which none begins
     * @param millis      after which none begins
     */
    record Load(Destination destination, int callers, int leastEvents, int events, long millis) implements Order {

        /** A machine that gives a competitor no time at all must not leave a round without events. */
        private static final int MAX_TIMES = 10;

        public long mostMillis() {
            return MAX_TIMES * millis;
        }
    }

    /**
     * Events that are handed over at once; the report is a {@link BurstReport}.
     *
     * @param events      that go to the destination
     * @param everySilent one more event to the receiver that never answers for each so many; 0 for none
     * @param millis      that it waits for those of the destination
     */
    record Burst(Destination destination, int events, int everySilent, long millis) implements Order {
    }

    /**
     * Waits for the last burst's events to the receiver that never answers, so that they do not hold up what is
     * measured next; the report is the number of those that have not come back.
     */
    record AwaitSilent(long millis) implements Order {
    }

    /**
     * A load under the JVM's own flight recorder; the report is a {@link ProfileReport}.
     *
     * @param warmUp before it, also under the recorder: the JVM throws away much compiled code when the recorder starts
     */
    record Profile(Load warmUp, Load load) implements Order {
    }
}
