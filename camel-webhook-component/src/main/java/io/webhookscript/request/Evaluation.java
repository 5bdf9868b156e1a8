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
package io.webhookscript.request;

import io.webhookscript.script.Masker;
import io.webhookscript.template.DataRoots;
import io.webhookscript.template.Expression;
import io.webhookscript.template.Template;
import io.webhookscript.template.TemplateException;
import org.jspecify.annotations.Nullable;

import static io.webhookscript.template.Undefined.UNDEFINED;

/** Evaluates the templates of one rendering; what they complain about becomes a {@link NotSentException}. */
record Evaluation(DataRoots roots, Masker masker) {

    @Nullable
    Object value(Expression expression) throws NotSentException {
        try {
            return expression.evaluate(roots);
        } catch (TemplateException e) {
            throw notSent(e);
        }
    }

    String text(Template template) throws NotSentException {
        try {
            return template.render(roots);
        } catch (TemplateException e) {
            throw notSent(e);
        }
    }

    /** A problem of a value, at the field of the script that it was for. */
    NotSentException problem(String field, String problem) {
        return new NotSentException(mask(field + ": " + problem), null);
    }

    private NotSentException notSent(TemplateException e) {
        return new NotSentException(
                mask(DeliveryRoots.isAboutASecret(e) ? withoutPlace(e) : String.valueOf(e.getMessage())), e);
    }

    /** A secret is named in full, wherever in the script it stands. */
    private static String withoutPlace(TemplateException e) {
        return e.expected().isEmpty() ? e.problem() : e.problem() + "; expected " + e.expected();
    }

    String mask(String text) {
        return String.valueOf(masker.mask(text));
    }

    static boolean isAbsent(@Nullable Object value) {
        return value == UNDEFINED;
    }
}
