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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests of the console to its own server, without credentials. They show whether the server rejects such a request
 * before it reaches the console. The certificate of the server is not checked: it may be for another name, and nothing
 * is sent.
 */
final class OwnRequests {

    private static final Logger LOG = LoggerFactory.getLogger(OwnRequests.class);

    private static final int UNAUTHORIZED = 401;

    /** Long enough for a server that has just started on a busy machine. */
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Vertx vertx;
    private final String host;
    private final int port;
    private boolean tls;

    OwnRequests(Vertx vertx, String host, int port) {
        this.vertx = vertx;
        this.host = host;
        this.port = port;
    }

    /** Whether the last response came over TLS. */
    boolean useTls() {
        return tls;
    }

    /**
     * Whether all of the paths are rejected because the credentials are missing.
     *
     * @throws IllegalStateException when the server does not respond
     */
    boolean areRejected(List<String> paths) throws InterruptedException {
        for (String path : paths) {
            if (status(path) != UNAUTHORIZED) {
                return false;
            }
        }
        return true;
    }

    /** A server with TLS closes the connection of a request without it, and the other way round. */
    private int status(String path) throws InterruptedException {
        try {
            return send(path);
        } catch (ExecutionException otherProtocol) {
            tls = !tls;
        } catch (TimeoutException e) {
            throw noResponse(e);
        }
        try {
            return send(path);
        } catch (ExecutionException | TimeoutException e) {
            throw noResponse(e);
        }
    }

    private int send(String path) throws InterruptedException, ExecutionException, TimeoutException {
        HttpClient client = vertx.createHttpClient(new HttpClientOptions().setTrustAll(true).setVerifyHost(false));
        try {
            RequestOptions request
                    = new RequestOptions().setMethod(HttpMethod.GET).setHost(host).setPort(port).setSsl(tls).setURI(path);
            return client.request(request).compose(HttpClientRequest::send).map(HttpClientResponse::statusCode)
                    .toCompletionStage().toCompletableFuture().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            client.close().onFailure(failure -> LOG.debug("the client of the check cannot be closed", failure));
        }
    }

    private IllegalStateException noResponse(Exception cause) {
        return new IllegalStateException(
                "the management server does not respond at its own address " + host + ":" + port, cause);
    }
}
