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

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.http.CallFailedException;
import io.webhookscript.http.CallLimits;
import io.webhookscript.http.HttpAnswer;
import io.webhookscript.http.HttpConnections;
import io.webhookscript.script.Masker;
import io.webhookscript.script.Outcome;
import org.jspecify.annotations.Nullable;

/** Asks a token server for a token (RFC 6749 §5) and says whose fault it is when there is none. */
record TokenServer(HttpConnections connections) {

    private static final int MAX_ANSWER = 1 << 20;

    /** For a token whose server does not say how long it holds. */
    private static final long DEFAULT_SECONDS = 300;

    /** A longer one reaches no receiver, since no request may have such a line. */
    private static final int LONGEST_TOKEN = RequestHead.MOST_LINE - "Authorization: Bearer ".length() - 2;

    /** Characters of a server's error code that are repeated. */
    private static final int LONGEST_ERROR = 200;

    /** However long a server says it holds: a mistake of its clock, or of its unit, is over within a day. */
    private static final long MOST_SECONDS = 86_400;

    /** A token is renewed this much earlier than it runs out, or by a tenth of its life when that is less. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    AccessToken fetch(TokenRequest request, Masker masker, Attempt attempt) throws CredentialsException {
        String server = "the token server " + request.uri().getHost();
        try {
            CallLimits limits = attempt.limits().withMaxResponseSize(MAX_ANSWER);
            HttpAnswer answer = connections.send(request.toCall(), limits, attempt.profile());
            if (answer.status() / 100 != 2) {
                throw refusal(server, answer, masker);
            }
            return token(server, answer, attempt.now());
        } catch (CallFailedException e) {
            boolean ours = e.kind() == CallFailedException.Kind.TLS || e.kind() == CallFailedException.Kind.ADDRESS_REFUSED;
            Outcome outcome = ours ? Outcome.REFUSED : Outcome.TEMPORARY;
            throw new CredentialsException(outcome, 0, masked(masker, server + " cannot be asked: " + e.getMessage()), e);
        }
    }

    private static CredentialsException refusal(String server, HttpAnswer answer, Masker masker) {
        int status = answer.status();
        boolean ill = status >= 500 || status == 408 || status == 425 || status == 429;
        String error = members(answer).get("error") instanceof String text ? " (" + masker.mask(text, LONGEST_ERROR) + ")" : "";
        return new CredentialsException(
                ill ? Outcome.TEMPORARY : Outcome.REFUSED, status, masked(masker, server + " answered " + status + error),
                null);
    }

    private static AccessToken token(String server, HttpAnswer answer, Instant now) throws CredentialsException {
        Map<?, ?> members = members(answer);
        if (!(members.get("access_token") instanceof String value) || value.isEmpty()) {
            throw new CredentialsException(
                    Outcome.TEMPORARY, answer.status(), server + " answered without an access_token", null);
        }
        if (members.get("token_type") instanceof String type && !type.equalsIgnoreCase("bearer")) {
            throw new CredentialsException(
                    Outcome.REFUSED, answer.status(), server + " gave a token that is no bearer token", null);
        }
        if (value.length() > LONGEST_TOKEN) {
            throw new CredentialsException(
                    Outcome.REFUSED, answer.status(),
                    server + " gave a token of " + value.length() + " characters; expected at most " + LONGEST_TOKEN, null);
        }
        Duration life = Duration.ofSeconds(Math.min(MOST_SECONDS, Math.max(0, seconds(members.get("expires_in")))));
        Duration tenth = life.dividedBy(10);
        return new AccessToken(value, now.plus(life).minus(tenth.compareTo(MARGIN) < 0 ? tenth : MARGIN));
    }

    /** Some servers write the number as text. */
    private static long seconds(@Nullable Object expiresIn) {
        if (expiresIn instanceof Number number) {
            return Math.min(number.longValue(), Integer.MAX_VALUE);
        }
        return expiresIn instanceof String text && text.matches("[0-9]{1,9}") ? Long.parseLong(text) : DEFAULT_SECONDS;
    }

    /** An answer that is no JSON object has no members: that is all one needs to know about it. */
    private static Map<?, ?> members(HttpAnswer answer) {
        try {
            return Json.read(answer.body(), Optional.empty()) instanceof Map<?, ?> map ? map : Map.of();
        } catch (NotSentException e) {
            return Map.of();
        }
    }

    private static String masked(Masker masker, String text) {
        return String.valueOf(masker.mask(text));
    }
}
