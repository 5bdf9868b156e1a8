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
import java.util.Optional;

import io.webhookscript.http.CallFailedException;
import io.webhookscript.http.message.HttpResponse;
import io.webhookscript.pacing.RateLimitedLogger;
import io.webhookscript.request.attempt.CredentialsException;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.response.AttemptResult;
import io.webhookscript.response.DeliveryControl;
import io.webhookscript.response.ResponseClassifier;
import io.webhookscript.script.Outcome;
import io.webhookscript.value.OneLine;
import org.jspecify.annotations.Nullable;

/** Turns the response of an attempt, or its failure, into one result. Thread-safe. */
public final class AttemptResults {

    /** Enough to recognise a misspelt value. */
    private static final int MAX_VALUE = 60;

    private final ResponseClassifier classifier;
    private final Clock timeOfDay;
    private final RateLimitedLogger warnings;

    /** Makes the call of an attempt and returns its response. */
    @FunctionalInterface
    interface Call {

        HttpResponse response() throws NotSentException, CredentialsException, CallFailedException;
    }

    /** A part of an attempt that does not return a response. */
    @FunctionalInterface
    interface Part {

        void run() throws NotSentException, CredentialsException, CallFailedException;
    }

    public AttemptResults(ResponseClassifier classifier, Clock timeOfDay, RateLimitedLogger warnings) {
        this.classifier = classifier;
        this.timeOfDay = timeOfDay;
        this.warnings = warnings;
    }

    AttemptResult of(RunningAttempt attempt, Call call) {
        try {
            HttpResponse response = call.response();
            control(attempt.delivery(), response);
            return classifier.classify(attempt.delivery().data(), response, timeOfDay.instant(), attempt::isTimeUp);
        } catch (Exception | StackOverflowError | OutOfMemoryError | LinkageError failure) {
            return failed(attempt, failure);
        }
    }

    private void control(Delivery delivery, HttpResponse response) {
        if (!delivery.script().definition().response().deliveryControl()) {
            return;
        }
        delivery.controlledBy(DeliveryControl.of(response).orElse(null));
        DeliveryControl.unknown(response).ifPresent(value -> warnings.warn(
                delivery.script().name(), "unknown values of " + DeliveryControl.HEADER,
                () -> "script " + delivery.script().name() + " message " + delivery.data().message().id()
                      + ": the receiver responded with " + DeliveryControl.HEADER + ": "
                      + OneLine.of(delivery.data().masker().mask(value, MAX_VALUE))
                      + ", which is ignored; expected disable or abort-message"));
    }

    /** The result of an attempt that has failed in this part; empty when the attempt continues. */
    Optional<AttemptResult> failureOf(RunningAttempt attempt, Part part) {
        try {
            part.run();
            return Optional.empty();
        } catch (Exception | StackOverflowError | OutOfMemoryError | LinkageError failure) {
            return Optional.of(failed(attempt, failure));
        }
    }

    private AttemptResult failed(RunningAttempt attempt, Throwable thrown) {
        Delivery delivery = attempt.delivery();
        if (thrown instanceof CallFailedException failure) {
            delivery.callFailed(failure.kind());
            return classifier.classify(delivery.data(), failure, timeOfDay.instant());
        }
        if (thrown instanceof CredentialsException failure) {
            return noResponse(failure.outcome(), failure.status(), String.valueOf(failure.getMessage()));
        }
        if (thrown instanceof NotSentException failure) {
            return noResponse(Outcome.NOT_SENT, null, String.valueOf(failure.getMessage()));
        }
        // the caller gets an outcome for any failure; an unexpected one must not be retried
        warnings.warn(delivery.script().name(), "attempts with an internal error",
                () -> "script " + delivery.script().name() + " message " + delivery.data().message().id()
                      + ": the attempt failed with an internal error: " + thrown.getClass().getName());
        String reason = thrown.getClass().getSimpleName() + " in the attempt";
        return attempt.isOnTheWire()
                ? new AttemptResult(
                        Outcome.TEMPORARY, null, true, reason + ", after its request may have been sent",
                        null, null, null)
                : noResponse(Outcome.NOT_SENT, null, reason);
    }

    private static AttemptResult noResponse(Outcome outcome, @Nullable Integer status, String reason) {
        return new AttemptResult(outcome, status, false, reason, null, null, null);
    }
}
