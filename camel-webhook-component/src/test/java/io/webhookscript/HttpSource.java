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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.support.service.ServiceSupport;

/** The server of a context's {@code platform-http:} endpoints, on loopback, and its callers. */
public final class HttpSource {

    private final VertxPlatformHttpServer server;
    private final HttpClient callers = HttpClient.newHttpClient();

    private HttpSource(VertxPlatformHttpServer server) {
        this.server = server;
    }

    /** To be called before the context starts; it stops the server after its routes. */
    static HttpSource of(CamelContext camelContext) throws Exception {
        return new HttpSource(server(camelContext));
    }

    /** The server on a free port; the context stops it after its routes. To be called before the context starts. */
    public static VertxPlatformHttpServer server(CamelContext camelContext) throws Exception {
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost("127.0.0.1");
        configuration.setBindPort(0);
        VertxPlatformHttpServer server = new VertxPlatformHttpServer(configuration);
        camelContext.addService(server);
        camelContext.addService(new BoundRouter(camelContext, server));
        return server;
    }

    /** Before 4.18, Camel binds the router under the configured port, which is 0, and looks for that of the server. */
    private static final class BoundRouter extends ServiceSupport {

        private final CamelContext camelContext;
        private final VertxPlatformHttpServer server;

        private BoundRouter(CamelContext camelContext, VertxPlatformHttpServer server) {
            this.camelContext = camelContext;
            this.server = server;
        }

        @Override
        protected void doStart() {
            String name = VertxPlatformHttpRouter.getRouterNameFromPort(server.getServer().actualPort());
            if (camelContext.getRegistry().lookupByName(name) == null) {
                camelContext.getRegistry().bind(name, VertxPlatformHttpRouter.lookup(
                        camelContext, VertxPlatformHttpRouter.getRouterNameFromPort(0)));
            }
        }
    }

    CompletableFuture<HttpResponse<String>> post(String path, String json) {
        URI uri = URI.create("http://127.0.0.1:" + server.getServer().actualPort() + path);
        return callers.sendAsync(
                HttpRequest.newBuilder(uri).header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
