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

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.webhookscript.http.ConnectionProfile;
import io.webhookscript.http.HttpConnections;
import io.webhookscript.script.Outcome;
import io.webhookscript.secret.Masker;

/** Requests an OAuth 2 access token once for all attempts that need it, and keeps it while it is valid. Thread-safe. */
final class AccessTokens {

    /** Data of events may ask for a token each; those that were not used for the longest time are forgotten. */
    static final int MAX = 1_000;

    /**
     * Scripts share a token when their token requests and connection profiles are equal.
     *
     * @param request as its digest: what it is rendered from may be long, and holds a secret
     */
    private record Key(URI server, String request, ConnectionProfile profile) {

        private static Key of(TokenRequest request, ConnectionProfile profile) {
            return new Key(request.uri(), request.digest(), profile);
        }
    }

    private static final String BEARER = "Bearer ";

    private final TokenServer server;
    private final Map<Key, CompletableFuture<AccessToken>> tokens = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, CompletableFuture<AccessToken>> eldest) {
            return size() > MAX;
        }
    };

    AccessTokens(HttpConnections connections) {
        this.server = new TokenServer(connections);
    }

    /** Returns the token's text, which is added to the masker. */
    String get(TokenRequest request, Masker masker, Attempt attempt) throws CredentialsException {
        Key key = Key.of(request, attempt.profile());
        CompletableFuture<AccessToken> mine = new CompletableFuture<>();
        CompletableFuture<AccessToken> current = knownOr(mine, key, attempt.now());
        if (current == mine) {
            fetch(key, request, mine, masker, attempt);
        }
        AccessToken token = await(current, attempt.limits().deadline());
        masker.secret("accessToken", token.value());
        return token.value();
    }

    private CompletableFuture<AccessToken> knownOr(CompletableFuture<AccessToken> mine, Key key, Instant now) {
        synchronized (tokens) {
            CompletableFuture<AccessToken> known = tokens.get(key);
            if (known != null && !hasRunOut(known, now)) {
                return known;
            }
            tokens.put(key, mine);
            return mine;
        }
    }

    /** How many are kept. */
    int size() {
        synchronized (tokens) {
            return tokens.size();
        }
    }

    /** Forgets the token of an {@code Authorization} header, unless it was replaced meanwhile. */
    void forget(String authorization) {
        synchronized (tokens) {
            tokens.values().removeIf(known -> isDone(known) && isOf(known.join(), authorization));
        }
    }

    private static boolean isOf(AccessToken token, String authorization) {
        return authorization.length() == BEARER.length() + token.value().length() && authorization.endsWith(token.value());
    }

    /**
     * Completes the future in every case, so that waiting attempts get the result and the next attempt may request
     * again.
     */
    private void fetch(
            Key key, TokenRequest request, CompletableFuture<AccessToken> mine, Masker masker, Attempt attempt) {
        try {
            mine.complete(server.fetch(request, masker, attempt));
        } catch (CredentialsException | RuntimeException | Error e) {
            synchronized (tokens) {
                tokens.remove(key, mine);
            }
            mine.completeExceptionally(e);
        }
    }

    private static AccessToken await(CompletableFuture<AccessToken> token, Duration deadline) throws CredentialsException {
        try {
            return token.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CredentialsException known
                    ? known
                    : temporary("the token request failed: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw temporary("the token server gave no token within the attempt's deadline of " + deadline.toMillis() + " ms",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw temporary("the wait for a token was interrupted", e);
        }
    }

    private static CredentialsException temporary(String message, Throwable cause) {
        return new CredentialsException(Outcome.TEMPORARY, 0, message, cause);
    }

    private static boolean hasRunOut(CompletableFuture<AccessToken> token, Instant now) {
        return isDone(token) && !now.isBefore(token.join().renewAt());
    }

    private static boolean isDone(CompletableFuture<AccessToken> token) {
        return token.isDone() && !token.isCompletedExceptionally();
    }
}
