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

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import io.webhookscript.http.message.HttpResponse;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.response.OutcomeRules.Match;
import io.webhookscript.script.CallbackDefinition;
import io.webhookscript.script.Outcome;
import io.webhookscript.script.ResponseDefinition;
import io.webhookscript.script.ResponseDefinition.Status;
import io.webhookscript.script.ResponseDefinition.Type;
import io.webhookscript.template.DataRoots;
import io.webhookscript.template.Expression;
import io.webhookscript.template.Moments;
import io.webhookscript.template.TemplateException;
import org.jspecify.annotations.Nullable;

/**
 * Classifies one response: applies the rules, then the table of statuses, and maps it when it is delivered. Its body is
 * read when a rule or the mapping reads it, or the script names its type. A response with the outcome "delivered" that
 * cannot be read or mapped is unusable, since the receiver has acted.
 */
final class ResponseClassification {

    private final TemplateInputs data;
    private final DataRoots dataRoots;
    private final ResponseDefinition definition;
    private final @Nullable CallbackDefinition callback;
    private final HttpResponse response;
    private final Instant now;
    private final BooleanSupplier timeIsUp;
    private final ResponseHeaders headers;
    private @Nullable ResponseBody body;
    private @Nullable UnreadableBodyException fault;

    ResponseClassification(TemplateInputs data, HttpResponse response, Instant now, BooleanSupplier timeIsUp) {
        this.data = data;
        this.dataRoots = data.roots();
        this.definition = data.script().definition().response();
        this.callback = data.script().definition().delivery().callback();
        this.response = response;
        this.now = now;
        this.timeIsUp = timeIsUp;
        this.headers = new ResponseHeaders(response.headers());
    }

    AttemptResult result() {
        if (definition.type() != Type.AUTO) {
            read();
        }
        Optional<Match> match;
        try {
            match = OutcomeRules.first(definition.outcomes(), this::occurred, this::rootsOf);
        } catch (TemplateException e) {
            return ruleFailed(e);
        }
        Outcome outcome = match.map(m -> m.rule().is()).orElseGet(() -> ResponseClassifier.byStatus(response.status()));
        return outcome.succeeded() ? delivered() : failed(outcome, match.orElse(null));
    }

    /** Reads the body once; empty when it cannot be read, and the fault then has the reason. */
    private Optional<ResponseBody> read() {
        if (body == null && fault == null) {
            try {
                body = ResponseBody.read(definition.type(), method(), response);
            } catch (UnreadableBodyException e) {
                fault = e;
            }
        }
        return Optional.ofNullable(body);
    }

    private String method() {
        return data.script().definition().request().method();
    }

    /** The data for an expression; empty when it reads the body, and the body cannot be read. */
    private Optional<ResponseRoots> rootsOf(Expression expression) {
        return expression.mayRead("response", "body") ? read().map(this::roots) : Optional.of(roots(ResponseBody.NONE));
    }

    private ResponseRoots roots(ResponseBody known) {
        return ResponseRoots.of(dataRoots, response.status(), headers, known, timeIsUp);
    }

    private AttemptResult ruleFailed(TemplateException e) {
        Outcome outcome = ResponseClassifier.byStatus(response.status());
        return end(outcome.succeeded() ? Outcome.UNUSABLE : outcome,
                responded() + ", and a rule of response.outcomes cannot be computed: " + e.getMessage(),
                askedWait().orElse(null));
    }

    /** A body that the script does not read does not affect the outcome; the caller gets it unchanged. */
    private AttemptResult delivered() {
        boolean mapped = definition.mapsTheBody() || callback != null && callback.readsTheBody();
        ResponseBody known
                = mapped
                        ? read().orElse(ResponseBody.NONE)
                        : Objects.requireNonNullElseGet(body, () -> ResponseBody.unread(method(), response));
        if (fault != null) {
            return end(Outcome.UNUSABLE, responded() + ", and the response " + fault.getMessage(), null);
        }
        try {
            ResponseRoots roots = roots(known);
            MappedResponse mappedResponse
                    = ResponseMapper.map(definition, roots, headers, known, SessionChange.of(data, roots).orElse(null));
            return new AttemptResult(
                    Outcome.DELIVERED, response.status(), false, "", null, response,
                    mappedResponse);
        } catch (ResponseMapper.UnmappableResponseException e) {
            return end(Outcome.UNUSABLE, responded() + ", but " + e.placed(data.script().places()), null);
        } catch (NotSentException e) {
            return end(Outcome.UNUSABLE, responded() + ", but " + e.getMessage(), null);
        }
    }

    private AttemptResult failed(Outcome outcome, @Nullable Match match) {
        String reason = responded() + FailureHint.of(response, data.masker()::mask)
                        + (match == null ? "" : ", which " + match.field() + " classifies as " + match.rule().is().code());
        try {
            Optional<Duration> wait = Optional.ofNullable(match).flatMap(this::wantedWait);
            return end(outcome, reason, wait.or(this::askedWait).orElse(null));
        } catch (TemplateException e) {
            return end(outcome, reason + "; its retryAfter cannot be computed: " + e.getMessage(), askedWait().orElse(null));
        }
    }

    private Optional<Duration> wantedWait(Match match) {
        Expression retryAfter = match.rule().retryAfter();
        return retryAfter == null
                ? Optional.empty() : rootsOf(retryAfter).flatMap(roots -> OutcomeRules.retryAfter(match.rule(), roots, sent()));
    }

    private AttemptResult end(Outcome outcome, String reason, @Nullable Duration retryAfter) {
        return new AttemptResult(
                outcome, response.status(), ResponseClassifier.isAmbiguous(response.status(), outcome),
                data.masker().mask(reason), retryAfter, response, null);
    }

    private String responded() {
        return "the receiver responded with " + response.status();
    }

    /** The requested wait. Several values are not allowed; the longest is used, since the wait is a minimum. */
    private Optional<Duration> askedWait() {
        return response.headers().stream().filter(header -> header.name().equalsIgnoreCase("Retry-After"))
                .flatMap(header -> RetryAfter.wait(header.value(), sent()).stream()).max(Comparator.naturalOrder());
    }

    /**
     * The time from which a date counts. If the receiver's clock is ahead of this one, it is the date of the response,
     * so that the wait is as long as the receiver meant.
     */
    private Instant sent() {
        return headers.get("Date") instanceof String date
                ? Moments.httpDate(date.strip(), LocalDate.ofInstant(now, ZoneOffset.UTC)).filter(now::isBefore).orElse(now)
                : now;
    }

    private boolean occurred(List<Status> statuses) {
        return statuses.isEmpty() || statuses.stream().anyMatch(status -> status instanceof Status.Codes codes
                && codes.from() <= response.status() && response.status() <= codes.to());
    }
}
