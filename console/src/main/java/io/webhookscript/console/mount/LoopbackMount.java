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
package io.webhookscript.console.mount;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.webhookscript.console.web.ConsoleRequest;
import io.webhookscript.console.web.ConsoleResponse;
import io.webhookscript.console.web.JsonResponse;
import io.webhookscript.console.web.RefusedRequestException;
import io.webhookscript.console.web.RequestHandler;
import org.jspecify.annotations.Nullable;

/** The console's own server, which only this machine can call. It is the server of the JDK. */
public final class LoopbackMount implements Mount {

    /** More than the browsers of one person open, with room for slow ones until their time is over. */
    private static final int THREADS = 32;
    private static final int WAITING_CONNECTIONS = 64;

    private final HttpServer server;
    private final String path;
    private final ThreadPoolExecutor threads;
    private final RequestDeadlines deadlines;
    private volatile @Nullable RequestHandler handler;

    private LoopbackMount(HttpServer server, String path, RequestDeadlines deadlines) {
        this.server = server;
        this.path = path;
        this.deadlines = deadlines;
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_CONNECTIONS), task -> {
                    Thread thread = new Thread(task, "webhookscript-console-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        this.threads.allowCoreThreadTimeOut(true);
    }

    /**
     * @param  port        0 for any that is free
     * @param  path        of the console, with a slash at its beginning and none at its end
     * @throws IOException when the port is taken
     */
    public static LoopbackMount open(int port, String path, RequestDeadlines deadlines) throws IOException {
        HttpServer server
                = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), WAITING_CONNECTIONS);
        LoopbackMount mount = new LoopbackMount(server, path, deadlines);
        server.setExecutor(task -> mount.threads.execute(deadlines.limited(task)));
        server.createContext("/", mount::respond);
        server.start();
        return mount;
    }

    @Override
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public boolean isOnLoopback() {
        return true;
    }

    @Override
    public boolean authenticates() {
        return false;
    }

    @Override
    public void serve(RequestHandler requests) {
        handler = requests;
    }

    @Override
    public String address() {
        return "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port() + path + "/";
    }

    private void respond(HttpExchange exchange) throws IOException {
        try (exchange) {
            ConsoleResponse response = response(exchange);
            deadlines.restart();
            response.headers().forEach(exchange.getResponseHeaders()::set);
            // the server writes head and body one after the other, and on a connection that is kept the second one waits 40 ms
            // for the acknowledgement of the first; a new connection on loopback takes a tenth of a millisecond
            exchange.getResponseHeaders().set("Connection", "close");
            boolean empty = response.body().length == 0;
            exchange.sendResponseHeaders(response.status(), empty ? -1 : response.body().length);
            if (!empty) {
                exchange.getResponseBody().write(response.body());
            }
        }
    }

    private ConsoleResponse response(HttpExchange exchange) throws IOException {
        String target = String.valueOf(exchange.getRequestURI().getRawPath());
        if (target.equals("/") || target.equals(path)) {
            return ConsoleResponse.empty(302).with(Map.of("Location", path + "/"));
        }
        RequestHandler serving = handler;
        if (serving == null) {
            return JsonResponse.of(new RefusedRequestException(503, "stopped", "the console is starting"));
        }
        if (!target.startsWith(path + "/")) {
            return JsonResponse.of(RefusedRequestException.notFound());
        }
        byte[] body = exchange.getRequestBody().readNBytes(RequestHandler.MAX_BODY + 1);
        if (body.length > RequestHandler.MAX_BODY) {
            return JsonResponse.of(new RefusedRequestException(413, "too-large", "the request is too large"));
        }
        deadlines.pause();
        return serving.handle(new ConsoleRequest(
                exchange.getRequestMethod(), target.substring(path.length() + 1), exchange.getRequestURI().getRawQuery(),
                headers(exchange), body, null));
    }

    /** Those that were sent once: a header that was sent twice is ambiguous, and is left out. */
    private static Map<String, String> headers(HttpExchange exchange) {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (values.size() == 1) {
                headers.put(name, values.get(0));
            }
        });
        return headers;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        deadlines.close();
    }
}
