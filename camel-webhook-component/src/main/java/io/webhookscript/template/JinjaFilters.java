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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import static io.webhookscript.template.BuiltIn.Parameter.optional;

/** Filters that take a text apart, escape it for HTML, fill a format, or order a map. */
final class JinjaFilters {

    /** Values that one format may take. */
    private static final int MAX_VALUES = 20;

    /** Width and digits that a format may ask for. */
    private static final int MAX_WIDTH = 1_000;

    static final List<BuiltIn> ALL = List.of(
            BuiltIn.of("split", JinjaFilters::split, optional("sep"), optional("maxsplit", -1L)),
            BuiltIn.of("escape", JinjaFilters::escape, optional("quotes", true)),
            BuiltIn.of("format", JinjaFilters::format,
                    IntStream.rangeClosed(1, MAX_VALUES).mapToObj(i -> optional("value" + i))
                            .toArray(BuiltIn.Parameter[]::new)),
            BuiltIn.of("dictsort", JinjaFilters::dictSort, optional("case_sensitive", false), optional("by", "key"),
                    optional("reverse", false)));

    /** Those of Jinja2 that are missing on purpose, and what to write in their place. */
    private static final Map<String, String> INSTEAD = Map.ofEntries(
            Map.entry("attr", "`value.name` or `value['name']`"), Map.entry("batch", "slices such as `rows[0:10]` in a loop"),
            Map.entry("slice", "slices such as `rows[0:10]`"),
            Map.entry("center", "`format`, such as `'%10s' | format(value)`"),
            Map.entry("filesizeformat", "`'%.1f MB' | format(size / 1000000)`"), Map.entry("forceescape", "`escape`"),
            Map.entry("groupby", "`selectattr` with each value, in a loop over `map(attribute='…') | unique`"),
            Map.entry("indent", "`replace('\\n', '\\n    ')`"), Map.entry("pprint", "`tojson`"),
            Map.entry("random", "`message.id`, which is random and stays the same in a retry"),
            Map.entry("striptags", "a text that the source sends without tags"),
            Map.entry("title", "`capitalize`, or `split(' ') | map('capitalize') | join(' ')`"),
            Map.entry("urlize", "the URL itself"), Map.entry("wordcount", "`split | length`"),
            Map.entry("wordwrap", "`truncate`"), Map.entry("xmlattr", "the attributes written out; `body.xml` escapes them"),
            Map.entry("from_json", "the event itself, which is read already"),
            Map.entry("to_json", "`tojson`"), Map.entry("json", "`tojson`"), Map.entry("b64_encode", "`b64encode`"),
            Map.entry("urldecode", "the value that came, which is decoded already"),
            Map.entry("strftime", "`date('yyyy-MM-dd HH:mm:ss')`"), Map.entry("to_datetime", "`date('yyyy-MM-dd HH:mm:ss')`"),
            Map.entry("regex_replace", "`replace`, or `split`"), Map.entry("regex_search", "`split`, or `in`"),
            Map.entry("combine", "the keys written out in one map"), Map.entry("ternary", "`a if condition else b`"));

    private JinjaFilters() {
    }

    /** What to write in the place of a filter that is missing on purpose; empty for any other name. */
    static String insteadOf(String name) {
        return INSTEAD.getOrDefault(name, "");
    }

    /** As Python's method: without a separator at white space, whose runs are one and whose ends are none. */
    private static List<String> split(@Nullable Object value, Arguments call) {
        String text = call.text(value);
        String separator = call.isMissing(0) ? "" : call.text(0);
        int left = call.isMissing(1) ? -1 : call.whole(1, "a number of splits");
        if (!call.isMissing(0) && separator.isEmpty()) {
            throw call.spot().error("an empty separator", "a text, or none for white space");
        }
        List<String> parts = new ArrayList<>();
        int from = separator.isEmpty() ? Characters.skipSpace(text, 0) : 0;
        while (left-- != 0) {
            int end = separator.isEmpty() ? spaceFrom(text, from) : Texts.indexOf(text, separator, from);
            if (end < 0) {
                break;
            }
            add(parts, text.substring(from, end), call);
            from = separator.isEmpty() ? Characters.skipSpace(text, end) : end + separator.length();
        }
        int end = separator.isEmpty() ? Characters.backOverSpace(text, from, text.length()) : text.length();
        if (!separator.isEmpty() || from < end) {
            add(parts, text.substring(from, end), call);
        }
        return Collections.unmodifiableList(parts);
    }

