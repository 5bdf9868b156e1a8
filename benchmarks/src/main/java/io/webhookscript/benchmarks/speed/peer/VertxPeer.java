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
package io.webhookscript.benchmarks.speed.peer;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.webhookscript.benchmarks.speed.receiver.Destination;

/**
 * Vert.x WebClient and its circuit breaker with its own retries, which cannot tell a timeout from a 503. There is no
 * rate limiter.
 */
final class VertxPeer implements Peer.Asynchronous {

    private final Setup setup;
    private final WebClient client;
    private final Map<Destination, CircuitBreaker> breakers = new EnumMap<>(Destination.class);

    VertxPeer(Setup setup) {
        this.setup = setup;
        Vertx vertx = Vertx.vertx();
        client = WebClient.create(vertx, new WebClientOptions().setMaxPoolSize(Demands.CONNECTIONS).setKeepAlive(true)
                .setFollowRedirects(false).setConnectTimeout((int) Demands.DEADLINE.toMillis()));
        CircuitBreakerOptions options = new CircuitBreakerOptions().setMaxFailures(Demands.BREAKER_LEAST_CALLS)
                .setMaxRetries(Demands.ATTEMPTS - 1).setTimeout(Demands.DEADLINE.toMillis())
                .setResetTimeout(Demands.BREAKER_OPEN.toMillis());
        for (Destination destination : Destination.values()) {
            breakers.put(destination, CircuitBreaker.create(destination.path(), vertx, options)
                    .retryPolicy((failure, made) -> Demands.RETRY_DELAY.toMillis() << (made - 1)));
        }
    }

    @Override
    public CompletableFuture<CallResult> submit(Destination destination, Event event) {
        ContactRequest request = ContactRequest.of(event.json(), event.messageId());
        return Objects.requireNonNull(breakers.get(destination))
                .<CallResult> execute(promise -> attempt(destination, request).onComplete(promise))
                .toCompletionStage().toCompletableFuture().exceptionally(CallResult::failed);
    }

    private Future<CallResult> attempt(Destination destination, ContactRequest request) {
        return client.putAbs(setup.base(destination) + request.target())
                .putHeader("Content-Type", "application/json").putHeader("X-Request-Id", request.messageId())
                .putHeader("X-Owner-Ref", request.ownerRef()).timeout(Demands.DEADLINE.toMillis())
                .sendBuffer(Buffer.buffer(request.body())).map(VertxPeer::result);
    }

    private static CallResult result(HttpResponse<Buffer> response) {
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException("HTTP " + response.statusCode());
        }
        JsonObject body = response.bodyAsJsonObject();
        return CallResult.delivered(body.getJsonObject("contact").getString("crmId"),
                body.getJsonObject("plan").getString("name"));
    }
}
