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

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.webhookscript.benchmarks.speed.receiver.Destination;
import org.apache.camel.component.micrometer.MicrometerConstants;

/** The component under test, one script for each destination. */
final class ScriptPeer implements Peer.Blocking {

    private static final String PREFIX = "contact-";

    private final Entrances entrances;

    private ScriptPeer(Entrances entrances) {
        this.entrances = entrances;
    }

    static Peer with(ContactScript script, Setup setup) throws IOException {
        return started(new ScriptApplication(setup), script, setup);
    }

    /** Signed, with meters, the dev console and a delivery log; the JVM's class path and properties bring Logback. */
    static Peer withEverythingOn(Setup setup) throws IOException {
        ScriptApplication application = new ScriptApplication(setup);
        application.property("webhookscript.secret.sign", "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
        application.property("camel.main.devConsoleEnabled", "true");
        application.set("deliveryLog", "memory");
        application.bean(MicrometerConstants.METRICS_REGISTRY_NAME, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        return started(application, ContactScript.SIGNED, setup);
    }

    private static Peer started(ScriptApplication application, ContactScript script, Setup setup) throws IOException {
        for (Destination destination : Destination.values()) {
            String name = PREFIX + destination.path();
            application.add(name, script.text(name, setup.base(destination)));
        }
        return new ScriptPeer(new Entrances(application.start(), "webhookscript:" + PREFIX));
    }

    @Override
    public CallResult call(Destination destination, Event event) {
        return Entrances.result(entrances.send(destination, message -> {
            message.setBody(event.json());
            message.setHeader("X-Correlation-Id", event.messageId());
        }));
    }
}
