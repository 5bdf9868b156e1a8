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
package io.webhookscript.routes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** Keeps what it is sent. The response is 404 for the contact 404, and id and plan for every other. */
final class ReceiverOnLoopback implements AutoCloseable {

    private final HttpServer server;
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final Semaphore responses = new Semaphore(Integer.MAX_VALUE / 2);
    private volatile boolean available = true;

    ReceiverOnLoopback() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::response);
        server.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<String> bodies() {
        return List.copyOf(bodies);
    }

    /** The bodies without the message ids that are their first words. */
    List<String> bodiesWithoutIds() {
        return bodies.stream().map(body -> body.substring(body.indexOf(' ') + 1)).toList();
    }

    /** Lets the next requests wait for their responses until {@link #release}. */
    void hold() {
        responses.drainPermits();
    }

    /** Permits a number of responses. */
    void release(int count) {
        responses.release(count);
    }

    /** While it is not available, the response to every request is 503. */
    void available(boolean available) {
        this.available = available;
    }

    private void response(HttpExchange call) throws IOException {
        bodies.add(new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        responses.acquireUninterruptibly();
        boolean known = !call.getRequestURI().getPath().endsWith("/404");
        byte[] response = (known ? "{\"id\": 9007199254740993, \"plan\": \"gold\"}" : "{\"error\": \"no such contact\"}")
                .getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().set("Content-Type", "application/json");
        call.sendResponseHeaders(!available ? 503 : known ? 201 : 404, response.length);
        try (var out = call.getResponseBody()) {
            out.write(response);
        }
    }

    @Override
    public void close() {
        release(Integer.MAX_VALUE / 2);
        server.stop(0);
    }
}
