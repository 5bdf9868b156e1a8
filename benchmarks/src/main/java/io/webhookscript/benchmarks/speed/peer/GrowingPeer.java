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
import java.util.function.Function;

import io.webhookscript.benchmarks.speed.receiver.Destination;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;

/** One script of a receiver that answers at once, whose event or surroundings grow. */
final class GrowingPeer implements Peer.Blocking {

    private static final String SCRIPT = "growing";

    /** Fewer than a second's events of one key, and so few that each of 10,000 keys has a bucket of its own. */
    private static final String RATE_PER_KEY = "rate: { requests: 100, per: 1s, key: \"{{ key }}\" }";

    private static final String RATE_OF_ONE_KEY
            = "rate: { requests: " + Demands.REQUESTS_PER_SECOND + ", per: 1s, key: \"{{ key }}\" }";

    private final Endpoint endpoint;
    private final ProducerTemplate template;
    private final Function<Event, String> body;

    private GrowingPeer(CamelContext camelContext, Function<Event, String> body) {
        this.endpoint = camelContext.getEndpoint("webhookscript:" + SCRIPT);
        this.template = camelContext.createProducerTemplate();
        this.body = body;
    }

    /** Events come for each key of a rate in turn. */
    static Peer withKeys(int keys, Setup setup) throws IOException {
        ContactScript script = ContactScript.limitedBy(keys == 1 ? RATE_OF_ONE_KEY : RATE_PER_KEY);
        ScriptApplication application = new ScriptApplication(setup);
        application.add(SCRIPT, script.text(SCRIPT, setup.base(Destination.OK)));
        return new GrowingPeer(
                application.start(),
                event -> "{\"key\":\"k-" + event.number() % keys + "\"," + event.json().substring(1));
    }

    /** Events with one long text, which goes into the request. */
    static Peer withBody(int bytes, Setup setup) throws IOException {
        ScriptApplication application = new ScriptApplication(setup);
        application.add(SCRIPT, """
                webhookscript: "1.0"
                name: %s
                request:
                  method: PUT
                  url: %s/texts
                  headers: { X-Request-Id: "{{ header['X-Correlation-Id'] }}" }
                  body: { json: { text: "{{ text }}" } }
                response:
                  variables:
                    crmId: { jsonpath: $.contact.crmId, required: true }
                    plan: { jsonpath: $.plan.name, required: true }
                """.formatted(SCRIPT, setup.base(Destination.OK)));
        String json = "{\"text\":\"" + "0123456789 abcdefghijklmnopqrst".repeat(bytes / 31 + 1).substring(0, bytes) + "\"}";
        return new GrowingPeer(application.start(), event -> json);
    }

    /** Beside deliveries of another script that wait for a retry. */
    static Peer besideWaiting(int waiting, Setup setup) throws IOException, InterruptedException {
        ScriptApplication application = new ScriptApplication(setup);
        application.set("maxPending", Integer.toString(waiting + 1));
        application.add(SCRIPT, ContactScript.WITH_RATE.text(SCRIPT, setup.base(Destination.OK)));
        WaitingDeliveries deliveries = new WaitingDeliveries(waiting, setup);
        deliveries.addScript(application);
        CamelContext camelContext = application.start();
        deliveries.begin(camelContext);
        return new GrowingPeer(camelContext, Event::json);
    }

    @Override
    public CallResult call(Destination destination, Event event) {
        Exchange exchange = endpoint.createExchange(ExchangePattern.InOut);
        exchange.getIn().setBody(body.apply(event));
        exchange.getIn().setHeader("X-Correlation-Id", event.messageId());
        return Entrances.result(template.send(endpoint, exchange));
    }
}
