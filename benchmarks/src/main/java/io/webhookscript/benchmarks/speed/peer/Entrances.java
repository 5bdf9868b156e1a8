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

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import io.webhookscript.benchmarks.speed.receiver.Destination;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;

/** One endpoint for each destination, called by a producer template as an application does. */
final class Entrances {

    private final Map<Destination, Endpoint> endpoints = new EnumMap<>(Destination.class);
    private final ProducerTemplate template;

    /** @param prefix of an endpoint's URI, before the destination's path */
    Entrances(CamelContext camelContext, String prefix) {
        for (Destination destination : Destination.values()) {
            endpoints.put(destination, camelContext.getEndpoint(prefix + destination.path()));
        }
        template = camelContext.createProducerTemplate();
    }

    Exchange send(Destination destination, Consumer<Message> fill) {
        Endpoint endpoint = Objects.requireNonNull(endpoints.get(destination));
        Exchange exchange = endpoint.createExchange(ExchangePattern.InOut);
        fill.accept(exchange.getIn());
        return template.send(endpoint, exchange);
    }

    /** Both values as exchange variables, or the exception. */
    static CallResult result(Exchange exchange) {
        return exchange.getException() == null
                ? CallResult.delivered(exchange.getVariable("crmId", String.class), exchange.getVariable("plan", String.class))
                : CallResult.failed(exchange.getException());
    }
}
