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
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.webhookscript.http.CallFailedException;
import io.webhookscript.http.CallLimits;
import io.webhookscript.http.HttpAnswer;
import io.webhookscript.http.HttpCall;
import io.webhookscript.http.HttpConnections;

/**
 * Seals and sends one attempt. With OAuth 2, a token that the receiver no longer takes is replaced once, which is no
 * attempt. All calls of an attempt, those to a token server too, share its deadline. Thread-safe.
 *
 * @param nanoTime measures what of the deadline is spent
 */
public record AttemptSender(RequestSealer sealer, HttpConnections connections, LongSupplier nanoTime) {

    /** RFC 9110 §15.5.2: the credentials were not taken. */
    private static final int UNAUTHORIZED = 401;

    /**
     * What it takes to seal a call without asking anybody: so that messages quote the deadline as the script has it.
     */
    private static final Duration NOTHING_WORTH_COUNTING = Duration.ofMillis(10);

    /** A deadline that has passed is one that passes at once: the call then says so itself. */
    private static final Duration SHORTEST = Duration.ofMillis(1);

    /**
     * @param  sealed               hears of each call just before it is sent
     * @throws NotSentException     when the script's secrets do not give credentials or a signature
     * @throws CredentialsException when the token server does not give a token
     * @throws CallFailedException  when the receiver gives no whole answer
     */
    public HttpAnswer send(RenderedRequest request, DeliveryData data, Attempt attempt, Consumer<HttpCall> sealed)
            throws NotSentException, CredentialsException, CallFailedException {
        long began = nanoTime.getAsLong();
        HttpCall call = sealer.seal(request, data, attempt);
        HttpAnswer answer = send(call, attempt, began, sealed);
        if (answer.status() == UNAUTHORIZED && sealer.forgetToken(call, data)) {
            Attempt again = new Attempt(attempt.now(), left(attempt.limits(), began), attempt.profile(), attempt.added());
            return send(sealer.seal(request, data, again), attempt, began, sealed);
        }
        return answer;
    }

    private HttpAnswer send(HttpCall call, Attempt attempt, long began, Consumer<HttpCall> sealed) throws CallFailedException {
        sealed.accept(call);
        return connections.send(call, left(attempt.limits(), began), attempt.profile());
    }

    private CallLimits left(CallLimits limits, long began) {
        Duration spent = Duration.ofNanos(nanoTime.getAsLong() - began);
        if (spent.compareTo(NOTHING_WORTH_COUNTING) < 0) {
            return limits;
        }
        Duration left = limits.deadline().minus(spent);
        return limits.withDeadline(left.compareTo(SHORTEST) < 0 ? SHORTEST : left);
    }
}
