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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** What may stand after {@code is}. */
@SuppressWarnings("ImmutableEnumChecker") // the lambdas capture nothing
enum ValueTest {
    DEFINED("defined", false, (v, a, r, s) -> v != Undefined.UNDEFINED),
    UNDEFINED("undefined", false, (v, a, r, s) -> v == Undefined.UNDEFINED),
    NONE("none", false, (v, a, r, s) -> v == null),
    STRING("string", false, (v, a, r, s) -> v instanceof String),
    NUMBER("number", false, (v, a, r, s) -> v instanceof Boolean || Numbers.of(v) != null),
    INTEGER("integer", false, (v, a, r, s) -> Numbers.of(v) != null && !(Numbers.of(v) instanceof BigDecimal)),
    FLOAT("float", false, (v, a, r, s) -> Numbers.of(v) instanceof BigDecimal),
    BOOLEAN("boolean", false, (v, a, r, s) -> v instanceof Boolean),
    TRUE("true", false, (v, a, r, s) -> Boolean.TRUE.equals(v)),
    FALSE("false", false, (v, a, r, s) -> Boolean.FALSE.equals(v)),
    MAPPING("mapping", false, (v, a, r, s) -> Kind.of(v) == Kind.MAP),
    SEQUENCE("sequence", false, (v, a, r, s) -> v instanceof String || Texts.length(v) >= 0),
    ODD("odd", false, (v, a, r, s) -> Numbers.compare(remainder(v, 2L, s), 1L) == 0),
    EVEN("even", false, (v, a, r, s) -> Numbers.signum(remainder(v, 2L, s)) == 0),
    DIVISIBLEBY("divisibleby", true, (v, a, r, s) -> Numbers.signum(remainder(v, a, s)) == 0),
    IN("in", true, Relation.IN::holds),
    EQ("eq", true, Relation.EQUAL::holds),
    NE("ne", true, Relation.UNEQUAL::holds),
    LT("lt", true, Relation.LESS::holds),
    LE("le", true, Relation.AT_MOST::holds),
    GT("gt", true, Relation.GREATER::holds),
    GE("ge", true, Relation.AT_LEAST::holds),
    UPPER("upper", false, (v, a, r, s) -> hasCase(Texts.of(v, r, s), true, r, s)),
    LOWER("lower", false, (v, a, r, s) -> hasCase(Texts.of(v, r, s), false, r, s));

    private final String word;
    private final boolean argument;
    private final Rule rule;

    @FunctionalInterface
    private interface Rule {
        boolean holds(@Nullable Object value, @Nullable Object argument, Run run, Spot spot);
    }

    ValueTest(String word, boolean argument, Rule rule) {
        this.word = word;
        this.argument = argument;
        this.rule = rule;
    }

    boolean takesArgument() {
        return argument;
    }

    boolean holds(@Nullable Object value, @Nullable Object other, Run run, Spot spot) {
        run.spend(1, spot);
        return rule.holds(value, other, run, spot);
    }

    static Optional<ValueTest> named(String word) {
        return Arrays.stream(values()).filter(test -> test.word.equals(word)).findFirst();
    }

    /** Tests that a name may stand for: what Jinja2 calls so, too, or what is spelt like it. */
    static List<String> meantBy(String unknown) {
        return switch (unknown) {
            case "==", "equalto", "sameas" -> List.of("eq");
            case "!=" -> List.of("ne");
            case "<", "lessthan" -> List.of("lt");
            case "<=" -> List.of("le");
            case ">", "greaterthan" -> List.of("gt");
            case ">=" -> List.of("ge");
            case "iterable" -> List.of("sequence");
            case "null" -> List.of("none");
            default -> Suggestions.near(unknown, names());
        };
    }

    static List<String> names() {
        return Arrays.stream(values()).map(test -> test.word).toList();
    }

    private static Number remainder(@Nullable Object value, @Nullable Object divisor, Spot spot) {
        Number number = Numbers.ofCounting(value);
        Number by = Numbers.of(divisor);
        if (number == null || by == null) {
            throw spot.error(Kind.of(number == null ? value : divisor).words() + " cannot be divided", "a number");
        }
        return Numbers.remainder(number, by, spot);
    }

    /** At least one letter, and none of the other case. */
    private static boolean hasCase(String text, boolean upper, Run run, Spot spot) {
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
