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
package io.webhookscript.request;

import java.util.function.Function;

import io.webhookscript.http.HttpCall;
import io.webhookscript.http.HttpConnections;

/**
 * Makes of a rendered request what goes out on one attempt: credentials, hops, signatures. One per component: it holds
 * the OAuth 2 tokens that scripts share. Thread-safe.
 */
public final class RequestSealer {

    private final HttpConnections connections;
    private final Function<String, AttemptAuthenticator> authenticators;
    private final Function<String, RequestSigner> signers;

    /**
     * @param authenticators beans by name; throws IllegalArgumentException when there is none of that name and type
     * @param signers        likewise
     */
    public RequestSealer(
                         HttpConnections connections, Function<String, AttemptAuthenticator> authenticators,
                         Function<String, RequestSigner> signers) {
        this.connections = connections;
        this.authenticators = authenticators;
        this.signers = signers;
    }

    /**
     * The call of this attempt. May call a token server, within the attempt's deadline: the time that takes is the
     * attempt's.
     *
     * @throws NotSentException     when the script's secrets do not give credentials or a signature
     * @throws CredentialsException when the token server does not give a token
     */
    public HttpCall seal(RenderedRequest request, DeliveryData data, Attempt attempt)
            throws NotSentException, CredentialsException {
        throw new UnsupportedOperationException("" + connections.leased() + authenticators + signers);
    }

    /**
     * After a 401: forgets the token that the call was sealed with, so that sealing once more gets a new one.
     *
     * @return whether there was one, so that one repetition makes sense
     */
    public boolean forgetToken(HttpCall sealed, DeliveryData data) {
        throw new UnsupportedOperationException();
    }
}
