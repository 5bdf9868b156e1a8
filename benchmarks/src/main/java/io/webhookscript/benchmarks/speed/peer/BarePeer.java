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

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.webhookscript.benchmarks.speed.receiver.Destination;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * {@code direct} to camel-http, rendered ahead, and nothing else: no retry, breaker, rate or deadline. What a Camel
 * route costs before it does anything for a webhook.
 */
final class BarePeer implements Peer.Blocking {

    private final List<ContactRequest> rendered = ContactRequest.ofAllTexts();
    private final Entrances entrances;

    BarePeer(Setup setup) throws Exception {
        DefaultCamelContext camelContext = new DefaultCamelContext();
        CamelHttp.configure(camelContext, builder -> {
        });
        camelContext.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (Destination destination : Destination.values()) {
                    from("direct:" + destination.path()).errorHandler(noErrorHandler())
                            .to(CamelHttp.put(setup, destination))
                            .convertBodyTo(byte[].class);
                }
            }
        });
        camelContext.start();
        entrances = new Entrances(camelContext, "direct:");
    }

    @Override
    public CallResult call(Destination destination, Event event) {
        ContactRequest request = rendered.get(event.text());
        Exchange exchange = entrances.send(destination, message -> CamelHttp.set(message, request, event.messageId()));
        if (exchange.getException() != null) {
            return CallResult.failed(exchange.getException());
        }
        Message response = exchange.getMessage();
        int status = response.getHeader(Exchange.HTTP_RESPONSE_CODE, int.class);
        return status == 200
                ? RawPeer.resultOf(new String(response.getBody(byte[].class), StandardCharsets.UTF_8))
                : CallResult.failed("HTTP " + status);
    }
}
