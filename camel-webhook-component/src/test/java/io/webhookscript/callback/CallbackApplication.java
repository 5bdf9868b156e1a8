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
package io.webhookscript.callback;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.webhookscript.HttpSource;
import io.webhookscript.WebhookScriptTestSupport;
import io.webhookscript.delivery.report.CallbackResult;
import io.webhookscript.delivery.report.CallbackStatus;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;

/**
 * An application with callbacks on a real web server on loopback. It keeps what its routes get, and senders talk to it
 * over raw sockets.
 */
final class CallbackApplication implements AutoCloseable {

    /** A chat that a call opens and closes; the file lacks its credentials. */
    static final String CHAT = """
            request:
              url: "{{ context.receiver }}/chat"
              body: { json: { chatId: "{{ event.chatId }}", event: "{{ event.event }}" } }
            callback:
              path: /callbacks/chat
              session: "{{ event.chatId }}"
              from: event.chatId
              closeWhen: event.event == 'END'
            """;

    static final String TOKEN = "correct-horse-battery";
    static final String BEARER = CHAT + "  auth: { bearer: \"{{ secret.token }}\" }\n";

    private final WebhookScriptTestSupport camel;
    private final VertxPlatformHttpServer server;
    private final List<Exchange> routed = new CopyOnWriteArrayList<>();

    /** The response of the application, as it came. */
    record Response(int status, Map<String, List<String>> headers, String body) {

        String header(String name) {
            List<String> values = headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), List.of());
            return values.isEmpty() ? "" : values.get(0);
        }
    }

    private CallbackApplication(WebhookScriptTestSupport camel) throws Exception {
        this.camel = camel;
        this.server = HttpSource.server(camel.camelContext());
        secret("token", TOKEN);
    }

    /** With a receiver that takes every call. */
    static CallbackApplication in(Path folder) throws Exception {
        return new CallbackApplication(WebhookScriptTestSupport.answering(folder));
    }

    static CallbackApplication of(WebhookScriptTestSupport camel) throws Exception {
        return new CallbackApplication(camel);
    }

    CallbackApplication script(String name, String yaml) {
        camel.script(name, yaml);
        return this;
    }

    CallbackApplication secret(String name, String value) {
        camel.camelContext().getPropertiesComponent().addInitialProperty("webhookscript.secret." + name, value);
        return this;
    }

    CallbackApplication route(RouteBuilder routes) throws Exception {
        camel.route(routes);
        return this;
    }

    /** A route that only keeps the events of a script. */
    CallbackApplication receiving(String script) throws Exception {
        return route(new RouteBuilder() {
            @Override
            public void configure() {
                from("webhookscript:callback:" + script).routeId("from-" + script).process(CallbackApplication.this::keep);
            }
        });
    }

    void keep(Exchange exchange) {
        routed.add(exchange.copy());
    }

    CallbackApplication start() throws IOException {
        camel.start();
        return this;
    }

    WebhookScriptTestSupport camel() {
        return camel;
    }

    int port() {
        return server.getServer().actualPort();
    }

    /** What the routes got, in order. */
    List<Exchange> routed() {
        return List.copyOf(routed);
    }

    void forgetRouted() {
        routed.clear();
    }

    CallbackStatus status(String script) {
        return camel.component().callbackStatus(script).orElseThrow();
    }

    long count(String script, CallbackResult result) {
        return status(script).results().get(result);
    }

    /** Opens the chat of an id by a delivered call, or closes it by an event END. */
    void call(String script, Map<String, Object> event) {
        Exchange exchange = camel.call("webhookscript:" + script, event);
        if (exchange.getException() != null) {
            throw new AssertionError(exchange.getException());
        }
    }

    Response post(String path, String json, String... headerLines) throws IOException {
        List<String> lines = new ArrayList<>(List.of("Content-Type: application/json"));
        lines.addAll(List.of(headerLines));
        return request("POST", path, json.getBytes(StandardCharsets.UTF_8), lines.toArray(String[]::new));
    }

    Response request(String method, String path, byte[] body, String... headerLines) throws IOException {
        StringBuilder head = new StringBuilder(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        for (String line : headerLines) {
            head.append(line).append("\r\n");
        }
        head.append("Connection: close\r\nContent-Length: ").append(body.length).append("\r\n\r\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body);
        return send(bytes.toByteArray());
    }

    /** Sends bytes on a connection of their own, and reads until the server closes it. */
    Response send(byte[] bytes) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return parsed(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static Response parsed(String text) {
        int end = text.indexOf("\r\n\r\n");
        String[] lines = text.substring(0, end).split("\r\n");
        Map<String, List<String>> headers = new java.util.TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.computeIfAbsent(lines[i].substring(0, colon).toLowerCase(java.util.Locale.ROOT), n -> new ArrayList<>())
                    .add(lines[i].substring(colon + 1).strip());
        }
        return new Response(Integer.parseInt(lines[0].split(" ")[1]), headers, text.substring(end + 4));
    }

    @Override
    public void close() {
        camel.close();
    }
}
