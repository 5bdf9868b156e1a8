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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.webhookscript.http.CallFailedException;
import io.webhookscript.http.CallLimits;
import io.webhookscript.http.ConnectionProfile;
import io.webhookscript.http.HttpAnswer;
import io.webhookscript.http.HttpCall;
import io.webhookscript.http.HttpConnections;
import io.webhookscript.request.Attempt;
import io.webhookscript.request.ConnectionProfiles;
import io.webhookscript.request.CredentialsException;
import io.webhookscript.request.NotSentException;
import io.webhookscript.request.RenderedRequest;
import io.webhookscript.request.RequestRenderer;
import io.webhookscript.request.RequestSealer;
import io.webhookscript.response.ResponseClassifier;

/**
 * The rooms that a delivery goes through on its way to the wire and back.
 *
 * @param profiles which pooled connections a script may use
 */
public record Wire(
        RequestRenderer renderer, RequestSealer sealer, HttpConnections connections, ConnectionProfiles profiles,
        ResponseClassifier classifier) {

    /** RFC 9110 §15.5.2: the credentials were not taken. */
    private static final int UNAUTHORIZED = 401;

    /**
     * What it takes to seal a call without asking anybody: so that messages quote the deadline as the script has it.
     */
    private static final Duration NOTHING_WORTH_COUNTING = Duration.ofMillis(10);

    /** A deadline that has passed is one that passes at once: the call then says so itself. */
    private static final Duration SHORTEST = Duration.ofMillis(1);

    /**
     * One attempt; with OAuth 2, a token that the receiver no longer takes is replaced once, which is no attempt. All
     * calls of an attempt share its deadline.
     *
     * @param now    of the machine's clock, for what the receiver reads
     * @param steady measures the time that sealing takes
     */
    HttpAnswer send(Delivery delivery, Instant now, CallLimits limits, Clock steady)
            throws NotSentException, CredentialsException, CallFailedException {
        RenderedRequest request = delivery.request().orElseThrow();
        ConnectionProfile profile = delivery.parts().profile();
        Instant began = steady.instant();
        HttpCall call = sealer.seal(request, delivery.data(), new Attempt(now, limits, profile, List.of()));
        HttpAnswer answer = connections.send(call, left(limits, began, steady), profile);
        if (answer.status() == UNAUTHORIZED && sealer.forgetToken(call, delivery.data())) {
            Attempt again = new Attempt(now, left(limits, began, steady), profile, List.of());
            HttpCall renewed = sealer.seal(request, delivery.data(), again);
            return connections.send(renewed, left(limits, began, steady), profile);
        }
        return answer;
    }

    private static CallLimits left(CallLimits limits, Instant began, Clock steady) {
        Duration spent = Duration.between(began, steady.instant());
        if (spent.compareTo(NOTHING_WORTH_COUNTING) < 0) {
            return limits;
        }
        Duration left = limits.deadline().minus(spent);
        return new CallLimits(left.compareTo(SHORTEST) < 0 ? SHORTEST : left, limits.maxResponseSize());
    }
}
