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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.webhookscript.delivery.breaker.AttemptFailedException;
import io.webhookscript.response.AttemptResult;
import io.webhookscript.script.Outcome;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt of a delivery from start to end: counted as a call while it runs, and recorded in the {@link Delivery}
 * when it has a result. Used by one thread.
 */
final class RunningAttempt {

    private static final Logger LOG = LoggerFactory.getLogger(RunningAttempt.class);

    private final Delivery delivery;
    private final Instant at;
    private final Clock steady;
    private final Instant began;
    private @Nullable Duration deadline;
    private boolean onTheWire;
    private boolean over;

    private RunningAttempt(Delivery delivery, DeliveryThreads clocks) {
        this.delivery = delivery;
        this.at = clocks.clock().instant();
        this.steady = clocks.steady();
        this.began = steady.instant();
    }

    /** @param exchange the exchange of the attempt route; a tracer may have put the attempt's own trace into it */
    static RunningAttempt begin(Exchange exchange, Delivery delivery, DeliveryThreads clocks) {
        RunningAttempt attempt = new RunningAttempt(delivery, clocks);
        delivery.attemptBegins(attempt, traceOf(exchange, delivery));
        delivery.runtime().counters().callBegins();
        return attempt;
    }

    /** The trace context that a tracer has created for this attempt; empty without a tracer. */
    private static TraceContext traceOf(Exchange exchange, Delivery delivery) {
        TraceContext own = TraceContext.of(exchange.getMessage());
        return own.equals(delivery.trace()) ? TraceContext.NONE : own;
    }

    Delivery delivery() {
        return delivery;
    }

    /** The start time of the attempt, for the receiver and for people. */
    Instant at() {
        return at;
    }

    /** The start time by the steady clock. */
    Instant began() {
        return began;
    }

    Duration spent() {
        return Duration.between(began, steady.instant());
    }

    /** @param deadline of the attempt, from its begin on */
    void endsAfter(Duration deadline) {
        this.deadline = deadline;
    }

    /** What is done with a response after the deadline is done for nobody. */
    boolean isTimeUp() {
        return deadline != null && spent().compareTo(deadline) >= 0;
    }

    /** From here on the receiver may have seen the request, whatever fails. */
    void goesOnTheWire() {
        onTheWire = true;
    }

    boolean isOnTheWire() {
        return onTheWire;
    }

    boolean isOver() {
        return over;
    }

    /**
     * @throws AttemptFailedException for every outcome except {@code delivered}, so that the circuit breaker counts it
     */
    void end(AttemptResult result) throws AttemptFailedException {
        leave(result.outcome().wasSent());
        Duration took = spent();
        delivery.attempted(result, at, took);
        LOG.debug("script {} message {} attempt {}: {} {} in {} ms", delivery.script().name(), delivery.data().message().id(),
                delivery.attempts().size(), result.outcome().code(),
                result.status() != null ? result.status() : "-", took.toMillis());
        if (!result.outcome().succeeded()) {
            throw new AttemptFailedException(result);
        }
    }

    /**
     * Ends the attempt when another step of the attempt route failed after its start: it is not known what was sent.
     */
    void breakOff(@Nullable Throwable failure) {
        leave();
        delivery.attempted(new AttemptResult(
                Outcome.TEMPORARY, null, true,
                "the attempt broke off inside its route" + (failure == null ? "" : ": " + failure.getClass().getSimpleName()),
                null, null, null), at, spent());
    }

    /** Called at every end, so that an ended call is not counted as running. */
    void leave() {
        leave(true);
    }

    private void leave(boolean wasSent) {
        if (!over) {
            over = true;
            delivery.attemptIsOver();
            delivery.runtime().counters().callEnds(wasSent);
        }
    }
}
