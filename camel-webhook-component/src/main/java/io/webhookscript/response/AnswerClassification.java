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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

import io.webhookscript.http.HttpAnswer;
import io.webhookscript.request.DeliveryData;
import io.webhookscript.response.OutcomeRules.Match;
import io.webhookscript.script.Outcome;
import io.webhookscript.script.ResponseDefinition;
import io.webhookscript.script.ResponseDefinition.Status;
import io.webhookscript.template.DataRoots;
import io.webhookscript.template.TemplateException;
import org.jspecify.annotations.Nullable;

/**
 * One answer on its way to an outcome: read, asked against the rules, then against the table of statuses, and mapped
 * when it is delivered. An answer that says "delivered" and cannot be read or mapped is unusable: the receiver has
 * acted.
 */
final class AnswerClassification {

    private final DeliveryData data;
    private final ResponseDefinition definition;
    private final HttpAnswer answer;
    private final Instant now;
    private final BooleanSupplier timeIsUp;
    private final AnswerHeaders headers;

    AnswerClassification(DeliveryData data, HttpAnswer answer, Instant now, BooleanSupplier timeIsUp) {
        this.data = data;
        this.definition = data.script().definition().response();
        this.answer = answer;
        this.now = now;
        this.timeIsUp = timeIsUp;
        this.headers = new AnswerHeaders(answer.headers());
    }

    AttemptResult result() {
        AnswerBody body;
        try {
            body = AnswerBody.read(definition.type(), data.script().definition().request().method(), answer);
        } catch (UnreadableAnswerException e) {
            return unreadable(e);
        }
        ResponseRoots roots = ResponseRoots.of(data.roots(), answer.status(), headers, body, timeIsUp);
        Optional<Match> match;
        try {
            match = OutcomeRules.first(definition.outcomes(), this::occurred, Optional.of(roots));
        } catch (TemplateException e) {
            return ruleFailed(e);
        }
        Outcome outcome = match.map(m -> m.rule().is()).orElseGet(() -> ResponseClassifier.byStatus(answer.status()));
        return outcome.succeeded() ? delivered(roots, body) : failed(outcome, match, roots);
    }

    private AttemptResult unreadable(UnreadableAnswerException e) {
        DataRoots roots = data.roots();
        Optional<Match> match = OutcomeRules.first(definition.outcomes(), this::occurred, Optional.empty());
        Outcome outcome = match.map(m -> m.rule().is()).orElseGet(() -> ResponseClassifier.byStatus(answer.status()));
        return outcome.succeeded()
                ? end(Outcome.UNUSABLE, answered() + ", and the answer " + e.getMessage(), Optional.empty())
                : failed(outcome, match, roots);
    }

    private AttemptResult ruleFailed(TemplateException e) {
        Outcome outcome = ResponseClassifier.byStatus(answer.status());
        return end(outcome.succeeded() ? Outcome.UNUSABLE : outcome,
                answered() + ", and a rule of response.outcomes cannot be computed: " + e.getMessage(), askedWait());
    }

    private AttemptResult delivered(ResponseRoots roots, AnswerBody body) {
        try {
            MappedResponse mapped = ResponseMapper.map(definition, roots, headers, body);
            return new AttemptResult(
                    Outcome.DELIVERED, OptionalInt.of(answer.status()), false, "", Optional.empty(), Optional.of(answer),
                    Optional.of(mapped));
        } catch (ResponseMapper.UnmappableAnswerException e) {
            return end(Outcome.UNUSABLE, answered() + ", but " + e.placed(data.script().places()), Optional.empty());
        }
    }

    private AttemptResult failed(Outcome outcome, Optional<Match> match, DataRoots roots) {
        String reason = answered() + match.map(m -> ", which " + m.field() + " takes for " + m.rule().is().word()).orElse("");
        try {
            Optional<Duration> wait = match.flatMap(m -> OutcomeRules.retryAfter(m.rule(), roots, now));
            return end(outcome, reason, wait.isPresent() ? wait : askedWait());
        } catch (TemplateException e) {
            return end(outcome, reason + "; its retryAfter cannot be computed: " + e.getMessage(), askedWait());
        }
    }

    private AttemptResult end(Outcome outcome, String reason, Optional<Duration> retryAfter) {
        return new AttemptResult(
                outcome, OptionalInt.of(answer.status()), ResponseClassifier.isAmbiguous(answer.status()),
                masked(reason), retryAfter, Optional.of(answer), Optional.empty());
    }

    private String masked(String text) {
        @Nullable
        String masked = data.masker().mask(text);
        return masked == null ? "" : masked;
    }

    private String answered() {
        return "the receiver answered " + answer.status();
    }

    /** Of several, which nothing permits, the longest: it is a minimum. */
    private Optional<Duration> askedWait() {
        return answer.headers().stream().filter(header -> header.name().equalsIgnoreCase("Retry-After"))
                .flatMap(header -> RetryAfter.wait(header.value(), now).stream()).max(Comparator.naturalOrder());
    }

    private boolean occurred(List<Status> statuses) {
        return statuses.isEmpty() || statuses.stream().anyMatch(status -> status instanceof Status.Codes codes
                && codes.from() <= answer.status() && answer.status() <= codes.to());
    }
}
