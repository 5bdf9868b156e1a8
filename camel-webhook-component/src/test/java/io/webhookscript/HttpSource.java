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
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

/** The server of a context's {@code platform-http:} endpoints, on loopback, and its callers. */
final class HttpSource {

    private final VertxPlatformHttpServer server;
    private final HttpClient callers = HttpClient.newHttpClient();

    private HttpSource(VertxPlatformHttpServer server) {
        this.server = server;
    }

    /** To be called before the context starts; it stops the server after its routes. */
    static HttpSource of(CamelContext camelContext) throws Exception {
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost("127.0.0.1");
        configuration.setBindPort(0);
        VertxPlatformHttpServer server = new VertxPlatformHttpServer(configuration);
        camelContext.addService(server);
        return new HttpSource(server);
    }

    CompletableFuture<HttpResponse<String>> post(String path, String json) {
        URI uri = URI.create("http://127.0.0.1:" + server.getServer().actualPort() + path);
        return callers.sendAsync(
                HttpRequest.newBuilder(uri).header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