    private static void add(List<String> parts, String part, Arguments call) {
        call.run().spend(1, call.spot());
        Items.checkSize(parts.size() + 1L, call.spot());
        parts.add(part);
    }

    private static int spaceFrom(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (Characters.isSpace(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    /** As Jinja2 does; without quotes only what Slack wants: {@code &}, {@code <} and {@code >}. */
    private static String escape(@Nullable Object value, Arguments call) {
        String text = call.text(value);
        Output out = call.run().newOutput(call.spot());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append(call.truth(0) ? "&#34;" : "\"");
                case '\'' -> out.append(call.truth(0) ? "&#39;" : "'");
                default -> out.append(c);
            }
        }
        call.run().spendOnText(out.length(), call.spot());
        return out.toString();
    }

    private static List<Object> dictSort(@Nullable Object value, Arguments call) {
        if (!(value instanceof Map<?, ?> map)) {
            throw call.spot().error(Kind.of(value).description() + " has no pairs", "a map");
        }
        String by = call.text(1);
        if (!by.equals("key") && !by.equals("value")) {
            throw call.spot().error("`by` that is neither", "`key` or `value`");
        }
        boolean exact = call.truth(0);
        Comparison comparison = new Comparison(call.run(), call.spot());
        Comparator<Map.Entry<?, ?>> order = (a, b) -> {
            call.run().spend(1, call.spot());
            return comparison.orderOrSame(sortKey(a, by, exact), sortKey(b, by, exact));
        };
        call.run().spend(map.size(), call.spot());
        Stream<Map.Entry<?, ?>> entries = map.entrySet().stream().map(entry -> entry);
        return entries.sorted(call.truth(2) ? order.reversed() : order)
                .<Object> map(entry -> Collections
                        .unmodifiableList(Arrays.<@Nullable Object> asList(entry.getKey(), entry.getValue())))
                .toList();
    }

    private static @Nullable Object sortKey(Map.Entry<?, ?> entry, String by, boolean exact) {
        Object key = by.equals("key") ? entry.getKey() : entry.getValue();
        return key instanceof String text && !exact ? text.toLowerCase(Locale.ROOT) : key;
    }

    /** As C and Python print: {@code %s %d %f %x %%} with flags, width and precision; decimals are exact. */
    private static String format(@Nullable Object value, Arguments call) {
        String form = call.text(value);
        int given = MAX_VALUES;
        while (given > 0 && call.value(given - 1) == Undefined.UNDEFINED) {
            given--;
        }
        Output out = call.run().newOutput(call.spot());
        int used = 0;
        int i = 0;
        while (i < form.length()) {
            int percent = form.indexOf('%', i);
            out.append(form, i, percent < 0 ? form.length() : percent);
            if (percent < 0) {
                break;
            }
            FormatSpecifier specifier = FormatSpecifier.at(form, percent, MAX_WIDTH, call.spot());
            i = specifier.end();
            if (specifier.conversion() == '%') {
                out.append('%');
            } else {
                out.append(specifier.fill(used < MAX_VALUES ? call.value(used) : Undefined.UNDEFINED, call));
                used++;
            }
        }
        if (used < given) {
            throw call.spot().error("a format that takes " + used + " values, with " + given, "as many `%` as values");
        }
        call.run().spendOnText(out.length(), call.spot());
        return out.toString();
    }
}
