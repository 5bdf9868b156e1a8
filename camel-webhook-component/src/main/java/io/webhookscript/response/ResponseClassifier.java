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
import java.util.Set;
import java.util.function.BooleanSupplier;

import io.webhookscript.http.CallFailedException;
import io.webhookscript.http.message.HttpResponse;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.script.Outcome;

/** Turns a response or a failure into an outcome and, when delivered, into the caller's result. Thread-safe. */
public final class ResponseClassifier {

    /**
     * Statuses after which the receiver may accept the same request later; the documentation lists them in the table of
     * outcomes. Statuses from 520 on come from networks in between, such as Cloudflare, and 529 from overloaded
     * receivers.
     */
    private static final Set<Integer> TEMPORARY
            = Set.of(408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 527, 529, 530);

    /** Statuses of these that do not say whether the request was applied (RFC 9110 §9.2.2). */
    private static final Set<Integer> AMBIGUOUS = Set.of(500, 502, 504, 520, 524);

    /** Statuses 5xx that say that the request was not applied. */
    private static final Set<Integer> NOT_APPLIED
            = Set.of(501, 503, 505, 506, 507, 508, 510, 511, 521, 522, 523, 525, 526, 527, 529, 530);

    /** @param now for a {@code Retry-After} that is a date */
    public AttemptResult classify(TemplateInputs data, HttpResponse response, Instant now) {
        return classify(data, response, now, () -> false);
    }

    /**
     * Never throws: what fails while a response is read or mapped is the response's outcome.
     *
     * @param now      for a {@code Retry-After} that is a date
     * @param timeIsUp whether the attempt's deadline has passed: a path that takes long is then given up
     */
    public AttemptResult classify(TemplateInputs data, HttpResponse response, Instant now, BooleanSupplier timeIsUp) {
        try {
            return new ResponseClassification(data, response, now, timeIsUp).result();
        } catch (RuntimeException | Error failure) {
            return failedInside(response, failure);
        }
    }

    /** Neither the request nor the receiver is at fault, but the receiver has acted if its status says so. */
    private static AttemptResult failedInside(HttpResponse response, Throwable failure) {
        Outcome outcome = byStatus(response.status());
        return new AttemptResult(
                outcome.succeeded() ? Outcome.UNUSABLE : outcome, response.status(),
                isAmbiguous(response.status(), outcome),
                "the receiver responded with " + response.status() + ", and its response could not be processed: "
                                                         + failure
                                                                 .getClass()
                                                                 .getSimpleName(),
                null, response, null);
    }

    /** @param now for a {@code retryAfter} that is a date */
    public AttemptResult classify(TemplateInputs data, CallFailedException failure, Instant now) {
        return FailureClassification.result(data, failure, now);
    }

    static Outcome byStatus(int status) {
        if (status >= 200 && status <= 299) {
            return Outcome.DELIVERED;
        }
        return TEMPORARY.contains(status) ? Outcome.TEMPORARY : Outcome.REFUSED;
    }

    /** Whether the receiver may have acted. A rule that classifies a status as temporary does not change this. */
    public static boolean isAmbiguous(int status, Outcome outcome) {
        return AMBIGUOUS.contains(status)
                || outcome == Outcome.TEMPORARY && status / 100 == 5 && !NOT_APPLIED.contains(status);
    }
}
