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
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.webhookscript.http.CallFailedException;
import io.webhookscript.http.CallLimits;
import io.webhookscript.http.HttpConnections;
import io.webhookscript.http.message.HttpResponse;
import io.webhookscript.request.render.RequestHead;
import io.webhookscript.script.Outcome;
import io.webhookscript.secret.Masker;
import io.webhookscript.value.OneLine;
import org.jspecify.annotations.Nullable;

/** Requests a token from a token server (RFC 6749 §5) and classifies a failure. */
record TokenServer(HttpConnections connections) {

    private static final int MAX_RESPONSE = 1 << 20;

    /** Of an error's name in a message. */
    private static final int MAX_ERROR = 100;

    /** The lifetime of a token whose server does not give one. */
    private static final long DEFAULT_SECONDS = 300;

    /** A longer one reaches no receiver, since no request may have such a line. */
    private static final int MAX_TOKEN = RequestHead.MAX_LINE - "Authorization: Bearer ".length() - 2;

    /** However long a server says it holds: a mistake of its clock, or of its unit, is over within a day. */
    private static final long MAX_SECONDS = 86_400;

    /** A token is renewed this long before it expires, or a tenth of its lifetime before, if that is shorter. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    AccessToken fetch(TokenRequest request, Masker masker, Attempt attempt) throws CredentialsException {
        String server = "the token server " + request.uri().getHost();
        try {
            CallLimits limits = attempt.limits().withMaxResponseSize(MAX_RESPONSE);
            HttpResponse response = connections.send(request.toCall(), limits, attempt.profile());
            if (response.status() / 100 != 2) {
                throw refusal(server, response, masker);
            }
            return token(server, response, masker, attempt.now());
        } catch (CallFailedException e) {
            boolean ours = e.kind() == CallFailedException.Kind.TLS || e.kind() == CallFailedException.Kind.ADDRESS_REFUSED;
            Outcome outcome = ours ? Outcome.REFUSED : Outcome.TEMPORARY;
            throw new CredentialsException(outcome, 0, masker.mask(server + " cannot be called: " + e.getMessage()), e);
        }
    }

    private static CredentialsException refusal(String server, HttpResponse response, Masker masker) {
        int status = response.status();
        boolean unavailable = status >= 500 || status == 408 || status == 425 || status == 429;
        String error
                = errorOf(TokenResponse.members(response)).map(name -> " (" + masker.mask(name, MAX_ERROR) + ")").orElse("");
        return new CredentialsException(
                unavailable ? Outcome.TEMPORARY : Outcome.REFUSED, status,
                masker.mask(server + " responded with " + status + error),
                null);
    }

    /** RFC 6749 §5.2 has the error's name; some put an object with more in its place. */
    private static Optional<String> errorOf(Map<?, ?> members) {
        Object error = members.get("error");
        if (error instanceof Map<?, ?> more) {
            error = Stream.of("error", "code", "type", "status", "message").<Object> map(more::get).filter(Objects::nonNull)
                    .findFirst().orElse("error");
        }
        return error == null || error.equals(false) || error.equals("")
                ? Optional.empty() : Optional.of(OneLine.of(error.toString()));
    }

    private static AccessToken token(String server, HttpResponse response, Masker masker, Instant now)
            throws CredentialsException {
        Map<?, ?> members = TokenResponse.members(response);
        if (!(members.get("access_token") instanceof String value) || value.isEmpty()) {
            Optional<String> error = errorOf(members);
            throw new CredentialsException(
                    error.isPresent() ? Outcome.REFUSED : Outcome.TEMPORARY, response.status(),
                    masker.mask(server + " responded without an access_token"
                                + error.map(e -> " (" + masker.mask(e, MAX_ERROR) + ")").orElse("")),
                    null);
        }
        if (members.get("token_type") instanceof String type && !type.equalsIgnoreCase("bearer")) {
            throw new CredentialsException(
                    Outcome.REFUSED, response.status(), server + " returned a token that is not a bearer token", null);
        }
        if (value.length() > MAX_TOKEN) {
            throw new CredentialsException(
                    Outcome.REFUSED, response.status(),
                    server + " gave a token of " + value.length() + " characters; expected at most " + MAX_TOKEN, null);
        }
        Duration life = Duration.ofSeconds(Math.min(MAX_SECONDS, Math.max(0, seconds(members.get("expires_in")))));
        Duration tenth = life.dividedBy(10);
        return new AccessToken(value, now.plus(life).minus(tenth.compareTo(MARGIN) < 0 ? tenth : MARGIN));
    }

    /** Reads the lifetime, which some servers write as text. */
    private static long seconds(@Nullable Object expiresIn) {
        if (expiresIn instanceof Number number) {
            return Math.min(number.longValue(), Integer.MAX_VALUE);
        }
        return expiresIn instanceof String text && text.matches("[0-9]{1,9}") ? Long.parseLong(text) : DEFAULT_SECONDS;
    }
}
