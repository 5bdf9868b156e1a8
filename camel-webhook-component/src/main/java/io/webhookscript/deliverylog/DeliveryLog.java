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
package io.webhookscript.deliverylog;

import java.util.List;
import java.util.OptionalLong;

/**
 * Keeps what became of deliveries, so that somebody can look for one later. There is none unless the component option
 * {@code deliveryLog} names one. Everything that a log gets is masked and capped already; the event itself never comes
 * here. A log that is a Camel {@code Service} is started and stopped with the component. Thread-safe.
 */
public interface DeliveryLog {

    /**
     * Takes a delivery that has ended. Called on the delivery's own thread: must return at once, and rather drop the
     * entry, and count it, than wait. What it throws is logged, and changes nothing for the delivery.
     */
    void add(LoggedDelivery delivery);

    /**
     * The newest first. May block; for people and tools.
     *
     * @throws RuntimeException when the log cannot be read now
     */
    Page find(DeliveryQuery query);

    /** How many deliveries were not kept since the log was started: too many at once, or no place to keep them. */
    long dropped();

    /**
     * A part of what was found.
     *
     * @param next for {@link DeliveryQuery#before} of the next page; empty when this is the last one
     */
    record Page(List<LoggedDelivery> deliveries, OptionalLong next) {

        public Page {
            deliveries = List.copyOf(deliveries);
        }
    }
}
