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
package io.webhookscript.delivery;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.webhookscript.delivery.report.AttemptRecord;
import io.webhookscript.delivery.report.DeliveryResult;
import io.webhookscript.http.message.HttpCall;
import io.webhookscript.script.ScriptIdentity;
import io.webhookscript.secret.Masker;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The data about a delivery that a trace may contain. It holds no secret and no event.
 *
 * @param attempts the ended attempts, masked
 * @param result   masked; null while the delivery continues
 * @param request  the request of its attempts; null until it is rendered
 * @param failure  the reason why the last attempt got no complete response, in one word: {@code timeout}, {@code
 *                 connect}; null when it got one
 */
public record TracedDelivery(
        ScriptIdentity script, String messageId, List<AttemptRecord> attempts, @Nullable DeliveryResult result,
        @Nullable Request request, @Nullable String failure) {

    public TracedDelivery {
        attempts = List.copyOf(attempts);
    }

    /** @param url masked, without the query, which may contain data of the event */
    public record Request(String method, String host, int port, String url) {

        private static Request of(HttpCall call, Masker masker) {
            String url = call.uri().toString();
            int query = url.indexOf('?');
            return new Request(
                    call.method(), masker.mask(call.host()), call.port(),
                    masker.mask(query < 0 ? url : url.substring(0, query)));
        }
    }

    /** The traced delivery of an exchange; empty for exchanges outside of a script's routes, such as the caller's. */
    public static Optional<TracedDelivery> of(Exchange exchange) {
        return exchange.getMessage().getBody() instanceof Delivery delivery ? Optional.of(of(delivery)) : Optional.empty();
    }

    private static TracedDelivery of(Delivery delivery) {
        return new TracedDelivery(
                delivery.runtime().identity(), delivery.data().message().id(),
                delivery.attempts().stream().map(attempt -> attempt.masked(delivery.data().masker())).toList(),
                delivery.hasEnded() ? delivery.maskedResult() : null,
                delivery.request() != null ? Request.of(delivery.request().call(), delivery.data().masker()) : null,
                delivery.failure() != null ? delivery.failure().name().toLowerCase(Locale.ROOT) : null);
    }
}
