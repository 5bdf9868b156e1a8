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
package io.webhookscript.store.jdbc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A receiver on loopback that records each call, and responds with the status that a test decides on. */
public final class RecordingReceiver implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final ToIntFunction<Call> status;

    /**
     * A call as it came.
     *
     * @param id    the message id, from the header of the script: Idempotency-Key or webhook-id
     * @param nanos the time at which it was read, in nanoseconds of this process
     */
    public record Call(String path, String id, long nanos) {
    }

    public RecordingReceiver(ToIntFunction<Call> status) throws IOException {
        this.status = status;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        server.setExecutor(threads);
        server.createContext("/", this::respond);
        server.start();
    }

    private void respond(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            Call call = new Call(
                    exchange.getRequestURI().getPath(), messageId(exchange.getRequestHeaders()), System.nanoTime());
            calls.add(call);
            exchange.sendResponseHeaders(status.applyAsInt(call), -1);
        }
    }

    private static String messageId(Headers headers) {
        String key = headers.getFirst("Idempotency-Key");
        return key != null ? key : String.valueOf(headers.getFirst("webhook-id"));
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** The calls so far, in the order in which they were read. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
