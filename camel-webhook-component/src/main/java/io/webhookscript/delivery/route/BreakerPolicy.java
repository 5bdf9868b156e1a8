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
package io.webhookscript.delivery.route;

import java.util.Objects;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.webhookscript.delivery.Delivery;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Takes the place of the circuit-breaker EIP in the attempt route of a script with {@code limits.circuitBreaker.key}:
 * an attempt is made if the circuit breaker of its delivery permits it. As with the EIP, a rejected attempt ends with a
 * {@link CallNotPermittedException}, and the exception of an attempt decides what is counted.
 */
final class BreakerPolicy implements Policy {

    @Override
    public void beforeWrap(Route route, NamedNode definition) {
        // the attempt needs no other nodes
    }

    @Override
    public Processor wrap(Route route, Processor attempt) {
        return new Guard(attempt);
    }

    /** The name of the node in Camel's dumps. */
    @Override
    public String toString() {
        return "circuit breaker per key";
    }

    private static final class Guard extends DelegateAsyncProcessor {

        private Guard(Processor attempt) {
            super(attempt);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            CircuitBreaker breaker = Objects.requireNonNull(Delivery.of(exchange).breaker()).circuitBreaker();
            if (!breaker.tryAcquirePermission()) {
                exchange.setException(CallNotPermittedException.createCallNotPermittedException(breaker));
                callback.done(true);
                return true;
            }
            long start = breaker.getCurrentTimestamp();
            return super.process(exchange, doneSync -> {
                count(breaker, start, exchange.getException());
                callback.done(doneSync);
            });
        }

        private static void count(CircuitBreaker breaker, long start, @Nullable Exception failure) {
            long took = breaker.getCurrentTimestamp() - start;
            if (failure == null) {
                breaker.onSuccess(took, breaker.getTimestampUnit());
            } else {
                breaker.onError(took, breaker.getTimestampUnit(), failure);
            }
        }
    }
}
