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

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.webhookscript.http.HttpConnections;
import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.HttpHeader;
import io.webhookscript.request.event.Evaluation;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.request.render.AllowedHosts;
import io.webhookscript.request.render.HttpHeaders;
import io.webhookscript.request.render.RenderedRequest;
import io.webhookscript.request.render.RequestHead;
import io.webhookscript.script.RequestDefinition;
import io.webhookscript.script.RequestDefinition.Authentication;
import io.webhookscript.script.RequestDefinition.Signature;
import io.webhookscript.spi.AttemptAuthenticator;
import io.webhookscript.spi.RequestSigner;

/**
 * Prepares a rendered request for one attempt: adds the headers that differ in each attempt, credentials, hops and
 * signatures. A component has one preparer, which holds the OAuth 2 tokens that scripts share. Thread-safe.
 */
public final class AttemptPreparer {

    private final MessageMacs macs = new MessageMacs();
    private final AccessTokens tokens;
    private final Credentials credentials;
    private final Function<String, AttemptAuthenticator> authenticators;
    private final Function<String, RequestSigner> signers;

    /**
     * @param allowHosts     hosts that data may choose, for token servers
     * @param authenticators finds beans by name; throws IllegalArgumentException when no bean has that name and type
     * @param signers        finds signer beans in the same way
     */
    public AttemptPreparer(
                           HttpConnections connections, List<String> allowHosts,
                           Function<String, AttemptAuthenticator> authenticators, Function<String, RequestSigner> signers) {
        this.tokens = new AccessTokens(connections);
        this.credentials = new Credentials(tokens, new AllowedHosts(allowHosts));
        this.authenticators = authenticators;
        this.signers = signers;
    }

    /**
     * Creates the call of this attempt. It may call a token server, whose time counts towards the attempt's timeout.
     *
     * @throws NotSentException     when the script's secrets cannot be used for credentials or a signature
     * @throws CredentialsException when the token server does not return a token
     */
    public HttpCall seal(RenderedRequest request, TemplateInputs data, Attempt attempt)
            throws NotSentException, CredentialsException {
        Evaluation evaluation = new Evaluation(data.roots(), data);
        RequestDefinition definition = data.script().definition().request();
        HttpCall call = added(request.perAttempt().addTo(request.call(), data, attempt.number()), attempt);
        if (definition.credentials().auth() != null) {
            Authentication auth = definition.credentials().auth();
            call = auth instanceof Authentication.Bean bean
                    ? authenticated(call, bean, evaluation) : credentials.add(call, auth, data, evaluation, attempt);
        }
        for (Signature signature : definition.credentials().signatures()) {
            call = signed(call, signature, data, attempt, evaluation);
        }
        Optional<String> tooLong = RequestHead.problemOf(call);
        if (tooLong.isPresent()) {
            throw evaluation.problem("request", tooLong.get());
        }
        return call;
    }

    /**
     * Forgets the token of the call after a 401, so that preparing it again gets a new token.
     *
     * @return whether the call had a token, so that it is worth repeating once
     */
    public boolean forgetToken(HttpCall sealed, TemplateInputs data) {
        boolean used = data.script().definition().request().credentials().auth() instanceof Authentication.OAuth2;
        if (used) {
            new HttpHeaders(sealed.headers()).first("Authorization").ifPresent(tokens::forget);
        }
        return used;
    }

    private static HttpCall added(HttpCall call, Attempt attempt) {
        if (attempt.added().isEmpty()) {
            return call;
        }
        HttpHeaders lines = new HttpHeaders(call.headers());
        attempt.added().forEach(lines::set);
        return call.with(lines.lines());
    }

    private HttpCall authenticated(HttpCall call, Authentication.Bean bean, Evaluation evaluation) throws NotSentException {
        try {
            return authenticators.apply(bean.bean()).authenticate(call);
        } catch (RuntimeException e) {
            throw foreign("request.auth.ref", bean.bean(), evaluation, e);
        }
    }

    private HttpCall signed(
            HttpCall call, Signature signature, TemplateInputs data, Attempt attempt, Evaluation evaluation)
            throws NotSentException {
        if (signature instanceof Signature.Hmac hmac) {
            return new HmacSigner(data, attempt.now(), macs).sign(hmac, call);
        }
        List<HttpHeader> headers = signature instanceof Signature.StandardWebhooks standard
                ? new StandardWebhooksSigner(evaluation, macs).sign(standard, call, data.message().id(), attempt.now())
                : signedByBean((Signature.Bean) signature, call, data, attempt, evaluation);
        HttpHeaders lines = new HttpHeaders(call.headers());
        for (HttpHeader header : headers) {
            try {
                lines.set(header);
            } catch (IllegalArgumentException e) {
                throw evaluation.problem("request.signature", String.valueOf(e.getMessage()));
            }
        }
        return call.with(lines.lines());
    }

    private List<HttpHeader> signedByBean(
            Signature.Bean bean, HttpCall call, TemplateInputs data, Attempt attempt, Evaluation evaluation)
            throws NotSentException {
        try {
            return signers.apply(bean.bean()).sign(call, data.message().id(), attempt.now());
        } catch (RuntimeException e) {
            throw foreign("request.signature.ref", bean.bean(), evaluation, e);
        }
    }

    /** Wraps any exception of a user's bean. Its message may contain a known secret, which is masked. */
    private static NotSentException foreign(String field, String bean, Evaluation evaluation, RuntimeException e) {
        return evaluation.problem(field, "the bean `" + bean + "` failed: " + e, e);
    }
}
