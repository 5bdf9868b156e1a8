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
package io.webhookscript.script;

import java.util.List;

import io.webhookscript.template.Expression;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code response}.
 *
 * @param body            null means the body as it was received
 * @param headers         names of response headers that are passed on
 * @param deliveryControl whether the receiver may stop the script or the attempts of a message
 */
public record ResponseDefinition(
        Type type, List<OutcomeRule> outcomes, List<Variable> variables, @Nullable ValueTree body, List<String> headers,
        boolean deliveryControl) {

    public ResponseDefinition {
        outcomes = List.copyOf(outcomes);
        variables = List.copyOf(variables);
        headers = List.copyOf(headers);
    }

    /** Whether what the caller gets of a delivered call may depend on the body, beyond the body as it came. */
    public boolean mapsTheBody() {
        for (Variable variable : variables) {
            if (variable.expression().mayRead("response", "body")) {
                return true;
            }
        }
        return body != null && body.mayRead("response", "body");
    }

    public enum Type {
        AUTO,
        JSON,
        XML,
        TEXT,
        BINARY
    }

    /** Decides the outcome of a response or a failure; the first matching rule applies. */
    public record OutcomeRule(List<Status> status, @Nullable Expression when, Outcome is, @Nullable Expression retryAfter) {

        public OutcomeRule {
            status = List.copyOf(status);
        }
    }

    /** A value of {@code status}. */
    public sealed interface Status {

        /** {@code 404} is 404 to 404, {@code 4xx} is 400 to 499. */
        record Codes(int from, int to) implements Status {
        }

        /** {@code timeout} or {@code connection}. */
        record FailureStatus(Failure failure) implements Status {
        }

        enum Failure {
            TIMEOUT,
            CONNECTION
        }
    }

    /**
     * A variable that is read from the response.
     *
     * @param defaultValue null if none was given; a given null is a {@link DefaultValue} of null
     */
    public record Variable(
            String name, Expression expression, boolean required, @Nullable DefaultValue defaultValue, @Nullable As as,
            String field) {
    }

    public record DefaultValue(@Nullable Object value) {
    }

    public enum As {
        INT,
        LONG,
        DECIMAL,
        BOOLEAN,
        STRING,
        DATE
    }
}
