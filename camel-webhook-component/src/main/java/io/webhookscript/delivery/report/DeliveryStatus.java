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
package io.webhookscript.delivery.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.webhookscript.script.Outcome;
import io.webhookscript.script.ScriptIdentity;
import org.jspecify.annotations.Nullable;

/**
 * The current counts of one script's deliveries, for consoles and meters. Each number is exact; together they are from
 * nearly the same moment.
 *
 * @param script       the version of the script's current routes
 * @param running      whether its route accepts events
 * @param inFlight     accepted events whose delivery has not ended, including waiting ones
 * @param calling      attempts in progress
 * @param failingSince the time of the first failed attempt since the last success; null when the last attempt has
 *                     succeeded, or there was none
 */
public record DeliveryStatus(
        ScriptIdentity script, boolean running, int inFlight, int calling, Waiting waiting, Limits limits,
        SinceStart sinceStart, @Nullable Instant failingSince) {

    /**
     * Deliveries that wait.
     *
     * @param forRate    for their turn in the rate
     * @param forRetry   for their next attempt
     * @param forBreaker until the circuit breaker permits calls
     */
    public record Waiting(int forRate, int forRetry, int forBreaker) {

        public int total() {
            return forRate + forRetry + forBreaker;
        }
    }

    /**
     * The state of the rate and of the circuit breaker.
     *
     * @param rateKeys    remembered keys of the rate; 0 without a rate
     * @param breaker     null for a script without a circuit breaker; the worst state of all keys if the script has
     *                    {@code limits.circuitBreaker.key}
     * @param breakerKeys the keys of the circuit breakers
     */
    public record Limits(int rateKeys, @Nullable BreakerState breaker, BreakerKeys breakerKeys) {
    }

    /**
     * What has happened since the component started.
     *
     * @param ended     deliveries by outcome; every outcome is present
     * @param attempts  calls
     * @param lastEnded the last deliveries that ended, newest first
     */
    public record SinceStart(Map<Outcome, Long> ended, long attempts, List<EndedDelivery> lastEnded) {

        public SinceStart {
            ended = Map.copyOf(ended);
            lastEnded = List.copyOf(lastEnded);
        }
    }

    /** One delivery that has ended. */
    public record EndedDelivery(Instant at, String messageId, Outcome outcome, int attempts) {
    }
}
