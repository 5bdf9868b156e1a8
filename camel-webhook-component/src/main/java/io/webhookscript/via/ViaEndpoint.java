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
package io.webhookscript.via;

import java.util.Optional;

import io.webhookscript.http.AddressPolicy;
import io.webhookscript.http.CallFailedException;
import io.webhookscript.http.CallLimits;
import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.HttpResponse;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultMessage;

/** An endpoint of camel-http through which scripts may call. Thread-safe. */
public final class ViaEndpoint {

    private final String name;
    private final CamelHttp http;
    private final AddressPolicy policy;

    ViaEndpoint(String name, CamelHttp http, AddressPolicy policy) {
        this.name = name;
        this.http = http;
        this.policy = policy;
    }

    /**
     * Returns the endpoint for the node of a new route. Camel may close an endpoint with the last route that uses it.
     */
    public Endpoint endpoint() {
        return http.endpoint();
    }

    /** Returns why it cannot make a call; empty when it can. */
    public Optional<String> objection(HttpCall call) {
        Optional<Origin> target = Origin.of(call.uri());
        if (target.isEmpty()) {
            return Optional.of("the host of the URL cannot be called through `" + name
                               + "`: camel-http takes letters, digits, '.' and '-'");
        }
        if (http.origin().filter(own -> !own.equals(target.get())).isPresent()) {
            return Optional.of("the endpoint `" + name + "` is for " + http.origin().get() + " alone, and the URL is at "
                               + target.get());
        }
        if (call.body().isPresent() && !http.sendsBodyWith(call.method())) {
            return Optional.of("the endpoint `" + name + "` sends no body with " + call.method()
                               + "; camel-http has the options getWithBody and deleteWithBody");
        }
        return Optional.empty();
    }

    /**
     * @throws CallFailedException when the address policy rejects the host of the URL; HttpClient chooses the address
     *                             that is dialled
     */
    public void check(HttpCall call) throws CallFailedException {
        policy.checkUnresolved(call);
    }

    /**
     * Gives the exchange a message that contains the call and nothing else.
     *
     * @param shownUrl the URL without secrets, for traces
     */
    public void ask(Exchange exchange, HttpCall call, CallLimits limits, String shownUrl) {
        EndpointCall asked = new EndpointCall(call, limits);
        asked.putInto(exchange);
        Message message = new DefaultMessage(exchange);
        asked.headers().forEach(message::setHeader);
        message.setHeader(Exchange.HTTP_METHOD, http.method(call));
        message.setHeader(Exchange.HTTP_URI, call.uri().toString());
        message.setHeader(Exchange.HTTP_URL, shownUrl); // camel-http does not read it, and tracers prefer it
        message.setBody(http.body(call));
        exchange.setMessage(message);
    }

    /**
     * Reads the response, whole or up to the cap. Blocks until it has arrived.
     *
     * @throws CallFailedException when it is not a whole response
     */
    public HttpResponse response(Exchange exchange) throws CallFailedException {
        return new EndpointResponse(EndpointCall.of(exchange).orElseThrow(), name).read(exchange.getMessage());
    }

    /** Translates an exception of the endpoint for the call of an exchange. */
    public CallFailedException failure(Exchange exchange, Throwable thrown) {
        return new EndpointFailure(EndpointCall.of(exchange).orElseThrow().call(), name).of(thrown, 0);
    }

    /**
     * Makes one call, which must be checked already, outside of any route.
     *
     * @throws CallFailedException when no whole response came
     */
    public HttpResponse send(HttpCall call, CallLimits limits, String shownUrl) throws CallFailedException {
        Endpoint endpoint = http.endpoint();
        Exchange exchange = new DefaultExchange(endpoint.getCamelContext());
        ask(exchange, call, limits, shownUrl);
        try (Producer producer = endpoint.createProducer()) {
            producer.start();
            producer.process(exchange);
        } catch (Exception thrown) {
            throw failure(exchange, thrown);
        }
        if (exchange.getException() != null) {
            throw failure(exchange, exchange.getException());
        }
        return response(exchange);
    }
}
