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
package io.webhookscript.template;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import static io.webhookscript.template.BuiltIn.Parameter.optional;
import static io.webhookscript.template.BuiltIn.Parameter.required;

/** Filters that turn a text into a text. Other values are printed first. */
final class TextFilters {

    static final List<BuiltIn> ALL = List.of(
            BuiltIn.of("default", TextFilters::otherwise, optional("default_value", ""), optional("boolean", false)),
            BuiltIn.of("string", (value, call) -> call.text(value)),
            BuiltIn.of("safe", (value, call) -> value),
            BuiltIn.of("upper", (value, call) -> call.text(value).toUpperCase(Locale.ROOT)),
            BuiltIn.of("lower", (value, call) -> call.text(value).toLowerCase(Locale.ROOT)),
            BuiltIn.of("capitalize", TextFilters::capitalize),
            BuiltIn.of("trim", TextFilters::trim, optional("chars")),
            BuiltIn.of("replace", TextFilters::replace, required("old"), required("new"), optional("count")),
            BuiltIn.of("truncate", TextFilters::truncate, optional("length", 255L), optional("killwords", false),
                    optional("end", "..."), optional("leeway", 5L)));

    private TextFilters() {
    }

    private static @Nullable Object otherwise(@Nullable Object value, Arguments call) {
        boolean missing = value == Undefined.UNDEFINED || (call.truth(1) && !Truth.of(value));
        return missing ? call.value(0) : value;
    }

    private static String capitalize(@Nullable Object value, Arguments call) {
        String text = call.text(value);
        if (text.isEmpty()) {
            return text;
        }
        String first = Character.toString(text.codePointAt(0));
        // the whole text in lower case, since a final sigma depends on the letter before it
        String rest = text.toLowerCase(Locale.ROOT).substring(first.toLowerCase(Locale.ROOT).length());
        return Character.toString(Character.toTitleCase(text.codePointAt(0))) + rest;
    }

    private static String trim(@Nullable Object value, Arguments call) {
        String text = call.text(value);
        if (call.isMissing(0)) {
            int start = Characters.skipSpace(text, 0);
            return text.substring(start, Characters.backOverSpace(text, start, text.length()));
        }
        Set<Integer> unwanted = call.text(0).codePoints().boxed().collect(Collectors.toSet());
        int start = 0;
        int end = text.length();
        while (start < end && unwanted.contains(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (end > start && unwanted.contains(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    private static String replace(@Nullable Object value, Arguments call) {
        String text = call.text(value);
        String old = call.text(0);
        String by = call.text(1);
        int left = call.isMissing(2) ? -1 : call.whole(2, "a count");
        Output out = call.run().newOutput(call.spot());
        int from = 0;
        while (left != 0) {
            int found = old.isEmpty() ? from : Texts.indexOf(text, old, from);
            if (found < 0 || (old.isEmpty() && from >= text.length())) {
                break;
            }
            left--;
            out.append(text, from, found);
            out.append(by);
            from = found + old.length();
            if (old.isEmpty()) {
                int next = text.offsetByCodePoints(from, 1);
                out.append(text, from, next);
                from = next;
            }
        }
        out.append(text, from, text.length());
        if (old.isEmpty() && left != 0) {
            out.append(by);
        }
        call.run().spendOnText(out.length(), call.spot());
        return out.toString();
    }

    private static String truncate(@Nullable Object value, Arguments call) {
        String text = call.text(value);
        int length = call.whole(0, "a length");
        String end = call.text(2);
        int leeway = call.isMissing(3) ? 5 : call.whole(3, "a leeway");
        int kept = length - Texts.length(end);
        if (kept < 0 || leeway < 0) {
            throw call.spot().error(kept < 0 ? "a length less than that of the ending" : "a leeway below 0",
                    kept < 0 ? "at least " + Texts.length(end) : "0 or more");
        }
        if (Texts.length(text) <= (long) length + leeway) {
            return text;
        }
        String head = Texts.slice(text, 0, kept);
        int space = call.truth(1) ? -1 : head.lastIndexOf(' ');
        return (space < 0 ? head : head.substring(0, space)) + end;
    }
}
