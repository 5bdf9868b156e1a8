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

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.webhookscript.value.NearestNames;
import org.jspecify.annotations.Nullable;

/**
 * A filter that comes with the language.
 *
 * @param parameters in order; those without default are required
 */
record BuiltIn(String name, List<Parameter> parameters, Filter filter) {

    private static final Map<String, BuiltIn> ALL = collect();

    /** Filters whose arguments are themselves filters, tests or attributes. The parser builds them. */
    static final List<String> OVER_ITEMS = List.of("map", "select", "reject", "selectattr", "rejectattr");

    /** @param check rejects wrong literal texts, so that a misspelt one is found when the template is compiled */
    record Parameter(String name, boolean required, @Nullable Object otherwise, Check check) {

        private static final Check ANY = (text, spot) -> {
        };

        /** Throws a {@link TemplateException} at the given position for a text that is never valid. */
        @FunctionalInterface
        interface Check {
            void check(String text, SourcePosition spot);
        }

        static Parameter required(String name) {
            return new Parameter(name, true, Undefined.UNDEFINED, ANY);
        }

        static Parameter optional(String name, @Nullable Object otherwise) {
            return new Parameter(name, false, otherwise, ANY);
        }

        Parameter checkedBy(Check literals) {
            return new Parameter(name, required, otherwise, literals);
        }

        static Parameter optional(String name) {
            return optional(name, Undefined.UNDEFINED);
        }
    }

    static BuiltIn of(String name, Filter filter, Parameter... parameters) {
        return new BuiltIn(name, List.of(parameters), filter);
    }

    private static Map<String, BuiltIn> collect() {
        Map<String, BuiltIn> all = new TreeMap<>();
        for (List<BuiltIn> group : List.of(TextFilters.ALL, NumberFilters.ALL, ListFilters.ALL, CodingFilters.ALL,
                JinjaFilters.ALL)) {
            group.forEach(filter -> all.put(filter.name(), filter));
        }
        all.put("d", all.get("default"));
        all.put("count", all.get("length"));
        all.put("e", all.get("escape"));
        return Map.copyOf(all);
    }

    static @Nullable BuiltIn named(String name) {
        return ALL.get(name);
    }

    static boolean isTaken(String name) {
        return ALL.containsKey(name) || OVER_ITEMS.contains(name);
    }

    static List<String> names() {
        return java.util.stream.Stream.concat(ALL.keySet().stream(), OVER_ITEMS.stream()).sorted().toList();
    }

    /** Puts the arguments in the order of the parameters and fills in defaults. */
    List<Node> bind(List<GivenArgument> given, Tokens tokens, SourcePosition spot) {
        Node[] bound = new Node[parameters.size()];
        for (int i = 0; i < given.size(); i++) {
            int place = place(given.get(i), i, tokens, spot);
            if (bound[place] != null) {
                throw spot.error(
                        "`" + name + "` has its argument `" + parameters.get(place).name() + "` twice",
                        "each argument once");
            }
            bound[place] = given.get(i).node();
            if (bound[place] instanceof Node.Constant literal && literal.value() instanceof String text) {
                parameters.get(place).check().check(text, spot);
            }
        }
        for (int i = 0; i < bound.length; i++) {
            BuiltIn.Parameter parameter = parameters.get(i);
            if (bound[i] == null && parameter.required()) {
                throw spot.error("`" + name + "` lacks its argument `" + parameter.name() + "`", "a value for it");
            }
            bound[i] = bound[i] == null ? new Node.Constant(parameter.otherwise()) : bound[i];
        }
        return Arrays.asList(bound);
    }

    private int place(GivenArgument argument, int index, Tokens tokens, SourcePosition spot) {
        List<String> names = parameters.stream().map(BuiltIn.Parameter::name).toList();
        if (argument.name() == null) {
            if (index >= names.size()) {
                throw spot.error("`" + name + "` with " + Arguments.counted(index + 1),
                        (names.isEmpty() ? "" : "at most ") + Arguments.counted(names.size()));
            }
            return index;
        }
        int place = names.indexOf(argument.name().text());
        if (place < 0) {
            List<String> near = NearestNames.of(argument.name().text(), names);
            throw tokens.spot(argument.name()).error(
                    "`" + name + "` has no argument `" + argument.name().text() + "`",
                    names.isEmpty() ? "none" : NearestNames.expected("one of its arguments", near, names), near);
        }
        return place;
    }
}
