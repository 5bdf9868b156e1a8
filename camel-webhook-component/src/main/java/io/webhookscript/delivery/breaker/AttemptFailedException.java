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
package io.webhookscript.delivery.breaker;

import java.util.function.Predicate;

import io.webhookscript.response.AttemptResult;
import io.webhookscript.script.Outcome;

/** Reports a failed attempt to the circuit breaker; it never leaves the attempt route. */
public final class AttemptFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Outcome outcome;

    public AttemptFailedException(AttemptResult result) {
        // no stack trace: it is thrown for every failed attempt, and always from the same place
        super(result.outcome().code(), null, false, false);
        this.outcome = result.outcome();
    }

    /**
     * Whether the outcome in a failure, however Camel wrapped it, matches the rule. A failure of another kind never
     * matches.
     */
    static boolean matches(Throwable failure, Predicate<Outcome> rule) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof AttemptFailedException attempt) {
                return rule.test(attempt.outcome);
            }
        }
        return false;
    }
}
