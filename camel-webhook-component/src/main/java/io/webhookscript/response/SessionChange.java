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

import java.util.Optional;

import io.webhookscript.request.event.Evaluation;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.script.CallbackDefinition;
import io.webhookscript.template.Expression;

/**
 * What a delivered call does to a session of its script's callback.
 *
 * @param session the session's id; never empty
 * @param closes  whether the call closes it; else it opens it, or keeps it open
 */
public record SessionChange(String session, boolean closes) {

    /**
     * The change that a delivered call makes; empty when its script has no callback, or the session is an empty text.
     *
     * @throws NotSentException when it cannot be computed
     */
    static Optional<SessionChange> of(TemplateInputs data, ResponseRoots roots) throws NotSentException {
        CallbackDefinition callback = data.script().definition().delivery().callback();
        return callback == null ? Optional.empty() : of(callback, new Evaluation(roots, data));
    }

    private static Optional<SessionChange> of(CallbackDefinition callback, Evaluation evaluation) throws NotSentException {
        String id = evaluation.textOf(evaluation.value(callback.session()), "callback.session", callback.session());
        if (id.isEmpty()) {
            return Optional.empty();
        }
        Expression closeWhen = callback.closeWhen();
        return Optional.of(new SessionChange(
                id, closeWhen != null && OutcomeRules.isTrue(evaluation.value(closeWhen))));
    }
}
