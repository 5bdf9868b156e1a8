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
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import static io.webhookscript.template.BuiltIn.Parameter.optional;

/** Filters for values that have items. */
final class ListFilters {

    static final List<BuiltIn> ALL = List.of(
            BuiltIn.of("join", ListFilters::join, optional("d", ""), optional("attribute")),
            BuiltIn.of("length", ListFilters::length),
            BuiltIn.of("first", (value, call) -> end(value, call, false)),
            BuiltIn.of("last", (value, call) -> end(value, call, true)),
            BuiltIn.of("list", (value, call) -> Items.of(value, call.run(), call.spot())),
            BuiltIn.of("items", ListFilters::pairs),
            BuiltIn.of("reverse", ListFilters::reverse),
            BuiltIn.of("sort", ListFilters::sort, optional("reverse", false), optional("case_sensitive", false),
                    optional("attribute")),
            BuiltIn.of("unique", ListFilters::unique, optional("case_sensitive", false), optional("attribute")),
            BuiltIn.of("sum", ListFilters::sum, optional("attribute"), optional("start", 0L)),
            BuiltIn.of("min", (value, call) -> extreme(value, call, false), optional("case_sensitive", false),
                    optional("attribute")),
            BuiltIn.of("max", (value, call) -> extreme(value, call, true), optional("case_sensitive", false),
                    optional("attribute")));

    private ListFilters() {
    }

    private static List<?> items(@Nullable Object value, Arguments call) {
        return Items.of(value, call.run(), call.spot());
    }

    /** Returns the items, or one attribute of each item when the argument names it. */
    private static List<?> attributes(List<?> items, int argument, Arguments call) {
        if (call.isMissing(argument)) {
            return items;
        }
        AttributePath path = AttributePath.of(call.value(argument), call.run(), call.spot());
        List<@Nullable Object> values = new ArrayList<>(items.size());
        for (Object item : items) {
            call.run().spend(path.names().size(), call.spot());
            values.add(path.read(item, Undefined.UNDEFINED, call.run()));
        }
        return values;
    }

    private static String join(@Nullable Object value, Arguments call) {
        String between = call.text(0);
        Output out = call.run().newOutput(call.spot());
        boolean first = true;
        for (Object item : attributes(items(value, call), 1, call)) {
            if (!first) {
                out.append(between);
            }
            first = false;
            out.append(call.text(item));
        }
        call.run().spendOnText(out.length(), call.spot());
        return out.toString();
    }

    private static Object length(@Nullable Object value, Arguments call) {
        int length = Texts.length(value);
        if (length < 0) {
            throw call.spot().error(Kind.of(value).description() + " has no length", "a list, a map or a text");
        }
        call.run().spendOnText(length, call.spot());
        return (long) length;
    }

    private static @Nullable Object end(@Nullable Object value, Arguments call, boolean last) {
        List<?> items = items(value, call);
        return items.isEmpty() ? Undefined.UNDEFINED : items.get(last ? items.size() - 1 : 0);
    }

    private static Object pairs(@Nullable Object value, Arguments call) {
        if (value == Undefined.UNDEFINED) {
            return List.of();
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw call.spot().error(Kind.of(value).description() + " has no pairs", "a map");
        }
        call.run().spend(map.size(), call.spot());
        List<Object> pairs = new ArrayList<>(map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            List<@Nullable Object> pair = new ArrayList<>(2);
            pair.add(entry.getKey());
            pair.add(entry.getValue());
            pairs.add(Collections.unmodifiableList(pair));
        }
        return pairs;
    }

    private static Object reverse(@Nullable Object value, Arguments call) {
        List<@Nullable Object> reversed = new ArrayList<>(items(value, call));
        call.run().spend(reversed.size() >> 3, call.spot());
        Collections.reverse(reversed);
        if (!(value instanceof String)) {
            return reversed;
        }
        StringBuilder text = new StringBuilder();
        reversed.forEach(text::append);
        return text.toString();
    }

    /**
     * A sort key is the item or its attributes (separated by commas), in lower case unless {@code case_sensitive} is
     * set.
     */
    private static List<List<?>> keys(List<?> items, int attribute, int caseSensitive, Arguments call) {
        List<List<?>> keys = new ArrayList<>();
        if (call.isMissing(attribute)) {
            keys.add(folded(items, call.truth(caseSensitive)));
            return keys;
        }
        for (String path : call.text(attribute).split(",", -1)) {
            Arguments one = new Arguments(new Object[] { path }, call.run(), call.spot());
            keys.add(folded(attributes(items, 0, one), call.truth(caseSensitive)));
        }
        return keys;
    }

    private static List<?> folded(List<?> values, boolean caseSensitive) {
        if (caseSensitive) {
            return values;
        }
        List<@Nullable Object> folded = new ArrayList<>(values.size());
        for (Object value : values) {
            folded.add(value instanceof String text ? text.toLowerCase(Locale.ROOT) : value);
        }
        return folded;
    }

    private static Object sort(@Nullable Object value, Arguments call) {
        List<?> items = items(value, call);
        List<List<?>> keys = keys(items, 2, 1, call);
        Comparison comparison = new Comparison(call.run(), call.spot());
        Comparator<Integer> order = (a, b) -> {
            call.run().spend(1, call.spot());
            for (List<?> key : keys) {
                int result = comparison.orderOrSame(key.get(a), key.get(b));
                if (result != 0) {
                    return result;
                }
            }
            return 0;
        };
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            places.add(i);
        }
        places.sort(call.truth(0) ? order.reversed() : order);
        List<@Nullable Object> sorted = new ArrayList<>();
        places.forEach(place -> sorted.add(items.get(place)));
        return sorted;
    }

    private static Object unique(@Nullable Object value, Arguments call) {
        List<?> items = items(value, call);
        List<?> keys = folded(attributes(items, 1, call), call.truth(0));
        Comparison comparison = new Comparison(call.run(), call.spot());
        Set<@Nullable Object> seen = new HashSet<>();
        List<@Nullable Object> kept = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            call.run().spend(1, call.spot());
            if (seen.add(comparison.key(keys.get(i)))) {
                kept.add(items.get(i));
            }
        }
        return kept;
    }

    private static Object sum(@Nullable Object value, Arguments call) {
        Object total = call.value(1);
        for (Object item : attributes(items(value, call), 0, call)) {
            total = Operator.ADD.apply(total, item, call.run(), call.spot());
        }
        return total == null ? Undefined.UNDEFINED : total;
    }

    private static @Nullable Object extreme(@Nullable Object value, Arguments call, boolean greatest) {
        List<?> items = items(value, call);
        if (items.isEmpty()) {
            return Undefined.UNDEFINED;
        }
        List<?> keys = folded(attributes(items, 1, call), call.truth(0));
        Comparison comparison = new Comparison(call.run(), call.spot());
        int best = 0;
        for (int i = 1; i < items.size(); i++) {
            call.run().spend(1, call.spot());
            int order = comparison.order(keys.get(i), keys.get(best));
            if (greatest ? order > 0 : order < 0) {
                best = i;
            }
        }
        return items.get(best);
    }
}
