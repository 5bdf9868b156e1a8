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

/**
 * OAuth 2 access tokens, asked for once by however many attempts need one, and kept as long as they hold. Thread-safe.
 */
final class AccessTokens {

    /** Secrets rotate and scripts go: beyond this many entries, those that have run out are thrown away. */
    private static final int SWEEP_ABOVE = 100;

    /** Scripts share a token when they ask the same thing in the same way. */
    private record Key(TokenRequest request, ConnectionProfile profile) {
    }

    private final TokenServer server;
    private final ConcurrentMap<Key, CompletableFuture<AccessToken>> tokens = new ConcurrentHashMap<>();

    AccessTokens(HttpConnections connections) {
        this.server = new TokenServer(connections);
    }

    /** The token's text, known to the masker. */
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

    /** Forgets the token that an {@code Authorization} line was made of, unless it was replaced meanwhile. */
    void forget(String authorization) {
        tokens.values().removeIf(known -> isDone(known) && authorization.equals("Bearer " + known.join().value()));
    }

    /** Whatever happens, those who wait hear of it, and the next one may ask anew. */
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
