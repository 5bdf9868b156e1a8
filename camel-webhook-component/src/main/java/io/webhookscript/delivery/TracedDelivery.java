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
import java.util.OptionalInt;

import io.webhookscript.delivery.event.AttemptRecord;
import io.webhookscript.http.message.HttpCall;
import io.webhookscript.response.AttemptResult;
import io.webhookscript.script.Outcome;
import io.webhookscript.secret.Masker;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The data about a delivery that a trace may contain. It holds no secret and no event.
 *
 * @param attempts the ended attempts, masked
 * @param tenant   null if the script has none
 * @param outcome  null while the delivery continues; {@code status} is the status of its last response
 * @param reason   masked; empty while the delivery continues, and when delivered
 * @param request  the request of its attempts; null until it is rendered
 * @param failure  the reason why the last attempt got no complete response, in one word: {@code timeout}, {@code
 *                 connect}; null when it got one
 */
public record TracedDelivery(
        String script, String version, @Nullable String tenant, String messageId, List<AttemptRecord> attempts,
        @Nullable Outcome outcome, OptionalInt status, String reason, @Nullable Request request, @Nullable String failure) {

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
        Optional<AttemptResult> end = delivery.hasEnded() ? Optional.of(delivery.result()) : Optional.empty();
        return new TracedDelivery(
                delivery.script().name(), delivery.script().version(), delivery.script().definition().tenant().orElse(null),
                delivery.data().message().id(),
                delivery.attempts().stream().map(attempt -> attempt.masked(delivery.data().masker())).toList(),
                end.map(AttemptResult::outcome).orElse(null), end.map(AttemptResult::status).orElse(OptionalInt.empty()),
                end.map(result -> delivery.data().masker().mask(delivery.reason())).orElse(""),
                delivery.request().map(rendered -> Request.of(rendered.call(), delivery.data().masker())).orElse(null),
                delivery.failure().map(kind -> kind.name().toLowerCase(Locale.ROOT)).orElse(null));
    }
}
