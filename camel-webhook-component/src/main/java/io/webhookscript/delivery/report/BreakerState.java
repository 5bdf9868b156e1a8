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

import io.github.resilience4j.circuitbreaker.CircuitBreaker;

/** The state of a script's circuit breaker. */
public enum BreakerState {
    /** Calls are permitted and counted. */
    CLOSED,
    /** No call is permitted until {@code waitDurationInOpenState} is over. */
    OPEN,
    /** A few calls are permitted, to test whether the receiver works again. */
    HALF_OPEN,
    /** Opened by hand, for example over JMX, until it is closed by hand. */
    FORCED_OPEN,
    /** Switched off by hand: calls are permitted and not counted. */
    DISABLED,
    /** Switched off by hand: calls are permitted and counted. */
    METRICS_ONLY;

    public static BreakerState of(CircuitBreaker.State state) {
        return valueOf(state.name());
    }
}
