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
import java.util.Optional;

import io.webhookscript.script.Outcome;

/**
 * How the deliveries of one script stand, for consoles and meters. Each number is right by itself; together they are as
 * of nearly the same moment.
 *
 * @param version           of the script's current routes
 * @param running           whether its route takes events
 * @param inFlight          events taken and not ended, those that wait included
 * @param calling           attempts that are being made
 * @param waitingForRate    deliveries that wait for their turn in the rate
 * @param waitingForRetry   deliveries that wait for their next attempt
 * @param waitingForBreaker deliveries that wait until the circuit breaker lets calls through
 * @param rateKeys          keys of the rate that are remembered; 0 without a rate
 * @param breaker           empty for a script without one
 * @param ended             deliveries by outcome since the component started; every outcome is there
 * @param attempts          calls made since the component started
 * @param lastEnded         the last deliveries that ended, newest first
 */
public record DeliveryStatus(
        String script, String version, boolean running, int inFlight, int calling, int waitingForRate, int waitingForRetry,
        int waitingForBreaker, int rateKeys, Optional<BreakerState> breaker, Map<Outcome, Long> ended, long attempts,
        List<Ended> lastEnded) {

    /** One delivery that has ended. */
    public record Ended(Instant at, String messageId, Outcome outcome, int attempts) {
    }

    public DeliveryStatus {
        ended = Map.copyOf(ended);
        lastEnded = List.copyOf(lastEnded);
    }
}
