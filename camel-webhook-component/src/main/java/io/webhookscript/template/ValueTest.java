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

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.webhookscript.value.NearestNames;
import org.jspecify.annotations.Nullable;

/** The tests that may follow {@code is}. */
@SuppressWarnings("ImmutableEnumChecker") // the lambdas capture no variables
enum ValueTest {
    DEFINED("defined", false, (v, a, r, s) -> v != Undefined.UNDEFINED),
    UNDEFINED("undefined", false, (v, a, r, s) -> v == Undefined.UNDEFINED),
    NONE("none", false, (v, a, r, s) -> v == null),
    STRING("string", false, (v, a, r, s) -> v instanceof String),
    NUMBER("number", false, (v, a, r, s) -> v instanceof Boolean || Numbers.of(v) != null),
    INTEGER("integer", false, (v, a, r, s) -> Numbers.of(v) != null && !isDecimal(v)),
    FLOAT("float", false, (v, a, r, s) -> isDecimal(v)),
    BOOLEAN("boolean", false, (v, a, r, s) -> v instanceof Boolean),
    TRUE("true", false, (v, a, r, s) -> Boolean.TRUE.equals(v)),
    FALSE("false", false, (v, a, r, s) -> Boolean.FALSE.equals(v)),
    MAPPING("mapping", false, (v, a, r, s) -> Kind.of(v) == Kind.MAP),
    SEQUENCE("sequence", false, (v, a, r, s) -> v instanceof String || Texts.length(v) >= 0),
    ITERABLE("iterable", false, (v, a, r, s) -> Items.has(v)),
    ODD("odd", false, (v, a, r, s) -> Numbers.compare(remainder(v, 2L, s), 1L) == 0),
    EVEN("even", false, (v, a, r, s) -> Numbers.signum(remainder(v, 2L, s)) == 0),
    DIVISIBLEBY("divisibleby", true, (v, a, r, s) -> Numbers.signum(remainder(v, a, s)) == 0),
    IN("in", true, Relation.IN::holds),
    EQ("eq", true, Relation.EQUAL::holds, "==", "equalto"),
    NE("ne", true, Relation.UNEQUAL::holds, "!="),
    LT("lt", true, Relation.LESS::holds, "<", "lessthan"),
    LE("le", true, Relation.AT_MOST::holds, "<="),
    GT("gt", true, Relation.GREATER::holds, ">", "greaterthan"),
    GE("ge", true, Relation.AT_LEAST::holds, ">="),
    SAMEAS("sameas", true, ValueTest::same),
    UPPER("upper", false, (v, a, r, s) -> hasCase(Texts.of(v, r, s), true, r, s)),
    LOWER("lower", false, (v, a, r, s) -> hasCase(Texts.of(v, r, s), false, r, s));

    private final String word;
    private final boolean argument;
    private final Rule rule;
    private final List<String> aliases;

    @FunctionalInterface
    private interface Rule {
        boolean holds(@Nullable Object value, @Nullable Object argument, RenderContext run, SourcePosition spot);
    }

    ValueTest(String word, boolean argument, Rule rule, String... aliases) {
        this.word = word;
        this.argument = argument;
        this.rule = rule;
        this.aliases = List.of(aliases);
    }

    boolean takesArgument() {
        return argument;
    }

    boolean holds(@Nullable Object value, @Nullable Object other, RenderContext run, SourcePosition spot) {
        run.spend(1, spot);
        return rule.holds(value, other, run, spot);
    }

    static Optional<ValueTest> named(String word) {
        return Arrays.stream(values()).filter(test -> test.word.equals(word) || test.aliases.contains(word)).findFirst();
    }

    /** Returns tests that are similar to an unknown name. */
    static List<String> meantBy(String unknown) {
        if (unknown.equals("null")) {
            return List.of("none");
        }
        List<String> known = new ArrayList<>(names());
        Arrays.stream(values()).forEach(test -> known.addAll(test.aliases));
        return NearestNames.of(unknown, known);
    }

    /** Returns what to write instead of an unsupported test of Jinja2; empty for all other names. */
    static String insteadOf(String unknown) {
        return switch (unknown) {
            case "callable" -> "no test: nothing in a template can be called";
            case "escaped" -> "no test: each value is escaped for the position in which it is printed";
            case "filter", "test" -> "the " + unknown + " itself: an unknown one is an error when the script loads";
            default -> "";
        };
    }

    static List<String> names() {
        return Arrays.stream(values()).map(test -> test.word).toList();
    }

    private static Number remainder(@Nullable Object value, @Nullable Object divisor, SourcePosition spot) {
        Number number = Numbers.ofCounting(value);
        Number by = Numbers.of(divisor);
        if (number == null || by == null) {
            throw spot.error(Kind.of(number == null ? value : divisor).description() + " cannot be divided", "a number");
        }
        return Numbers.remainder(number, by, spot);
    }

    /**
     * Whether both are the same object or equal scalars of one kind: 1 equals true and 1.0, but is the same as neither.
     */
    @SuppressWarnings("ReferenceEquality") // lists and maps that are equal may be different ones
    private static boolean same(@Nullable Object value, @Nullable Object other, RenderContext run, SourcePosition spot) {
        Kind kind = Kind.of(value);
        if (value == other || kind != Kind.of(other) || kind == Kind.LIST || kind == Kind.MAP) {
            return value == other;
        }
        return isDecimal(value) == isDecimal(other) && Relation.EQUAL.holds(value, other, run, spot);
    }

    private static boolean isDecimal(@Nullable Object value) {
        return Numbers.of(value) instanceof BigDecimal;
    }

    /** Whether the text has at least one letter, and none of the other case. */
    private static boolean hasCase(String text, boolean upper, RenderContext run, SourcePosition spot) {
        run.spendOnText(text.length(), spot);
        boolean found = false;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (upper
                    ? Character.isLowerCase(c) || Character.isTitleCase(c)
                    : Character.isUpperCase(c) || Character.isTitleCase(c)) {
                return false;
            }
            found |= upper ? Character.isUpperCase(c) : Character.isLowerCase(c);
        }
        return found;
    }
}
