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
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import io.webhookscript.delivery.report.BreakerKeys;
import io.webhookscript.delivery.report.BreakerState;
import io.webhookscript.pacing.KeyedStates;
import io.webhookscript.script.LimitsDefinition;

/**
 * A circuit breaker for each key. The number of keys is limited: a circuit breaker that is closed and not in use is
 * dropped for another key, and an open one is not while it rejects calls. Thread-safe.
 */
public final class KeyedBreakers implements Breakers {

    /** The maximum number of keys with a circuit breaker of their own. */
    static final int MAX_KEYS = 10_000;

    /** The maximum number of results that all sliding windows remember together. Each needs about 32 bytes. */
    static final int MAX_RESULTS = 1_000_000;

    private static final String SHARED = "(several keys)";

    private final KeyedStates<KeyedBreaker> states;
    private final Function<String, Breaker> maker;

    /** @param label the key for people */
    private record KeyedBreaker(String label, Breaker breaker) {
    }

    /** @param maker creates the circuit breaker for the label of a key */
    public KeyedBreakers(LimitsDefinition.CircuitBreaker limits, Function<String, Breaker> maker) {
        this.maker = maker;
        int most = Math.max(2, Math.min(MAX_KEYS, MAX_RESULTS / limits.slidingWindowSize()));
        this.states = new KeyedStates<>(most, new KeyedStates.Kind<>() {

            @Override
            public KeyedBreaker shared() {
                return make(SHARED);
            }

            @Override
            public boolean isAtRest(KeyedBreaker keyed) {
                return keyed.breaker.state() == BreakerState.CLOSED;
            }

            @Override
            public boolean mustBeKept(KeyedBreaker keyed) {
                return keyed.breaker.openFor().isPresent();
            }
        });
    }

    private KeyedBreaker make(String label) {
        return new KeyedBreaker(label, maker.apply(label));
    }

    @Override
    public BreakerUse use(String key, Supplier<String> label) {
        KeyedStates<KeyedBreaker>.Use use = states.use(key, () -> make(label.get()));
        return new BreakerUse(use.state().breaker, use::end);
    }

    @Override
    public BreakerState state() {
        List<KeyedBreaker> active = states.active();
        if (active.isEmpty()) {
            return BreakerState.CLOSED;
        }
        boolean open = active.stream().anyMatch(keyed -> keyed.breaker.openFor().isPresent());
        return open ? BreakerState.OPEN : BreakerState.HALF_OPEN;
    }

    @Override
    public Optional<Duration> openFor() {
        return Optional.empty();
    }

    @Override
    public BreakerKeys keys() {
        List<KeyedBreaker> active = states.active();
        return new BreakerKeys(
                states.keys(), active.size(), active.stream().limit(BreakerKeys.MAX_NAMED).map(KeyedBreaker::label).toList());
    }
}
