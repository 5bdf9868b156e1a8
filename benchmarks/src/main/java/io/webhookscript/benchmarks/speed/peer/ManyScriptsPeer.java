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
import java.util.List;
import java.util.stream.IntStream;

import io.webhookscript.benchmarks.speed.receiver.Destination;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;

/** Many scripts are loaded, and events go to ten of them in turn. */
final class ManyScriptsPeer implements Peer.Blocking {

    private static final int USED = 10;

    private final List<Endpoint> used;
    private final ProducerTemplate template;

    ManyScriptsPeer(int scripts, Setup setup) throws IOException {
        ScriptApplication application = new ScriptApplication(setup);
        for (int i = 0; i < scripts; i++) {
            application.add(name(i), ContactScript.WITH_RATE.text(name(i), setup.base(Destination.OK)));
        }
        CamelContext camelContext = application.start();
        used = IntStream.range(0, USED).mapToObj(i -> camelContext.getEndpoint("webhookscript:" + name(i))).toList();
        template = camelContext.createProducerTemplate();
    }

    private static String name(int number) {
        return "script-" + number;
    }

    @Override
    public CallResult call(Destination destination, Event event) {
        Endpoint endpoint = used.get(event.number() % USED);
        Exchange exchange = endpoint.createExchange(ExchangePattern.InOut);
        exchange.getIn().setBody(event.json());
        exchange.getIn().setHeader("X-Correlation-Id", event.messageId());
        return Entrances.result(template.send(endpoint, exchange));
    }
}
