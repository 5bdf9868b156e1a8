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
package io.webhookscript.delivery.breaker;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import io.webhookscript.delivery.report.BreakerKeys;
import io.webhookscript.delivery.report.BreakerState;

/** The circuit breakers of one version of a script. Thread-safe. */
public sealed interface Breakers permits OneBreaker, KeyedBreakers {

    /**
     * Returns the circuit breaker for a delivery, which uses it until the delivery has ended.
     *
     * @param key   the rendered key; empty for a script without a key
     * @param label the key for people, masked; read only if the key is new
     */
    BreakerUse use(String key, Supplier<String> label);

    /**
     * Returns the state. With a key, it is the worst state of all keys that are in use or may not be called at present.
     */
    BreakerState state();

    /** The remaining open time of a circuit breaker for all events; empty when it is not open, and with a key. */
    Optional<Duration> openFor();

    /** The numbers and the names of keys. */
    BreakerKeys keys();
}
