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

/** The circuit breaker of a script without a key. Thread-safe. */
public final class OneBreaker implements Breakers {

    private final Breaker breaker;
    private final BreakerUse use;

    public OneBreaker(Breaker breaker) {
        this.breaker = breaker;
        this.use = new BreakerUse(breaker, () -> {
        });
    }

    public Breaker breaker() {
        return breaker;
    }

    @Override
    public BreakerUse use(String key, Supplier<String> label) {
        return use;
    }

    @Override
    public BreakerState state() {
        return breaker.state();
    }

    @Override
    public Optional<Duration> openFor() {
        return breaker.openFor();
    }

    @Override
    public BreakerKeys keys() {
        return BreakerKeys.NONE;
    }
}
