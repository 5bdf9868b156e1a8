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
package io.webhookscript.store.crash;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A receiver that notes each call in the order of its arrival. One event of ten fails at its first calls. Thread-safe.
 */
final class RecordingReceiver implements AutoCloseable {

    private static final int THREADS = 64;
    private static final int FAILING = 10;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final int failures;
    private final List<Call> calls = new ArrayList<>();
    private final Map<Integer, Integer> callsOfEvent = new HashMap<>();
    private final Map<Integer, Integer> deliveries = new HashMap<>();

    /**
     * A call.
     *
     * @param at       when it arrived, in nanoseconds of this process
     * @param accepted whether it got a status of success
     */
    record Call(int number, String messageId, long at, boolean accepted) {
    }

    /** @param failures the first calls of an event of ten that fail */
    RecordingReceiver(int failures) throws IOException {
        this.failures = failures;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        server.setExecutor(threads);
        server.createContext("/orders/", this::respond);
        server.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The number of events that were delivered. */
    synchronized int delivered() {
        return deliveries.size();
    }

    synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    private void respond(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        boolean accepted = note(
                Integer.parseInt(path.substring(path.lastIndexOf('/') + 1)),
                String.valueOf(exchange.getRequestHeaders().getFirst("webhook-id")));
        exchange.sendResponseHeaders(accepted ? 204 : 503, -1);
        exchange.close();
    }

    private synchronized boolean note(int number, String messageId) {
        int earlier = callsOfEvent.merge(number, 1, Integer::sum) - 1;
        boolean accepted = !fails(number) || earlier >= failures;
        if (accepted) {
            deliveries.merge(number, 1, Integer::sum);
        }
        calls.add(new Call(number, messageId, System.nanoTime(), accepted));
        return accepted;
    }

    /** Spread over the keys of an ordered run, which are the remainders of the numbers. */
    private static boolean fails(int number) {
        return Math.floorMod(Integer.hashCode(number * 0x9E3779B9) >>> 7, FAILING) == 0;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
