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
package io.webhookscript.request.render;

import java.util.ArrayList;
import java.util.List;

import io.webhookscript.request.event.Evaluation;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.script.RequestDefinition.NamedValues;
import io.webhookscript.template.Expression;
import io.webhookscript.value.PercentEncoding;
import org.jspecify.annotations.Nullable;

/**
 * Renders the pairs of params, HTTP headers or a form as text in the script's order. A list is repeated, an undefined
 * value left out.
 */
final class RenderedParameters {

    /** @param field the field for messages, like the expression of the text */
    record Pair(String name, String text, String field, Expression expression) {
    }

    private static final int USUAL_LENGTH = 100;

    private final Evaluation evaluation;
    private final boolean dropsNull;

    /** @param dropsNull whether null is left out, too; otherwise it becomes an empty text */
    RenderedParameters(Evaluation evaluation, boolean dropsNull) {
        this.evaluation = evaluation;
        this.dropsNull = dropsNull;
    }

    List<Pair> of(List<NamedValues> definitions) throws NotSentException {
        List<Pair> pairs = new ArrayList<>();
        for (NamedValues definition : definitions) {
            for (Expression expression : definition.values()) {
                add(pairs, definition, expression, evaluation.value(expression));
            }
        }
        return pairs;
    }

    private void add(List<Pair> pairs, NamedValues definition, Expression expression, @Nullable Object value)
            throws NotSentException {
        if (value instanceof List<?> list) {
            for (Object item : list) {
                addOne(pairs, definition, expression, item);
            }
        } else {
            addOne(pairs, definition, expression, value);
        }
    }

    private void addOne(List<Pair> pairs, NamedValues definition, Expression expression, @Nullable Object value)
            throws NotSentException {
        if (Evaluation.isAbsent(value) || (value == null && dropsNull)) {
            return;
        }
        pairs.add(new Pair(
                definition.name(), evaluation.textOf(value, definition.field(), expression), definition.field(), expression));
    }

    /** Joins the pairs to a percent-encoded {@code a=1&b=2}. */
    static String encoded(List<Pair> pairs, String keptInNames, Evaluation evaluation) throws NotSentException {
        StringBuilder out = new StringBuilder(USUAL_LENGTH);
        for (Pair pair : pairs) {
            out.append(out.isEmpty() ? "" : "&");
            try {
                PercentEncoding.encode(pair.name(), keptInNames, out);
                PercentEncoding.encode(pair.text(), "", out.append('='));
            } catch (IllegalArgumentException e) {
                throw evaluation.problem(pair.field(), pair.expression(), String.valueOf(e.getMessage()));
            }
        }
        return out.toString();
    }
}
