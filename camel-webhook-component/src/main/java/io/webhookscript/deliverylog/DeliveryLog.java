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

import org.jspecify.annotations.Nullable;

/**
 * Stores the results of deliveries, so that they can be found later. A component has no log unless its option {@code
 * deliveryLog} names one. All texts are masked and capped already, and the event itself is not passed to a log. A log
 * that is a Camel {@code Service} is started and stopped with the component. Thread-safe.
 */
public interface DeliveryLog {

    /**
     * Adds an ended delivery. This method is called on the delivery's own thread: it must return at once, and must drop
     * and count the entry rather than wait. An exception is logged and does not affect the delivery.
     */
    void add(LoggedDelivery delivery);

    /**
     * Finds deliveries, the newest first, for people and tools. May block.
     *
     * @throws RuntimeException when the log cannot be read now
     */
    Page find(DeliveryQuery query);

    /**
     * The number of deliveries that were not stored since the log was started, because there were too many at once or
     * the storage was not available.
     */
    long dropped();

    /**
     * Deletes the entries of one message, or of one person. Exactly one of the two is given. May block.
     *
     * @param  messageId                     the message id
     * @param  subject                       the digest of the person, as in {@link LoggedDelivery.Message#subject}
     * @return                               the number of deleted entries
     * @throws UnsupportedOperationException when this log cannot do that
     */
    default long erase(@Nullable String messageId, @Nullable String subject) {
        throw new UnsupportedOperationException(getClass().getName() + " cannot delete entries on request");
    }

    /**
     * One page of the result.
     *
     * @param next for {@link DeliveryQuery#before} of the next page; null when this is the last one
     */
    record Page(List<LoggedDelivery> deliveries, @Nullable Long next) {

        public Page {
            deliveries = List.copyOf(deliveries);
        }
    }
}
