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

import java.time.Duration;
import java.time.Instant;

import io.webhookscript.delivery.breaker.Breaker;
import io.webhookscript.delivery.breaker.BreakerUse;
import io.webhookscript.delivery.breaker.Breakers;
import io.webhookscript.pacing.BreakerQueue;
import io.webhookscript.pacing.RateGate;
import io.webhookscript.pacing.WaitReason;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The state of one delivery in the {@link AttemptLoop}: its permits of the rate and the breaker, and the reason of its
 * wait. Used by one thread at a time; after a wait another thread may continue.
 */
final class AttemptRun {

    /** The first pause after the throttle rejected a slot that the gate had given; doubled each time. */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);

    /** The longest pause between two calls of the throttle. */
    private static final Duration MAX_PAUSE = Duration.ofSeconds(5);

    final Exchange exchange;
    final Delivery delivery;
    final AsyncCallback callback;
    RateGate.@Nullable Slot slot = null;
    boolean waitsInGate;
    @Nullable
    BreakerUse breakerUse;
    BreakerQueue.@Nullable Permit permit = null;
    BreakerQueue.@Nullable Waiter waiter = null;
    WaitReason waitsFor = WaitReason.RETRY;
    Instant waitsSince = Instant.MIN;
    Instant waitsUntil = Instant.MIN;
    private Duration pause = FIRST_PAUSE;

    AttemptRun(Exchange exchange, AsyncCallback callback) {
        this.exchange = exchange;
        this.delivery = Delivery.of(exchange);
        this.callback = callback;
    }

    /** The circuit breaker of the delivery, until {@link #end}; null when the script has none. */
    @Nullable
    Breaker breaker() {
        BreakerUse use = breakerUse;
        Breakers breakers = delivery.runtime().breakers();
        if (use == null && breakers != null) {
            use = breakers.use(delivery.breakerKey(), delivery::breakerLabel);
            breakerUse = use;
            delivery.guardedBy(use.breaker());
        }
        return use != null ? use.breaker() : null;
    }

    /** Must be called when the delivery has ended. */
    void end() {
        BreakerUse use = breakerUse;
        if (use != null) {
            use.end().run();
        }
    }

    /**
     * One of the few permits stays valid over a wait for the rate; whether all calls are permitted may have changed
     * meanwhile.
     */
    boolean mayPass(BreakerQueue queue) {
        if (permit == null || !permit.few()) {
            permit = queue.pass();
        }
        return permit != null;
    }

    /** The wait before the next call of the throttle, which grows each time. */
    Duration nextPause() {
        Duration now = pause;
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(MAX_PAUSE) < 0 ? doubled : MAX_PAUSE;
        return now;
    }

    void resetPause() {
        pause = FIRST_PAUSE;
    }
}
