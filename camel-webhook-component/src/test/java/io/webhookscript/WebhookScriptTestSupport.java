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
package io.webhookscript;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import io.webhookscript.http.RawReceiver;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/**
 * A Camel context with the component, its scripts as texts, and a raw receiver on loopback: {@code context.receiver} is
 * its origin in every script.
 */
public final class WebhookScriptTestSupport implements AutoCloseable {

    private final DefaultCamelContext camelContext = new DefaultCamelContext();
    private final Map<String, String> scripts = new LinkedHashMap<>();
    private final RawReceiver receiver;
    private final Path folder;

    private @Nullable ProducerTemplate producer;

    public WebhookScriptTestSupport(RawReceiver receiver, Path folder) {
        this.receiver = receiver;
        this.folder = folder;
        component().setAllow("loopback");
        component().getContext().put("receiver", "http://127.0.0.1:" + receiver.port());
    }

    /** With a receiver that takes every request. */
    public static WebhookScriptTestSupport answering(Path folder) throws IOException {
        return new WebhookScriptTestSupport(RawReceiver.answering(RawReceiver.response(200, "text/plain", "ok")), folder);
    }

    /** @param yaml without the lines {@code webhookscript} and {@code name} */
    public WebhookScriptTestSupport script(String name, String yaml) {
        return rawScript(name, "webhookscript: \"1.0\"\nname: " + name + "\ncontext: { receiver: \"\" }\n" + yaml);
    }

    /** @param yaml the whole file */
    public WebhookScriptTestSupport rawScript(String name, String yaml) {
        scripts.put(name, yaml);
        return this;
    }

    /** An endpoint that scripts may name by {@code deadLetter.to}. */
    public WebhookScriptTestSupport deadLetter(String name, String uri) {
        component().getDeadLetters().put(name, uri);
        return this;
    }

    public WebhookScriptTestSupport bind(String name, Object bean) {
        camelContext.getRegistry().bind(name, bean);
        return this;
    }

    public WebhookScriptTestSupport route(RouteBuilder routes) throws Exception {
        camelContext.addRoutes(routes);
        return this;
    }

    public WebhookScriptTestSupport start() throws IOException {
        for (Map.Entry<String, String> script : scripts.entrySet()) {
            Files.writeString(folder.resolve(script.getKey() + ".webhookscript.yaml"), script.getValue(),
                    StandardCharsets.UTF_8);
        }
        if (!scripts.isEmpty()) {
            component().setScripts("file:" + folder);
        }
        camelContext.start();
        return this;
    }

    public WebhookScriptComponent component() {
        return camelContext.getComponent("webhookscript", WebhookScriptComponent.class);
    }

    public CamelContext camelContext() {
        return camelContext;
    }

    public RawReceiver receiver() {
        return receiver;
    }

    /** One for all calls: each that is made lives as long as the context. */
    private synchronized ProducerTemplate producer() {
        ProducerTemplate made = producer;
        if (made == null) {
            made = camelContext.createProducerTemplate();
            producer = made;
        }
        return made;
    }

    /** Sends a body to an endpoint, request-reply. */
    public Exchange call(String uri, Object body) {
        return producer().request(uri, exchange -> exchange.getMessage().setBody(body));
    }

    public Exchange exchange(Object body) {
        Exchange exchange = new DefaultExchange(camelContext);
        exchange.getMessage().setBody(body);
        return exchange;
    }

    /** Stops the context, then its receiver, which a context that stops may still be calling. */
    @Override
    public void close() {
        camelContext.stop();
        try {
            receiver.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
