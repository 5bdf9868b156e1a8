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
package io.webhookscript.delivery;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.webhookscript.delivery.breaker.AttemptFailedException;
import org.apache.camel.Exchange;
import org.apache.camel.processor.ThrottlerRejectedExecutionException;

/** The result of an exchange in an attempt route. The EIPs report it by exceptions. */
enum AttemptRouteResult {

    /** The attempt was made; its {@link io.webhookscript.response.AttemptResult} is in the delivery. */
    COMPLETED,

    /** The throttle rejected the attempt. */
    THROTTLED,

    /** The circuit breaker did not permit the attempt. */
    NOT_PERMITTED,

    /** The route is not running, or a step that an application has added failed before the attempt. */
    ROUTE_UNAVAILABLE;

    static AttemptRouteResult of(Exchange exchange) {
        if (exchange.getException() == null || exchange.getException(AttemptFailedException.class) != null) {
            return COMPLETED;
        }
        if (exchange.getException(ThrottlerRejectedExecutionException.class) != null) {
            return THROTTLED;
        }
        return exchange.getException(CallNotPermittedException.class) != null ? NOT_PERMITTED : ROUTE_UNAVAILABLE;
    }
}
