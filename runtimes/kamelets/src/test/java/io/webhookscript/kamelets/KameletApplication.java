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
package io.webhookscript.kamelets;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.webhookscript.WebhookScriptComponent;
import io.webhookscript.runtimes.Receiver;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** A Camel Main application whose routes stand in YAML, and the receiver that it calls. */
final class KameletApplication implements AutoCloseable {

    private final Main main = new Main();
    private final Receiver receiver;

    KameletApplication() throws Exception {
        receiver = Receiver.start();
        main.configure().withBasePackageScanEnabled(false);
        property("camel.component.webhookscript.allow", "loopback");
        property("camel.component.webhookscript.context.receiver", receiver.url());
        property("receiver", receiver.url());
    }

    Receiver receiver() {
        return receiver;
    }

    KameletApplication property(String name, String value) {
        main.addInitialProperty(name, value);
        return this;
    }

    KameletApplication start(String yaml) throws Exception {
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                Resource routes = ResourceHelper.fromBytes("routes.yaml", yaml.getBytes(StandardCharsets.UTF_8));
                PluginHelper.getRoutesLoader(getContext()).loadRoutes(routes);
            }
        });
        main.start();
        return this;
    }

    /** From {@code direct:events} to {@code webhook-call-sink}, with its properties as an integration has them. */
    KameletApplication startCalling(Map<String, String> properties) throws Exception {
        properties.forEach((name, value) -> property("camel.kamelet.webhook-call-sink." + name, value));
        return start("""
                - route:
                    from:
                      uri: direct:events
                      steps:
                        - to: kamelet:webhook-call-sink
                """);
    }

    String send(String event) throws Exception {
        return main.getCamelTemplate().requestBody("direct:events", event, String.class);
    }

    WebhookScriptComponent component() {
        return main.getCamelContext().getComponent("webhookscript", WebhookScriptComponent.class);
    }

    @Override
    public void close() {
        try (receiver) {
            main.stop();
        }
    }
}
