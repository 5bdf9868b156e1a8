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
package io.webhookscript.benchmarks.speed.peer;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookscript.benchmarks.speed.receiver.Destination;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultMessage;

/**
 * Camel by an expert: two routes, so that retries pass the throttle and the breaker; a breaker that throws; a fresh
 * message, so that nothing of the caller's leaks; one pool; a deadline over the whole call.
 */
final class CarefulPeer implements Peer.Blocking {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Entrances entrances;

    CarefulPeer(Setup setup) throws Exception {
        DefaultCamelContext camelContext = new DefaultCamelContext();
        Deadline deadline = new Deadline(Demands.DEADLINE);
        CamelHttp.configure(camelContext, builder -> builder.addExecInterceptorFirst("deadline", deadline));
        camelContext.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (Destination destination : Destination.values()) {
                    deliver(this, "direct:" + destination.path());
                    attempt(this, "direct:" + destination.path() + "-attempt", CamelHttp.put(setup, destination));
                }
            }
        });
        camelContext.start();
        entrances = new Entrances(camelContext, "direct:");
    }

    /** A failure that is worth another attempt; its stack is never looked at. */
    private static final class TryAgainException extends Exception {

        private static final long serialVersionUID = 1L;

        private TryAgainException(int status) {
            super("HTTP " + status, null, false, false);
        }
    }

    private static void deliver(RouteBuilder routes, String from) {
        routes.from(from)
                .errorHandler(routes.defaultErrorHandler().maximumRedeliveries(0).logExhausted(false).logStackTrace(false))
                .onException(TryAgainException.class).maximumRedeliveries(Demands.ATTEMPTS - 1)
                    .redeliveryDelay(Demands.RETRY_DELAY.toMillis()).useExponentialBackOff().backOffMultiplier(2)
                    .logRetryAttempted(false).logExhausted(false).logStackTrace(false)
                .end()
                .process(CarefulPeer::render)
                .to(from + "-attempt?block=false");
    }

    private static void attempt(RouteBuilder routes, String from, String receiver) {
        routes.from(from).errorHandler(routes.noErrorHandler())
                .throttle(Demands.REQUESTS_PER_SECOND)
                .circuitBreaker().resilience4jConfiguration()
                        .slidingWindowSize(Demands.BREAKER_WINDOW).minimumNumberOfCalls(Demands.BREAKER_LEAST_CALLS)
                        .failureRateThreshold(50).waitDurationInOpenState((int) Demands.BREAKER_OPEN.toSeconds())
                        .throwExceptionWhenHalfOpenOrOpenState(true).end()
                    .to(receiver)
                    .process(CarefulPeer::classify)
                .end()
                .process(CarefulPeer::parse)
                .setVariable("crmId").jsonpath("$.contact.crmId", String.class)
                .setVariable("plan").jsonpath("$.plan.name", String.class);
    }

    private static void render(Exchange exchange) {
        Message event = exchange.getMessage();
        ContactRequest request
                = ContactRequest.of(event.getBody(String.class), event.getHeader("messageId", String.class));
        Message message = new DefaultMessage(exchange.getContext());
        CamelHttp.set(message, request, request.messageId());
        exchange.setMessage(message);
    }

    private static void classify(Exchange exchange) throws TryAgainException {
        int status = status(exchange);
        if (status == 429 || status >= 500) {
            throw new TryAgainException(status);
        }
    }

    private static void parse(Exchange exchange) throws IOException {
        int status = status(exchange);
        if (status / 100 != 2) {
            throw new IllegalStateException("refused: HTTP " + status);
        }
        try (InputStream body = exchange.getMessage().getBody(InputStream.class)) {
            exchange.getMessage().setBody(JSON.readValue(body, Map.class));
        }
    }

    private static int status(Exchange exchange) {
        return exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, int.class);
    }

    @Override
    public CallResult call(Destination destination, Event event) {
        return Entrances.result(entrances.send(destination, message -> {
            message.setBody(event.json());
            message.setHeader("messageId", event.messageId());
        }));
    }
}
