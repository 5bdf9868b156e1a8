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

import java.time.Instant;

import io.webhookscript.script.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A query of a {@link DeliveryLog}; values that are null are not compared.
 *
 * <pre>
 * DeliveryQuery.ALL.ofScript("crm").withOutcome(Outcome.REFUSED).limitedTo(20)
 * </pre>
 *
 * @param from   the earliest end of a delivery, inclusive
 * @param until  the latest end of a delivery, exclusive
 * @param before the start of the page: {@link DeliveryLog.Page#next} of the previous page
 * @param limit  entries of a page, 1 to {@value #MAX_LIMIT}
 */
public record DeliveryQuery(
        @Nullable String script, @Nullable String messageId, @Nullable Outcome outcome, @Nullable Instant from,
        @Nullable Instant until, @Nullable Long before, int limit) {

    /** A page of this size is more than people read and fits in memory. */
    public static final int MAX_LIMIT = 1_000;

    public static final DeliveryQuery ALL = new DeliveryQuery(
            null, null, null, null, null, null,
            100);

    public DeliveryQuery {
        messageId = messageId == null ? null : LoggedDelivery.capId(messageId);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit is " + limit + ", expected 1 to " + MAX_LIMIT);
        }
    }

    public DeliveryQuery ofScript(String name) {
        return new DeliveryQuery(name, messageId, outcome, from, until, before, limit);
    }

    public DeliveryQuery ofMessage(String id) {
        return new DeliveryQuery(script, id, outcome, from, until, before, limit);
    }

    public DeliveryQuery withOutcome(Outcome wanted) {
        return new DeliveryQuery(script, messageId, wanted, from, until, before, limit);
    }

    public DeliveryQuery endedFrom(Instant first) {
        return new DeliveryQuery(script, messageId, outcome, first, until, before, limit);
    }

    public DeliveryQuery endedBefore(Instant end) {
        return new DeliveryQuery(script, messageId, outcome, from, end, before, limit);
    }

    public DeliveryQuery goingOnAt(long next) {
        return new DeliveryQuery(script, messageId, outcome, from, until, next, limit);
    }

    public DeliveryQuery limitedTo(int entries) {
        return new DeliveryQuery(script, messageId, outcome, from, until, before, entries);
    }

    /** Whether this delivery matches; the log itself applies {@code before} and {@code limit}. */
    public boolean matches(LoggedDelivery delivery) {
        return (script == null || script.equals(delivery.script().name()))
                && (messageId == null || messageId.equals(delivery.messageId()))
                && (outcome == null || outcome.equals(delivery.result().outcome()))
                && (from == null || !delivery.ended().isBefore(from))
                && (until == null || delivery.ended().isBefore(until));
    }
}
