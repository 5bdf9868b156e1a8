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
import java.util.Optional;

import io.webhookscript.http.CallFailedException;
import io.webhookscript.http.CallLimits;
import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.HttpResponse;
import io.webhookscript.request.attempt.Attempt;
import io.webhookscript.request.attempt.AttemptSender;
import io.webhookscript.request.attempt.CredentialsException;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.response.AttemptResult;
import io.webhookscript.via.ViaEndpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultMessage;
import org.jspecify.annotations.Nullable;

/**
 * Creates the steps around the endpoint of a script with {@code request.via}. Between these steps the message belongs
 * to the endpoint, so the {@link Delivery}, which is the body of all other messages, is kept in a property.
 */
public final class ViaSteps {

    private static final String PROPERTY = "CamelWebhookScriptAttempt";

    private final AttemptSender sender;
    private final AttemptLimits limits;
    private final AttemptResults results;
    private final DeliveryThreads clocks;

    public ViaSteps(AttemptSender sender, AttemptLimits limits, AttemptResults results, DeliveryThreads clocks) {
        this.sender = sender;
        this.limits = limits;
        this.results = results;
        this.clocks = clocks;
    }

    /** The state of one attempt between the steps. */
    private static final class Call {

        private final RunningAttempt running;
        private final Attempt attempt;
        private @Nullable HttpCall sealed;
        private @Nullable HttpResponse response;
        private @Nullable Throwable failure;
        private boolean isSecond;

        private Call(RunningAttempt running, CallLimits limits) {
            Delivery delivery = running.delivery();
            this.running = running;
            this.attempt = new Attempt(
                    running.at(), limits, delivery.runtime().profile(), delivery.nextAttempt(), delivery.trace().headers());
        }

        private Delivery delivery() {
            return running.delivery();
        }
    }

    private static Optional<Call> call(Exchange exchange) {
        return Optional.ofNullable(exchange.getProperty(PROPERTY, Call.class));
    }

    /** Whether the attempt continues: it has just begun, or is repeated with a new token. */
    public static boolean goesOn(Exchange exchange) {
        return call(exchange).filter(call -> call.running.isOver()).isEmpty();
    }

    /** Begins the attempt, and creates the endpoint's message. A request that cannot be prepared ends the attempt. */
    public Processor seal(ViaEndpoint endpoint) {
        return exchange -> {
            Call call = call(exchange).orElseGet(() -> begun(exchange));
            Optional<AttemptResult> failure = results.failureOf(call.running, () -> seal(call, endpoint));
            if (failure.isPresent()) {
                call.running.end(failure.get());
                return;
            }
            HttpCall sealed = Objects.requireNonNull(call.sealed);
            call.running.goesOnTheWire();
            endpoint.ask(exchange, sealed, call.attempt.limits(), AttemptSender.shownUrl(sealed, call.delivery().data()));
        };
    }

    private Call begun(Exchange exchange) {
        RunningAttempt running = RunningAttempt.begin(exchange, Delivery.of(exchange), clocks);
        Call call = new Call(running, limits.of(running.delivery(), running.began()));
        running.endsAfter(call.attempt.limits().deadline());
        exchange.setProperty(PROPERTY, call);
        return call;
    }

    private void seal(Call call, ViaEndpoint endpoint) throws NotSentException, CredentialsException, CallFailedException {
        Delivery delivery = call.delivery();
        call.sealed = sender.seal(
                Objects.requireNonNull(delivery.request()), delivery.data(), call.attempt.after(call.running.spent()),
                endpoint);
    }

    /** Keeps the exception of the endpoint. */
    public Processor failed() {
        return exchange -> call(exchange).orElseThrow().failure
                = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
    }

    /** Reads the response and ends the attempt, unless it is repeated with a new token. */
    public Processor classify(ViaEndpoint endpoint) {
        return exchange -> {
            Call call = call(exchange).orElseThrow();
            Delivery delivery = call.delivery();
            Optional<AttemptResult> failure = results.failureOf(call.running, () -> response(exchange, call, endpoint));
            Message own = new DefaultMessage(exchange);
            own.setBody(delivery);
            exchange.setMessage(own);
            if (failure.isEmpty() && !call.isSecond && wantsAnotherToken(call)) {
                call.isSecond = true;
                return;
            }
            call.running.end(failure.orElseGet(() -> results.of(call.running, () -> Objects.requireNonNull(call.response))));
        };
    }

    private static void response(Exchange exchange, Call call, ViaEndpoint endpoint) throws CallFailedException {
        if (call.failure != null) {
            throw endpoint.failure(exchange, call.failure);
        }
        call.response = endpoint.response(exchange);
    }

    private boolean wantsAnotherToken(Call call) {
        return sender.wantsAnotherToken(
                Objects.requireNonNull(call.sealed), Objects.requireNonNull(call.response), call.delivery().data());
    }
}
