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
package io.webhookscript.request.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.webhookscript.script.yaml.FieldPositions;
import io.webhookscript.secret.Masker;
import io.webhookscript.template.DataRoots;
import io.webhookscript.template.Expression;
import io.webhookscript.template.Reference;
import io.webhookscript.template.Template;
import io.webhookscript.template.TemplateException;
import io.webhookscript.template.TemplateSource;
import org.jspecify.annotations.Nullable;

import static io.webhookscript.template.Undefined.UNDEFINED;

/** Evaluates the templates of one rendering; their problems become a {@link NotSentException}. */
public record Evaluation(DataRoots roots, Masker masker, FieldPositions places) {

    public Evaluation(DataRoots roots, TemplateInputs data) {
        this(roots, data.masker(), data.script().places());
    }

    public @Nullable Object value(Expression expression) throws NotSentException {
        try {
            return expression.evaluate(roots);
        } catch (TemplateException e) {
            throw notSent(e, expression);
        }
    }

    /** Whether a condition holds. */
    public boolean holds(Expression condition) throws NotSentException {
        try {
            return condition.holds(roots);
        } catch (TemplateException e) {
            throw notSent(e, condition);
        }
    }

    public String text(Template template) throws NotSentException {
        try {
            return template.render(roots);
        } catch (TemplateException e) {
            throw notSent(e, template);
        }
    }

    /** Renders a template in which bytes stay bytes: texts and byte arrays in their order. */
    public List<Object> pieces(Template template) throws NotSentException {
        try {
            return template.pieces(roots);
        } catch (TemplateException e) {
            throw notSent(e, template);
        }
    }

    /** Renders a template to bytes: the unchanged bytes of a sole placeholder, else the UTF-8 of its text. */
    public byte[] bytes(Template template) throws NotSentException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Object piece : pieces(template)) {
            bytes.writeBytes(piece instanceof byte[] raw ? raw : ((String) piece).getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** Creates a problem of a value, at its field in the script. */
    public NotSentException problem(String field, String problem) {
        return problem(field, problem, null);
    }

    public NotSentException problem(String field, String problem, @Nullable Throwable cause) {
        return at(places.of(field).map(place -> place + "  ").orElse(""), field, problem, cause);
    }

    /** Creates a problem at the position in the file of the first data that the expression reads, if there is any. */
    public NotSentException problem(String field, Expression expression, String problem) {
        String place = place(expression.references().stream());
        return place.isEmpty() ? problem(field, problem) : at(place, field, problem, null);
    }

    private NotSentException at(String place, String field, String problem, @Nullable Throwable cause) {
        return new NotSentException(mask(place + field + ": " + problem), cause);
    }

    /** Converts a value to the text of a field. */
    public String textOf(@Nullable Object value, String field, Expression expression) throws NotSentException {
        try {
            return ValueText.of(value);
        } catch (NotSentException e) {
            throw problem(field, expression, String.valueOf(e.getMessage()));
        }
    }

    private NotSentException notSent(TemplateException e, Expression expression) {
        return new NotSentException(
                mask(DeliveryRoots.isAboutASecret(e) ? ofSecret(e, expression) : String.valueOf(e.getMessage())), e);
    }

    /**
     * Describes a problem of a secret at the position of the expression that reads it, which the data does not know.
     */
    private static String ofSecret(TemplateException e, Expression expression) {
        Optional<Reference> asked = expression.references().stream()
                .filter(reference -> DeliveryRoots.isAboutASecret(e, reference) && isInFile(reference)).findFirst();
        String field = asked.map(reference -> reference.source().field() + ": ").orElse("");
        String expected = e.expected().isEmpty() ? "" : "; expected " + e.expected();
        return place(asked.stream()) + field + e.problem() + expected;
    }

    private static String place(Stream<Reference> references) {
        return references.filter(Evaluation::isInFile).findFirst().map(reference -> {
            TemplateSource.FilePosition place = reference.source().place(reference.offset());
            return reference.source().file() + ":" + place.line() + ":" + place.column() + "  ";
        }).orElse("");
    }

    private static boolean isInFile(Reference reference) {
        return !reference.source().file().isEmpty();
    }

    String mask(String text) {
        return masker.mask(text);
    }

    public static boolean isAbsent(@Nullable Object value) {
        return value == UNDEFINED;
    }
}
