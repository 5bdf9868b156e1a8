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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.webhookscript.http.ConnectionProfile;
import io.webhookscript.http.HttpConnections;
import io.webhookscript.script.Outcome;
import io.webhookscript.secret.Masker;

/** Requests an OAuth 2 access token once for all attempts that need it, and keeps it while it is valid. Thread-safe. */
final class AccessTokens {

    /** Secrets rotate and scripts are removed: above this number of entries, expired tokens are removed. */
    private static final int SWEEP_ABOVE = 100;

    /** Scripts share a token when their token requests and connection profiles are equal. */
    private record Key(TokenRequest request, ConnectionProfile profile) {
    }

    private final TokenServer server;
    private final ConcurrentMap<Key, CompletableFuture<AccessToken>> tokens = new ConcurrentHashMap<>();

    AccessTokens(HttpConnections connections) {
        this.server = new TokenServer(connections);
    }

    /** Returns the token's text, which is added to the masker. */
    String get(TokenRequest request, Masker masker, Attempt attempt) throws CredentialsException {
        Key key = new Key(request, attempt.profile());
        CompletableFuture<AccessToken> mine = new CompletableFuture<>();
        CompletableFuture<AccessToken> current = tokens.compute(key,
                (k, known) -> known == null || hasRunOut(known, attempt.now()) ? mine : known);
        if (current == mine) {
            fetch(key, mine, masker, attempt);
        }
        AccessToken token = await(current, attempt.limits().deadline());
        masker.secret("accessToken", token.value());
        return token.value();
    }

    /** Forgets the token of an {@code Authorization} header, unless it was replaced meanwhile. */
    void forget(String authorization) {
        tokens.values().removeIf(known -> isDone(known) && authorization.equals("Bearer " + known.join().value()));
    }

    /**
     * Completes the future in every case, so that waiting attempts get the result and the next attempt may request
     * again.
     */
    private void fetch(Key key, CompletableFuture<AccessToken> mine, Masker masker, Attempt attempt) {
        if (tokens.size() > SWEEP_ABOVE) {
            tokens.values().removeIf(known -> hasRunOut(known, attempt.now()));
        }
        try {
            mine.complete(server.fetch(key.request(), masker, attempt));
        } catch (CredentialsException | RuntimeException | Error e) {
            tokens.remove(key, mine);
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
