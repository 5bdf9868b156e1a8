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

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.auth.User;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import io.webhookscript.console.web.ConsoleRequest;
import io.webhookscript.console.web.ConsoleResponse;
import io.webhookscript.console.web.JsonResponse;
import io.webhookscript.console.web.RefusedRequestException;
import io.webhookscript.console.web.RequestHandler;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Camel Main's management server, with its port, its TLS and its authentication. */
public final class ManagementMount implements Mount {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementMount.class);

    private static final int THREADS = 16;

    private final VertxPlatformHttpServer server;
    private final Vertx vertx;
    private final String path;
    private final Duration limit;
    private final WorkerExecutor threads;
    private final List<Route> routes;
    private volatile boolean secure;
    private volatile @Nullable RequestHandler handler;

    private ManagementMount(VertxPlatformHttpRouter router, String path, Duration limit) {
        this.server = router.getServer();
        this.vertx = router.vertx();
        this.path = path;
        this.limit = limit;
        this.threads = vertx.createSharedWorkerExecutor("webhookscript-console", THREADS);
        this.routes = List.of(
                router.route(path).handler(this::redirect), router.route(path + "/*").handler(this::respond));
    }

    /**
     * Takes the paths of the console on the management server.
     *
     * @param  path  of the console below that of the server, with a slash at its beginning and none at its end
     * @param  limit the time in which a request must have been read
     * @return       nothing when the application has no management server
     */
    public static Optional<Mount> find(CamelContext camelContext, String path, Duration limit) {
        return camelContext.getRegistry().findByType(VertxPlatformHttpRouter.class).stream()
                .filter(VertxPlatformHttpRouter::isManagementServer).findFirst()
                .map(router -> new ManagementMount(router, path, limit));
    }

    @Override
    public int port() {
        return server.getServer().actualPort();
    }

    @Override
    public boolean isOnLoopback() {
        try {
            return InetAddress.getByName(server.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @Override
    public boolean authenticates() throws InterruptedException {
        OwnRequests requests = new OwnRequests(vertx, ownHost(), port());
        boolean rejected = requests.areRejected(List.of(base() + "/", base() + "/api/session", base() + "/index.html"));
        secure = requests.useTls();
        return rejected;
    }

    /** A server on all addresses is called by that of loopback. */
    private String ownHost() {
        String host = server.getHost();
        return host == null || host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
    }

    @Override
    public void serve(RequestHandler requests) {
        handler = requests;
    }

    @Override
    public String address() {
        return (secure ? "https://" : "http://") + ownHost() + ":" + port() + base() + "/";
    }

    /** A route without a slash at its end gets the path with one, too. */
    private void redirect(RoutingContext context) {
        if (context.request().path().endsWith("/")) {
            context.next();
            return;
        }
        context.response().setStatusCode(302).putHeader("Location", base() + "/").end()
                .onFailure(failure -> LOG.debug("the client has closed the connection", failure));
    }

    /** Reads the request on the event loop, and responds to it on a thread that may block. */
    private void respond(RoutingContext context) {
        HttpServerRequest request = context.request();
        long timer = vertx.setTimer(limit.toMillis(), id -> closeSlow(request));
        Buffer body = Buffer.buffer();
        request.handler(part -> {
            if (body.length() <= RequestHandler.MAX_BODY) {
                body.appendBuffer(part);
            }
        });
        request.exceptionHandler(failure -> vertx.cancelTimer(timer));
        request.endHandler(end -> {
            vertx.cancelTimer(timer);
            if (body.length() > RequestHandler.MAX_BODY) {
                context.response().putHeader("Connection", "close");
                send(context, JsonResponse.of(new RefusedRequestException(413, "too-large", "the request is too large")));
            } else {
                respond(context, body.getBytes());
            }
        });
        request.resume();
    }

    private static void closeSlow(HttpServerRequest request) {
        request.connection().close()
                .onFailure(failure -> LOG.debug("the connection of a slow client is already closed", failure));
    }

    private void respond(RoutingContext context, byte[] body) {
        RequestHandler serving = handler;
        if (serving == null) {
            send(context, JsonResponse.of(new RefusedRequestException(503, "stopped", "the console is starting")));
            return;
        }
        HttpServerRequest request = context.request();
        String target = request.path();
        String base = base() + "/";
        if (!target.startsWith(base)) {
            send(context, JsonResponse.of(RefusedRequestException.notFound()));
            return;
        }
        User user = context.user();
        ConsoleRequest read = new ConsoleRequest(
                request.method().name(), target.substring(base.length()), request.query(), headers(request), body,
                user == null ? null : user.subject());
        threads.executeBlocking(() -> serving.handle(read), false)
                .onSuccess(response -> send(context, response))
                .onFailure(context::fail);
    }

    /** Those that were sent once: a header that was sent twice is ambiguous, and is left out. */
    private static Map<String, String> headers(HttpServerRequest request) {
        Map<String, String> headers = new HashMap<>();
        for (String name : request.headers().names()) {
            List<String> values = request.headers().getAll(name);
            if (values.size() == 1) {
                headers.put(name, values.get(0));
            }
        }
        HostAndPort authority = request.authority();
        if (request.version() == HttpVersion.HTTP_2 && authority != null) {
            headers.put("host", authority.toString());
        }
        return headers;
    }

    private static void send(RoutingContext context, ConsoleResponse response) {
        if (context.response().ended() || context.response().closed()) {
            return;
        }
        context.response().setStatusCode(response.status());
        response.headers().forEach(context.response()::putHeader);
        context.response().end(Buffer.buffer(response.body()))
                .onFailure(failure -> LOG.debug("the client has closed the connection", failure));
    }

    @Override
    public void close() {
        handler = null;
        routes.forEach(Route::remove);
        threads.close().onFailure(failure -> LOG.debug("the threads of the console cannot be closed", failure));
    }

    private String base() {
        String prefix = server.getPath();
        return (prefix == null || prefix.equals("/") ? "" : prefix.replaceFirst("/$", "")) + path;
    }
}
