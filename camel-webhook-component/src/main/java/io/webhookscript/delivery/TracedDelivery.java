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

/**
 * What a trace may say of the delivery that an exchange of a script's routes carries: no secret, no event.
 *
 * @param attempts masked, those that are over
 * @param outcome  empty while it goes on; {@code status} is that of its last response
 * @param reason   masked; empty while it goes on, and when delivered
 * @param request  what its attempts send; empty while it is not rendered
 * @param failure  why the last attempt brought no whole response, in one word: {@code timeout}, {@code connect}; empty
 *                 when it did
 */
public record TracedDelivery(
        String script, String version, Optional<String> tenant, String messageId, List<AttemptRecord> attempts,
        Optional<Outcome> outcome, OptionalInt status, String reason, Optional<Request> request, Optional<String> failure) {

    public TracedDelivery {
        attempts = List.copyOf(attempts);
    }

    /** @param url masked, without its query, which may hold what the event holds */
    public record Request(String method, String host, int port, String url) {

        private static Request of(HttpCall call, Masker masker) {
            String url = call.uri().toString();
            int query = url.indexOf('?');
            return new Request(
                    call.method(), masker.mask(call.host()), call.port(),
                    masker.mask(query < 0 ? url : url.substring(0, query)));
        }
    }

    /** Empty for exchanges that are not of a script's routes, the caller's for one. */
    public static Optional<TracedDelivery> of(Exchange exchange) {
        return exchange.getMessage().getBody() instanceof Delivery delivery ? Optional.of(of(delivery)) : Optional.empty();
    }

    private static TracedDelivery of(Delivery delivery) {
        Optional<AttemptResult> end = delivery.hasEnded() ? Optional.of(delivery.result()) : Optional.empty();
        return new TracedDelivery(
                delivery.script().name(), delivery.script().version(), delivery.script().definition().tenant(),
                delivery.data().message().id(),
                delivery.attempts().stream().map(attempt -> attempt.masked(delivery.data().masker())).toList(),
                end.map(AttemptResult::outcome), end.map(AttemptResult::status).orElse(OptionalInt.empty()),
                end.map(result -> delivery.data().masker().mask(delivery.reason())).orElse(""),
                delivery.request().map(rendered -> Request.of(rendered.call(), delivery.data().masker())),
                delivery.failure().map(kind -> kind.name().toLowerCase(Locale.ROOT)));
    }
}
