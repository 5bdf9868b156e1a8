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
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

import org.jspecify.annotations.Nullable;

import static io.webhookscript.template.BuiltIn.Parameter.optional;

/** Filters that make a number. */
final class NumberFilters {

    static final List<BuiltIn> ALL = List.of(
            BuiltIn.of("int", NumberFilters::whole, optional("default", 0L), optional("base", 10L)),
            BuiltIn.of("float", NumberFilters::decimal, optional("default", new BigDecimal("0.0"))),
            BuiltIn.of("abs", (value, call) -> Numbers.abs(call.number(value))),
            BuiltIn.of("round", NumberFilters::round, optional("precision", 0L),
                    optional("method", "common").checkedBy(NumberFilters::mode)));

    private NumberFilters() {
    }

    private static @Nullable Object whole(@Nullable Object value, Arguments call) {
        if (value instanceof Boolean truth) {
            return truth ? 1L : 0L;
        }
        if (value instanceof String text) {
            call.run().spendOnText(text.length(), call.spot());
            Number whole = parseWhole(strip(text), call.whole(1, "a base"), call.spot());
            if (whole != null) {
                return whole;
            }
            BigDecimal decimal = parseDecimal(strip(text));
            return decimal == null ? call.value(0) : Numbers.truncate(decimal, call.spot());
        }
        Number number = Numbers.of(value);
        return number == null ? call.value(0) : Numbers.truncate(number, call.spot());
    }

    private static @Nullable Object decimal(@Nullable Object value, Arguments call) {
        if (value instanceof Boolean truth) {
            return Numbers.tidy(truth ? BigDecimal.ONE : BigDecimal.ZERO);
        }
        if (value instanceof String text) {
            call.run().spendOnText(text.length(), call.spot());
        }
        BigDecimal number = value instanceof String text ? parseDecimal(strip(text)) : decimalOf(value);
        if (number == null) {
            return call.value(0);
        }
        return Numbers.tidyScale(number, call.spot());
    }

    private static @Nullable BigDecimal decimalOf(@Nullable Object value) {
        Number number = Numbers.of(value);
        return number == null ? null : Numbers.decimal(number);
    }

    private static String strip(String text) {
        int start = Characters.skipSpace(text, 0);
        return text.substring(start, Characters.backOverSpace(text, start, text.length()));
    }

    /** Parses like Python's int(): a sign, a prefix that fits the base, digits with single underscores between them. */
    private static @Nullable Number parseWhole(String text, int base, SourcePosition spot) {
        if (base != 0 && (base < 2 || base > 36)) {
            throw spot.error("base " + base, "0, or 2 to 36");
        }
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String digits = signed ? text.substring(1) : text;
        int prefix = prefixBase(digits);
        int used = base == 0 ? prefix == 0 ? 10 : prefix : base;
        if (prefix == used && (base == 0 || base == prefix)) {
            digits = digits.substring(digits.startsWith("_", 2) ? 3 : 2);
        } else if (base == 0 && digits.startsWith("0") && !isZeros(digits)) {
            return null;
        }
        if (!areDigits(digits, used)) {
            return null;
        }
        BigInteger whole = new BigInteger(digits.replace("_", ""), used);
        return Numbers.shrink(text.startsWith("-") ? whole.negate() : whole);
    }

    private static int prefixBase(String digits) {
        if (digits.length() < 3 || digits.charAt(0) != '0') {
            return 0;
        }
        return switch (digits.charAt(1)) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 0;
        };
    }

    private static boolean isZeros(String digits) {
        return digits.chars().allMatch(c -> c == '0' || c == '_');
    }

    private static boolean areDigits(String text, int base) {
        boolean digitBefore = false;
        for (int i = 0; i < text.length(); i++) {
            boolean digit = Character.digit(text.charAt(i), base) >= 0;
            if (!digit && (text.charAt(i) != '_' || !digitBefore)) {
                return false;
            }
            digitBefore = digit;
        }
        return digitBefore && text.length() <= Limits.DIGITS;
    }

    /** Parses like Python's float(), but without infinities. */
    private static @Nullable BigDecimal parseDecimal(String text) {
        String plain = withoutUnderscores(text);
        int end = plain.length();
        if (end == 0 || end > Limits.DIGITS || (!Character.isDigit(plain.charAt(end - 1)) && plain.charAt(end - 1) != '.')) {
            return null;
        }
        for (int i = 0; i < end; i++) {
            if (!Character.isDigit(plain.charAt(i)) && "+-.eE".indexOf(plain.charAt(i)) < 0) {
                return null;
            }
        }
        try {
            return new BigDecimal(plain);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String withoutUnderscores(String text) {
        if (text.indexOf('_') < 0) {
            return text;
        }
        for (int i = text.indexOf('_'); i >= 0; i = text.indexOf('_', i + 1)) {
            boolean between = i > 0 && i + 1 < text.length() && Characters.isDigit(text.charAt(i - 1))
                    && Characters.isDigit(text.charAt(i + 1));
            if (!between) {
                return "";
            }
        }
        return text.replace("_", "");
    }

    private static Number round(@Nullable Object value, Arguments call) {
        RoundingMode mode = mode(call.text(1), call.spot());
        return Numbers.round(call.number(value), call.whole(0, "a precision"), mode, call.spot());
    }

    private static RoundingMode mode(String method, SourcePosition spot) {
        return switch (method) {
            case "common" -> RoundingMode.HALF_EVEN;
            case "ceil" -> RoundingMode.CEILING;
            case "floor" -> RoundingMode.FLOOR;
            default -> throw spot.error("an unknown way to round", "`common`, `ceil` or `floor`");
        };
    }
}
