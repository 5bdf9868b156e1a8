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
package io.webhookscript.request.attempt;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.webhookscript.http.CallFailedException;
import io.webhookscript.http.HttpConnections;
import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.HttpResponse;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.request.render.RenderedRequest;
import io.webhookscript.via.ViaEndpoint;
import io.webhookscript.via.ViaEndpoints;

/**
 * Prepares and sends one attempt. With OAuth 2, a token that the receiver no longer accepts is replaced once, which
 * does not count as another attempt. All calls of an attempt, including those to a token server, share its timeout.
 * Thread-safe.
 *
 * @param nanoTime measures the used part of the timeout
 * @param via      endpoints for scripts with {@code request.via}
 */
public record AttemptSender(
        AttemptPreparer sealer, HttpConnections connections, LongSupplier nanoTime, ViaEndpoints via) {

    /** RFC 9110 §15.5.2: the credentials were not accepted. */
    private static final int UNAUTHORIZED = 401;

    /** Creates a sender without endpoints for {@code request.via}. */
    public AttemptSender(AttemptPreparer sealer, HttpConnections connections, LongSupplier nanoTime) {
        this(sealer, connections, nanoTime, ViaEndpoints.NONE);
    }

    /**
     * @param  sealed               called with each call just before it is sent
     * @throws NotSentException     when the script's secrets do not give credentials or a signature
     * @throws CredentialsException when the token server does not give a token
     * @throws CallFailedException  when the receiver does not return a complete response
     */
    public HttpResponse send(RenderedRequest request, TemplateInputs data, Attempt attempt, Consumer<HttpCall> sealed)
            throws NotSentException, CredentialsException, CallFailedException {
        Transport transport = transport(data);
        long began = nanoTime.getAsLong();
        HttpCall call = sealer.seal(request, data, attempt);
        HttpResponse response = transport.send(call, left(attempt, began), sealed);
        if (wantsAnotherToken(call, response, data)) {
            HttpCall again = sealer.seal(request, data, left(attempt, began));
            return transport.send(again, left(attempt, began), sealed);
        }
        return response;
    }

    /** Whether the attempt should repeat the call with a new token. Forgets the old token. */
    public boolean wantsAnotherToken(HttpCall sealed, HttpResponse response, TemplateInputs data) {
        return response.status() == UNAUTHORIZED && sealer.forgetToken(sealed, data);
    }

    /**
     * Prepares the call of a script that sends through an endpoint.
     *
     * @throws NotSentException    as {@link #send}, and when the endpoint cannot make the call
     * @throws CallFailedException when the address policy rejects the URL
     */
    public HttpCall seal(RenderedRequest request, TemplateInputs data, Attempt attempt, ViaEndpoint endpoint)
            throws NotSentException, CredentialsException, CallFailedException {
        HttpCall call = sealer.seal(request, data, attempt);
        endpoint.check(call);
        requireNoObjection(call, data);
        return call;
    }

    /** The URL of a call without its query and without secrets, for traces of an endpoint. */
    public static String shownUrl(HttpCall call, TemplateInputs data) {
        String url = call.uri().toString();
        int query = url.indexOf('?');
        return data.masker().mask(query < 0 ? url : url.substring(0, query));
    }

    /**
     * The masked reason why the script's endpoint cannot make a call; empty when it can, and for a script without an
     * endpoint.
     */
    public Optional<String> objection(HttpCall call, TemplateInputs data) {
        return endpoint(data).flatMap(endpoint -> endpoint.objection(call))
                .map(data.masker()::mask);
    }

    private void requireNoObjection(HttpCall call, TemplateInputs data) throws NotSentException {
        Optional<String> objection = objection(call, data);
        if (objection.isPresent()) {
            throw new NotSentException(objection.get(), null);
        }
    }

    private Optional<ViaEndpoint> endpoint(TemplateInputs data) {
        return Optional.ofNullable(data.script().definition().request().connection().via()).map(via::named);
    }

    @FunctionalInterface
    private interface Transport {

        HttpResponse send(HttpCall call, Attempt attempt, Consumer<HttpCall> sealed)
                throws NotSentException, CallFailedException;
    }

    private Transport transport(TemplateInputs data) {
        Optional<ViaEndpoint> endpoint = endpoint(data);
        if (endpoint.isEmpty()) {
            return (call, attempt, sealed) -> {
                sealed.accept(call);
                return connections.send(call, attempt.limits(), attempt.profile());
            };
        }
        return (call, attempt, sealed) -> {
            endpoint.get().check(call);
            requireNoObjection(call, data);
            sealed.accept(call);
            return endpoint.get().send(call, attempt.limits(), shownUrl(call, data));
        };
    }

    private Attempt left(Attempt attempt, long began) {
        return attempt.after(Duration.ofNanos(nanoTime.getAsLong() - began));
    }
}
