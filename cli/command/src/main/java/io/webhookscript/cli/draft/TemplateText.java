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
package io.webhookscript.cli.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * Text of a template in parts: what stands there literally, and placeholders. Literal text never becomes a template,
 * whatever it holds. Immutable.
 */
public final class TemplateText {

    private final List<Part> parts;

    private TemplateText(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** A piece of the text. */
    public sealed interface Part {

        record Literal(String text) implements Part {
        }

        /**
         * @param expression without braces
         * @param example    what it gives in the draft's own test
         */
        record Placeholder(String expression, @Nullable Object example) implements Part {
        }
    }

    public static TemplateText literal(String text) {
        return new TemplateText(text.isEmpty() ? List.of() : List.of(new Part.Literal(text)));
    }

    public static TemplateText placeholder(String expression, @Nullable Object example) {
        return new TemplateText(List.of(new Part.Placeholder(expression, example)));
    }

    public TemplateText and(TemplateText next) {
        List<Part> all = new ArrayList<>(parts);
        for (Part part : next.parts) {
            int last = all.size() - 1;
            if (part instanceof Part.Literal more && last >= 0 && all.get(last) instanceof Part.Literal before) {
                all.set(last, new Part.Literal(before.text() + more.text()));
            } else {
                all.add(part);
            }
        }
        return new TemplateText(all);
    }

    public List<Part> parts() {
        return parts;
    }

    public boolean isLiteral() {
        return parts.stream().allMatch(Part.Literal.class::isInstance);
    }

    /** The same with each literal part changed. */
    public TemplateText mapLiterals(UnaryOperator<String> change) {
        return new TemplateText(
                parts.stream().map(part -> part instanceof Part.Literal l ? new Part.Literal(change.apply(l.text())) : part)
                        .toList());
    }

    /** The same with a filter behind each placeholder. */
    public TemplateText filtered(String filter) {
        return new TemplateText(
                parts.stream().map(part -> part instanceof Part.Placeholder p
                        ? new Part.Placeholder(p.expression() + " | " + filter, p.example()) : part).toList());
    }

    /**
     * The same with a filter behind each placeholder, which is still left out when the event does not have its value.
     *
     * @param example what the filter makes of the example
     */
    public TemplateText filteredIfDefined(String filter, @Nullable Object example) {
        return new TemplateText(
                parts.stream().map(part -> part instanceof Part.Placeholder p
                        ? new Part.Placeholder(
                                p.expression() + " | " + filter + " if " + p.expression() + " is defined", example)
                        : part).toList());
    }

    /** As it stands in a script. */
    public String source() {
        StringBuilder source = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Part.Placeholder placeholder) {
                source.append("{{ ").append(placeholder.expression()).append(" }}");
            } else {
                boolean beforeBrace = i + 1 < parts.size();
                source.append(escaped(((Part.Literal) parts.get(i)).text(), beforeBrace));
            }
        }
        return source.toString();
    }

    /** What it gives with the examples; a sole placeholder keeps its type. */
    public @Nullable Object rendered() {
        if (parts.size() == 1 && parts.get(0) instanceof Part.Placeholder sole) {
            return sole.example();
        }
        return renderedText(UnaryOperator.identity());
    }

    /** @param encoding of what placeholders give */
    public String renderedText(UnaryOperator<String> encoding) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(part instanceof Part.Placeholder placeholder
                    ? encoding.apply(placeholder.example() == null ? "" : String.valueOf(placeholder.example()))
                    : ((Part.Literal) part).text());
        }
        return text.toString();
    }

    private static String escaped(String text, boolean beforeBrace) {
        boolean opens = text.contains("{{") || text.contains("{%") || text.contains("{#");
        boolean joins = beforeBrace && text.endsWith("{");
        if (!opens && !joins) {
            return text;
        }
        return text.contains("endraw") ? escapedPiecewise(text) : "{% raw %}" + text + "{% endraw %}";
    }

    /** Each brace by itself, so that no text can end what keeps it literal. */
    private static String escapedPiecewise(String text) {
        return text.replace("{", "{% raw %}{{% endraw %}");
    }
}
