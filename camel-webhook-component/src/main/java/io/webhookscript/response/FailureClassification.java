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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.http.CallFailedException;
import io.webhookscript.http.CallFailedException.Kind;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.response.OutcomeRules.Match;
import io.webhookscript.script.Outcome;
import io.webhookscript.script.ResponseDefinition;
import io.webhookscript.script.ResponseDefinition.Status;
import io.webhookscript.script.ResponseDefinition.Status.Failure;
import io.webhookscript.template.TemplateException;
import org.jspecify.annotations.Nullable;

/** Classifies a call without a complete response: first by the rules, then by a table of failures. */
final class FailureClassification {

    /**
     * The outcome of a failure, and its name in a rule's {@code status}. Failures of the address policy and of TLS
     * trust have no name, so that no rule can match them.
     */
    private record Meaning(Outcome outcome, @Nullable Failure code) {
    }

    private static final Map<Kind, Meaning> MEANINGS = new EnumMap<>(
            Map.of(
                    Kind.ADDRESS_REFUSED, new Meaning(Outcome.NOT_SENT, null),
                    Kind.DNS, new Meaning(Outcome.TEMPORARY, Failure.CONNECTION),
                    Kind.CONNECT, new Meaning(Outcome.TEMPORARY, Failure.CONNECTION),
                    Kind.TLS, new Meaning(Outcome.REFUSED, null),
                    Kind.TIMEOUT, new Meaning(Outcome.TEMPORARY, Failure.TIMEOUT),
                    Kind.BROKEN, new Meaning(Outcome.TEMPORARY, Failure.CONNECTION)));

    private FailureClassification() {
    }

    static AttemptResult result(TemplateInputs data, CallFailedException failure, Instant now) {
        Meaning meaning = MEANINGS.getOrDefault(failure.kind(), new Meaning(Outcome.TEMPORARY, null));
        ResponseDefinition definition = data.script().definition().response();
        ResponseRoots roots = ResponseRoots.withoutResponse(data.roots());
        String said = String.valueOf(failure.getMessage());
        try {
            Optional<Match> match
                    = Optional.ofNullable(meaning.code()).flatMap(code -> first(definition.outcomes(), code, roots));
            if (match.isPresent() && match.get().rule().is().succeeded()) {
                return delivered(definition, roots, data, failure);
            }
            String reason = said + match.map(m -> ", which " + m.field() + " classifies as " + m.rule().is().code()).orElse("");
            return end(data, failure, match.map(m -> m.rule().is()).orElse(meaning.outcome()), reason,
                    match.flatMap(m -> OutcomeRules.retryAfter(m.rule(), roots, now)).orElse(null));
        } catch (TemplateException e) {
            return end(data, failure, meaning.outcome(),
                    said + "; a rule of response.outcomes cannot be computed: " + e.getMessage(), null);
        }
    }

    private static Optional<Match> first(List<ResponseDefinition.OutcomeRule> rules, Failure code, ResponseRoots roots) {
        // a rule without status applies to responses only
        return OutcomeRules.first(rules, status -> status.contains(new Status.FailureStatus(code)), when -> Optional.of(roots));
    }

    private static AttemptResult delivered(
            ResponseDefinition definition, ResponseRoots roots, TemplateInputs data, CallFailedException failure) {
        try {
            MappedResponse mapped
                    = ResponseMapper.map(definition, roots, new ResponseHeaders(List.of()), ResponseBody.NONE,
                            SessionChange.of(data, roots).orElse(null));
            return new AttemptResult(
                    Outcome.DELIVERED, failure.status(), false, "", null, null, mapped);
        } catch (ResponseMapper.UnmappableResponseException e) {
            return end(data, failure, Outcome.UNUSABLE, failure.getMessage() + ", and " + e.placed(data.script().places()),
                    null);
        } catch (NotSentException e) {
            return end(data, failure, Outcome.UNUSABLE, failure.getMessage() + ", and " + e.getMessage(), null);
        }
    }

    private static AttemptResult end(
            TemplateInputs data, CallFailedException failure, Outcome outcome, String reason, @Nullable Duration retryAfter) {
        return new AttemptResult(
                outcome, failure.status(), failure.sent(), data.masker().mask(reason), retryAfter, null,
                null);
    }
}
