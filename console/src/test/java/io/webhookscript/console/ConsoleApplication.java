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
package io.webhookscript.console;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookscript.WebhookScriptComponent;
import io.webhookscript.console.access.Hosts;
import io.webhookscript.console.access.Role;
import io.webhookscript.console.access.Roles;
import io.webhookscript.console.api.ConsoleApi;
import io.webhookscript.console.application.Application;
import io.webhookscript.console.application.Changes;
import io.webhookscript.console.application.EditableHosts;
import io.webhookscript.console.folder.ScriptFolder;
import io.webhookscript.console.page.PageFiles;
import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.deliverylog.MemoryDeliveryLog;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.jspecify.annotations.Nullable;

/** A Camel application with the console on loopback, whose scripts are in a folder of the test. */
final class ConsoleApplication implements AutoCloseable {

    static final String BASE = "/webhookscript/";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final DefaultCamelContext camelContext = new DefaultCamelContext();
    private final List<ConsoleAuditEvent> audit = new CopyOnWriteArrayList<>();
    private final Path folder;
    private String further = "";
    private @Nullable String store;
    private ProducerTemplate template;
    private final Map<String, String> properties = new LinkedHashMap<>();

    /** The scripts of the folder can be edited, unless the test sets another folder, or none. */
    ConsoleApplication(Path folder) {
        this.folder = folder;
        properties.put("webhookscript.console.enabled", "true");
        properties.put("webhookscript.console.port", "0");
        properties.put("webhookscript.console.folder", "file:" + folder);
    }

    ConsoleApplication with(String name, String value) {
        properties.put("webhookscript.console." + name, value);
        return this;
    }

    /** Scripts of another location, which cannot be edited. */
    ConsoleApplication withScriptsOf(String location, ClassLoader classLoader) {
        further = "," + location;
        camelContext.setApplicationContextClassLoader(classLoader);
        return this;
    }

    /** A durable store, which keeps the dead letters. */
    ConsoleApplication withStore(Path file) {
        store = "sqlite:" + file;
        return this;
    }

    ConsoleApplication withSecret(String name, String value) {
        properties.put("webhookscript.secret." + name, value);
        return this;
    }

    ConsoleApplication withContext(String script, String name, String value) {
        properties.put("webhookscript.context." + script + "." + name, value);
        return this;
    }

    ConsoleApplication script(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name + ".webhookscript.yaml"), text);
        return this;
    }

    /** A script without any special thing that calls a receiver. */
    ConsoleApplication script(String name, ReceiverOnLoopback receiver) throws IOException {
        return script(name, """
                webhookscript: "1.0"
                name: %s
                request:
                  method: POST
                  url: "%s/contacts/{{ id }}"
                  body:
                    json: { id: "{{ id }}" }
                """.formatted(name, receiver.url()));
    }

    ConsoleApplication start() throws Exception {
        Properties all = new Properties();
        all.putAll(properties);
        camelContext.getPropertiesComponent().setInitialProperties(all);
        WebhookScriptComponent component = new WebhookScriptComponent();
        component.setScripts("file:" + folder + further);
        component.setAllow("loopback");
        component.setIgnoreBrokenScripts(true);
        component.setDeliveryLog(new MemoryDeliveryLog());
        component.setStore(store);
        camelContext.addComponent("webhookscript", component);
        camelContext.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {

            @Override
            public boolean isEnabled(CamelEvent event) {
                return event instanceof ConsoleAuditEvent;
            }

            @Override
            public void notify(CamelEvent event) {
                audit.add((ConsoleAuditEvent) event);
            }
        });
        camelContext.start();
        template = camelContext.createProducerTemplate();
        return this;
    }

    /** A route that uses a script. */
    ConsoleApplication route(String id, String script) throws Exception {
        camelContext.addRoutes(new RouteBuilder() {

            @Override
            public void configure() {
                from("direct:" + id).routeId(id).to("webhookscript:" + script);
            }
        });
        return this;
    }

    /** Sends an event, and gives the message id of its delivery, which has ended. */
    String send(String script, String event) {
        Exchange call = template.request("webhookscript:" + script, exchange -> exchange.getMessage().setBody(event));
        WebhookScriptException failure = call.getException(WebhookScriptException.class);
        return failure != null
                ? failure.getMessageId() : call.getMessage().getHeader("CamelWebhookScriptMessageId", String.class);
    }

    DefaultCamelContext camelContext() {
        return camelContext;
    }

    WebhookScriptComponent component() {
        return camelContext.getComponent("webhookscript", WebhookScriptComponent.class);
    }

    Path folder() {
        return folder;
    }

    List<ConsoleAuditEvent> audit() {
        return audit;
    }

    String address() {
        return camelContext.hasService(Console.class).address().orElseThrow();
    }

    int port() {
        return URI.create(address()).getPort();
    }

    RawHttp http() {
        return new RawHttp(port());
    }

    RawHttp.Response get(String path) throws IOException {
        return http().get(BASE + path);
    }

    RawHttp.Response post(String path, Object body) throws IOException {
        return http().post(BASE + path, JSON.writeValueAsString(body));
    }

    RawHttp.Response send(String method, String path, Map<String, String> headers, Object body) throws IOException {
        return http().send(method, BASE + path, headers, body.equals("") ? "" : JSON.writeValueAsString(body));
    }

    /** The handler of a server that authenticates its users. */
    ConsoleHandler handler(Map<Role, String> users) {
        Application application = new Application(
                camelContext, "webhookscript", new ScriptFolder(folder), EditableHosts.of("*"), new Changes(1),
                new AuditLog(camelContext, Clock.systemUTC()), Clock.systemUTC());
        return new ConsoleHandler(
                new ConsoleHandler.Access(Hosts.of(8080, ""), Roles.of(users, false, true), false),
                new PageFiles(getClass().getClassLoader()), new ConsoleApi(application));
    }

    @Override
    public void close() {
        camelContext.stop();
    }
}
