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

import java.util.List;

/**
 * The keys of a script's circuit breakers.
 *
 * @param kept  the number of keys that have a circuit breaker at present; 0 without {@code limits.circuitBreaker.key}
 * @param open  the number of circuit breakers that are open, or half-open and in use
 * @param named the first of the {@link #MAX_NAMED} keys of these, cut off, masked and in one line
 */
public record BreakerKeys(int kept, int open, List<String> named) {

    /** A few names are enough to find the cause; the number shows how many there are. */
    public static final int MAX_NAMED = 5;

    /** For a script without a key. */
    public static final BreakerKeys NONE = new BreakerKeys(0, 0, List.of());

    public BreakerKeys {
        named = List.copyOf(named);
    }
}
