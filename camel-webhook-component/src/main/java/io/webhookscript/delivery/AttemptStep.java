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

import java.util.Objects;

import io.webhookscript.delivery.breaker.AttemptFailedException;
import io.webhookscript.http.CallFailedException;
import io.webhookscript.http.CallLimits;
import io.webhookscript.http.message.HttpResponse;
import io.webhookscript.request.attempt.Attempt;
import io.webhookscript.request.attempt.AttemptSender;
import io.webhookscript.request.attempt.CredentialsException;
import io.webhookscript.request.event.NotSentException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Makes one attempt inside the circuit breaker: prepares, sends, classifies and maps. Stores the result in the
 * {@link Delivery} and throws for every outcome except {@code delivered}, so that the breaker counts it.
 */
public final class AttemptStep implements Processor {

    private final AttemptSender sender;
    private final AttemptLimits limits;
    private final AttemptResults results;
    private final DeliveryThreads clocks;

    public AttemptStep(AttemptSender sender, AttemptLimits limits, AttemptResults results, DeliveryThreads clocks) {
        this.sender = sender;
        this.limits = limits;
        this.results = results;
        this.clocks = clocks;
    }

    @Override
    public void process(Exchange exchange) throws AttemptFailedException {
        RunningAttempt running = RunningAttempt.begin(exchange, Delivery.of(exchange), clocks);
        try {
            CallLimits callLimits = limits.of(running.delivery(), running.began());
            running.endsAfter(callLimits.deadline());
            running.end(results.of(running, () -> send(running, callLimits)));
        } finally {
            running.leave();
        }
    }

    private HttpResponse send(RunningAttempt running, CallLimits callLimits)
            throws NotSentException, CredentialsException, CallFailedException {
        Delivery delivery = running.delivery();
        Attempt attempt = new Attempt(
                running.at(), callLimits, delivery.runtime().profile(), delivery.nextAttempt(), delivery.trace().headers());
        return sender.send(Objects.requireNonNull(delivery.request()), delivery.data(), attempt,
                sealed -> running.goesOnTheWire());
    }
}
