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
package io.webhookscript.delivery.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.webhookscript.script.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The current counts of one script's deliveries, for consoles and meters. Each number is exact; together they are from
 * nearly the same moment.
 *
 * @param version           of the script's current routes
 * @param running           whether its route accepts events
 * @param inFlight          accepted events whose delivery has not ended, including waiting ones
 * @param calling           attempts in progress
 * @param waitingForRate    deliveries that wait for their turn in the rate
 * @param waitingForRetry   deliveries that wait for their next attempt
 * @param waitingForBreaker deliveries that wait until the circuit breaker permits calls
 * @param rateKeys          remembered keys of the rate; 0 without a rate
 * @param breaker           null for a script without a circuit breaker; the worst state of all keys if the script has
 *                          {@code limits.circuitBreaker.key}
 * @param breakerKeys       the keys of the circuit breakers
 * @param ended             deliveries by outcome since the component started; every outcome is present
 * @param attempts          calls made since the component started
 * @param lastEnded         the last deliveries that ended, newest first
 * @param failingSince      the time of the first failed attempt since the last success; null when the last attempt has
 *                          succeeded, or there was none
 */
public record DeliveryStatus(
        String script, String version, boolean running, int inFlight, int calling, int waitingForRate, int waitingForRetry,
        int waitingForBreaker, int rateKeys, @Nullable BreakerState breaker, BreakerKeys breakerKeys, Map<Outcome, Long> ended,
        long attempts,
        List<EndedDelivery> lastEnded, @Nullable Instant failingSince) {

    /** One delivery that has ended. */
    public record EndedDelivery(Instant at, String messageId, Outcome outcome, int attempts) {
    }

    public DeliveryStatus {
        ended = Map.copyOf(ended);
        lastEnded = List.copyOf(lastEnded);
    }
}
