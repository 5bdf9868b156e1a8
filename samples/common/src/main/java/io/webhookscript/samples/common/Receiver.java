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
package io.webhookscript.samples.common;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An HTTP server on the loopback address that prints each request which it gets, and checks it by the action of its
 * path.
 */
public final class Receiver implements AutoCloseable {

    /** Checks a request and responds. An exception is a check that does not hold. */
    @FunctionalInterface
    public interface Action {
        Response respond(ReceivedRequest request) throws Exception;
    }

    private final HttpServer server;
    private final Narration narration;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private int requests;
    private int responses;

    private Receiver(HttpServer server, Narration narration) {
        this.server = server;
        this.narration = narration;
    }

    public static Receiver start(Narration narration) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Receiver receiver = new Receiver(server, narration);
        server.setExecutor(receiver.threads);
        server.start();
        return receiver;
    }

    /** Serves the path and everything below it. */
    public Receiver on(String path, Action action) {
        server.createContext(path, call -> take(call, action, true));
        return this;
    }

    /** Serves the path with an action that prints by itself, for example after a wait. */
    public Receiver onSilently(String path, Action action) {
        server.createContext(path, call -> take(call, action, false));
        return this;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + port();
    }

    /** The number of requests that were responded to. */
    public synchronized int responses() {
        return responses;
    }

    /** Waits until that many requests have arrived; gives up when the thread is interrupted. */
    public synchronized void awaitRequests(int count) throws InterruptedException {
        while (requests < count) {
            wait();
        }
    }

    /** Waits until that many requests were responded to; gives up when the thread is interrupted. */
    public synchronized void awaitResponses(int count) throws InterruptedException {
        while (responses < count) {
            wait();
        }
    }

    /** Prints a request that was taken silently. */
    public void show(ReceivedRequest request) {
        narration.line("receiver", request.shown());
    }

    private void take(HttpExchange call, Action action, boolean shown) throws IOException {
        try (call) {
            ReceivedRequest request = ReceivedRequest.of(call);
            arrived();
            if (shown) {
                show(request);
            }
            respond(call, response(request, action));
        } finally {
            responded();
        }
    }

    private Response response(ReceivedRequest request, Action action) {
        try {
            return action.respond(request);
        } catch (Exception | AssertionError failure) {
            narration.check("the receiver can read the request", "no failure", failure);
            return Response.json(400, "{\"error\":\"the request cannot be read\"}");
        }
    }

    private static void respond(HttpExchange call, Response response) throws IOException {
        byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
        if (body.length > 0) {
            call.getResponseHeaders().set("Content-Type", response.contentType());
        }
        call.sendResponseHeaders(response.status(), body.length > 0 ? body.length : -1);
        if (body.length > 0) {
            call.getResponseBody().write(body);
        }
    }

    private synchronized void arrived() {
        requests++;
        notifyAll();
    }

    private synchronized void responded() {
        responses++;
        notifyAll();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
