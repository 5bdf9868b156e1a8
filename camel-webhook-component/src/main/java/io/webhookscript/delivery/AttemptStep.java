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
    private final DeliveryOptions options;
    private final Clock clock;

    AttemptStep(Wire wire, DeliveryOptions options, Clock clock) {
        this.wire = wire;
        this.options = options;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) throws AttemptFailedException {
        Delivery delivery = Delivery.of(exchange);
        Instant began = clock.instant();
        AttemptResult result = counted(delivery, began);
        Instant ended = clock.instant();
        delivery.attempted(result, began, ended);
        LOG.debug("script {} message {} attempt {}: {} {} in {} ms", delivery.script().name(), delivery.data().message().id(),
                delivery.attempts().size(), result.outcome().word(),
                result.status().isPresent() ? result.status().getAsInt() : "-", Duration.between(began, ended).toMillis());
        if (!result.outcome().succeeded()) {
            throw new AttemptFailedException(result);
        }
    }

    private AttemptResult counted(Delivery delivery, Instant began) {
        DeliveryCounters counters = delivery.parts().counters();
        counters.callBegins();
        boolean sent = true;
        try {
            AttemptResult result = attempt(delivery, began);
            sent = result.outcome().wasSent();
            return result;
        } finally {
            counters.callEnds(sent);
        }
    }

    private AttemptResult attempt(Delivery delivery, Instant began) {
        CallLimits limits = Wire.limits(delivery, began, options);
        try {
            HttpAnswer answer = wire.send(delivery, began, limits, clock);
            return wire.classifier().classify(delivery.data(), answer, clock.instant());
        } catch (CallFailedException failure) {
            return wire.classifier().classify(delivery.data(), failure);
        } catch (CredentialsException failure) {
            return notAnswered(failure.outcome(), failure.status(), String.valueOf(failure.getMessage()));
        } catch (NotSentException failure) {
            return notAnswered(Outcome.NOT_SENT, OptionalInt.empty(), String.valueOf(failure.getMessage()));
        } catch (Exception | StackOverflowError | OutOfMemoryError | LinkageError failure) {
            // whatever it is, the caller gets one outcome: what is not ours to judge must not be repeated
            LOG.warn("script {} message {}: the attempt failed inside: {}", delivery.script().name(),
                    delivery.data().message().id(), failure.getClass().getName());
            return notAnswered(
                    Outcome.NOT_SENT, OptionalInt.empty(), failure.getClass().getSimpleName() + " inside the attempt");
        }
    }

    private static AttemptResult notAnswered(Outcome outcome, OptionalInt status, String reason) {
        return new AttemptResult(outcome, status, false, reason, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
