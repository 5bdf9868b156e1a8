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
package io.webhookscript.response;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;

import io.webhookscript.http.CallFailedException;
import io.webhookscript.http.HttpAnswer;
import io.webhookscript.request.DeliveryData;
import io.webhookscript.script.Outcome;

/** Turns what came back into an outcome and, when delivered, into what the caller gets. Thread-safe. */
public final class ResponseClassifier {

    /** Statuses after which the receiver may take the same request later; the list is the user's table of outcomes. */
    private static final Set<Integer> TEMPORARY = Set.of(408, 425, 429, 500, 502, 503, 504);

    /** Those of them that say nothing about whether the request was applied (RFC 9110 §9.2.2). */
    private static final Set<Integer> AMBIGUOUS = Set.of(500, 502, 504);

    /** @param now for a {@code Retry-After} that is a date */
    public AttemptResult classify(DeliveryData data, HttpAnswer answer, Instant now) {
        return classify(data, answer, now, () -> false);
    }

    /**
     * Never throws: what fails while a response is read or mapped is the response's outcome.
     *
     * @param now      for a {@code Retry-After} that is a date
     * @param timeIsUp whether the attempt's deadline has passed: a path that takes long is then given up
     */
    public AttemptResult classify(DeliveryData data, HttpAnswer answer, Instant now, BooleanSupplier timeIsUp) {
        try {
            return new AnswerClassification(data, answer, now, timeIsUp).result();
        } catch (RuntimeException | Error failure) {
            return failedInside(answer, failure);
        }
    }

    /** Neither the request nor the receiver is at fault, but the receiver has acted if its status says so. */
    private static AttemptResult failedInside(HttpAnswer answer, Throwable failure) {
        Outcome outcome = byStatus(answer.status());
        return new AttemptResult(
                outcome.succeeded() ? Outcome.UNUSABLE : outcome, OptionalInt.of(answer.status()), isAmbiguous(answer.status()),
                "the receiver answered " + answer.status() + ", and its response could not be processed: "
                                                                                                                                 + failure
                                                                                                                                         .getClass()
                                                                                                                                         .getSimpleName(),
                Optional.empty(), Optional.of(answer), Optional.empty());
    }

    /** @param now for a {@code retryAfter} that is a date */
    public AttemptResult classify(DeliveryData data, CallFailedException failure, Instant now) {
        return FailureClassification.result(data, failure, now);
    }

    static Outcome byStatus(int status) {
        if (status >= 200 && status <= 299) {
            return Outcome.DELIVERED;
        }
        return TEMPORARY.contains(status) ? Outcome.TEMPORARY : Outcome.REFUSED;
    }

    static boolean isAmbiguous(int status) {
        return AMBIGUOUS.contains(status);
    }
}
