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

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The marks by which a source names its variables, such as Postman's {@code {{name}}}.
 *
 * @param pattern of a mark; its first group is the variable's name
 * @param values  of variables, as far as the source has them; they may hold marks
 * @param special what stands for variables that mean something of their own
 */
public record Marks(Pattern pattern, Map<String, String> values, Function<String, Optional<TemplateText>> special) {

    /** A source without variables. */
    public static final Marks NONE = new Marks(Pattern.compile("(?!)()"), Map.of(), name -> Optional.empty());

    /** Values that hold marks that hold marks: nobody nests deeper, and a circle has to end. */
    private static final int DEPTH = 8;

    public Marks {
        values = Map.copyOf(values);
    }

    public boolean in(String text) {
        return pattern.matcher(text).find();
    }

    /** The variable's name, when the text is one mark and nothing else. */
    Optional<String> sole(String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.matches() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
    }

    /** Of the marks in the text, in their order. */
    List<String> names(String text) {
        return pattern.matcher(text).results().map(result -> result.group(1).strip()).toList();
    }

    /** The value of a variable, with the marks in it resolved. */
    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name)).map(value -> resolved(value, DEPTH));
    }

    /** The text with each mark replaced by its variable's value, or by its name where there is none. */
    String resolved(String text) {
        return resolved(text, DEPTH);
    }

    /** The text for people, each mark shown as its variable's name. */
    public String resolvedNames(String text) {
        return pattern.matcher(text).replaceAll(mark -> Matcher.quoteReplacement(mark.group(1)));
    }

    private String resolved(String text, int depth) {
        Matcher matcher = pattern.matcher(text);
        StringBuilder resolved = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(1).strip();
            String value = depth > 0 ? values.get(name) : null;
            matcher.appendReplacement(resolved, Matcher.quoteReplacement(value == null ? name : resolved(value, depth - 1)));
        }
        return matcher.appendTail(resolved).toString();
    }
}
