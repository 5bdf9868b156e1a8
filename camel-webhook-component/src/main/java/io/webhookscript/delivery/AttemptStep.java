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
import java.util.Optional;
import java.util.OptionalInt;

import io.webhookscript.http.CallFailedException;
import io.webhookscript.http.CallLimits;
import io.webhookscript.http.HttpAnswer;
import io.webhookscript.request.Attempt;
import io.webhookscript.request.CredentialsException;
import io.webhookscript.request.NotSentException;
import io.webhookscript.response.AttemptResult;
import io.webhookscript.script.Outcome;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The inside of the circuit breaker: seal, send, classify, map. Leaves the result in the {@link Delivery} and throws
 * for every outcome but {@code delivered}, so that the breaker sees it.
 */
final class AttemptStep implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(AttemptStep.class);

    private final Wire wire;
    private final RareWarnings warnings;
    private final AttemptLimits limits;
    private final Clock timeOfDay;
    private final Clock steady;

    AttemptStep(Wire wire, AttemptLimits limits, DeliveryThreads threads, RareWarnings warnings) {
        this.warnings = warnings;
        this.wire = wire;
        this.limits = limits;
        this.timeOfDay = threads.clock();
        this.steady = threads.steady();
    }

    @Override
    public void process(Exchange exchange) throws AttemptFailedException {
        Delivery delivery = Delivery.of(exchange);
        Instant at = timeOfDay.instant();
        Instant began = steady.instant();
        delivery.tracedBy(traceOf(exchange, delivery));
        AttemptResult result = counted(delivery, at, began);
        Duration took = Duration.between(began, steady.instant());
        delivery.attempted(result, at, took);
        LOG.debug("script {} message {} attempt {}: {} {} in {} ms", delivery.script().name(), delivery.data().message().id(),
                delivery.attempts().size(), result.outcome().word(),
                result.status().isPresent() ? result.status().getAsInt() : "-", took.toMillis());
        if (!result.outcome().succeeded()) {
            throw new AttemptFailedException(result);
        }
    }

    /** What a tracer has made of the delivery's trace for this attempt; nothing when none was there to do so. */
    private static TraceContext traceOf(Exchange exchange, Delivery delivery) {
        TraceContext own = TraceContext.of(exchange.getMessage());
        return own.equals(delivery.trace()) ? TraceContext.NONE : own;
    }

    private AttemptResult counted(Delivery delivery, Instant at, Instant began) {
        DeliveryCounters counters = delivery.parts().counters();
        counters.callBegins();
        boolean sent = true;
        try {
            AttemptResult result = attempt(delivery, at, limits.of(delivery, began));
            sent = result.outcome().wasSent();
            return result;
        } finally {
            counters.callEnds(sent);
        }
    }

    private AttemptResult attempt(Delivery delivery, Instant at, CallLimits callLimits) {
        try {
            Attempt attempt = new Attempt(at, callLimits, delivery.parts().profile(), delivery.trace().headers());
            HttpAnswer answer = wire.sender().send(delivery.request().orElseThrow(), delivery.data(), attempt, sealed -> {
            });
            return wire.classifier().classify(delivery.data(), answer, timeOfDay.instant());
        } catch (CallFailedException failure) {
            return wire.classifier().classify(delivery.data(), failure, timeOfDay.instant());
        } catch (CredentialsException failure) {
            return notAnswered(failure.outcome(), failure.status(), String.valueOf(failure.getMessage()));
        } catch (NotSentException failure) {
            return notAnswered(Outcome.NOT_SENT, OptionalInt.empty(), String.valueOf(failure.getMessage()));
        } catch (Exception | StackOverflowError | OutOfMemoryError | LinkageError failure) {
            // whatever it is, the caller gets one outcome: what is not ours to judge must not be repeated
            warnings.warn(delivery.script().name(), "attempts that failed inside",
                    () -> "script " + delivery.script().name() + " message " + delivery.data().message().id()
                          + ": the attempt failed inside: " + failure.getClass().getName());
            return notAnswered(
                    Outcome.NOT_SENT, OptionalInt.empty(), failure.getClass().getSimpleName() + " inside the attempt");
        }
    }

    private static AttemptResult notAnswered(Outcome outcome, OptionalInt status, String reason) {
        return new AttemptResult(outcome, status, false, reason, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
