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
import java.math.RoundingMode;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * One {@code %…} of a format.
 *
 * @param precision -1 where none is named
 * @param end       the offset behind it
 */
record FormatSpecifier(String flags, int width, int precision, char conversion, int end) {

    private static final String CONVERSIONS = "sdifFxX%";

    /** Of {@code %f} that names none, as in C. */
    private static final int DIGITS = 6;

    static FormatSpecifier at(String form, int percent, int mostWidth, SourcePosition spot) {
        int i = percent + 1;
        int flags = i;
        while (i < form.length() && "-+ 0".indexOf(form.charAt(i)) >= 0) {
            i++;
        }
        int width = i;
        i = digits(form, i);
        int precision = i;
        if (i < form.length() && form.charAt(i) == '.') {
            i = digits(form, i + 1);
        }
        if (i >= form.length() || CONVERSIONS.indexOf(form.charAt(i)) < 0) {
            throw spot.error("a `%` in a format that does not begin a placeholder",
                    "`%s`, `%d`, `%.2f`, `%x`, or `%%` for the sign itself");
        }
        return new FormatSpecifier(
                form.substring(flags, width), number(form, width, precision, mostWidth, spot),
                precision == i ? -1 : number(form, precision + 1, i, mostWidth, spot), form.charAt(i), i + 1);
    }

    private static int digits(String form, int from) {
        int i = from;
        while (i < form.length() && Characters.isDigit(form.charAt(i))) {
            i++;
        }
        return i;
    }

    private static int number(String form, int from, int to, int most, SourcePosition spot) {
        String digits = form.substring(from, to);
        if (digits.length() > 4 || !digits.isEmpty() && Integer.parseInt(digits) > most) {
            throw spot.error("a width or precision of more than " + most, "at most " + most);
        }
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    String fill(@Nullable Object value, Arguments call) {
        if (value == Undefined.UNDEFINED && conversion != 's') {
            throw call.spot().error("an undefined value for `%" + conversion + "`", "a number");
        }
        if (conversion == 's') {
            String text = call.text(value);
            return padded(precision >= 0 && Texts.length(text) > precision ? Texts.slice(text, 0, precision) : text, false);
        }
        BigDecimal number = Numbers.decimal(call.number(value));
        if (Math.abs((long) number.precision() - number.scale()) > Limits.DIGITS || Math.abs(number.scale()) > Limits.DIGITS) {
            throw call.spot().error("a number of more than " + Limits.DIGITS + " digits", "a shorter one");
        }
        return padded(signed(number, digits(number.abs())), true);
    }

    private String digits(BigDecimal number) {
        return switch (conversion) {
            case 'f', 'F' -> number.setScale(precision < 0 ? DIGITS : precision, RoundingMode.HALF_EVEN).toPlainString();
            case 'x' -> number.toBigInteger().toString(16);
            case 'X' -> number.toBigInteger().toString(16).toUpperCase(Locale.ROOT);
            default -> number.toBigInteger().toString();
        };
    }

    private String signed(BigDecimal number, String digits) {
        boolean negative = number.signum() < 0;
        return (negative ? "-" : flags.contains("+") ? "+" : flags.contains(" ") ? " " : "") + digits;
    }

    private String padded(String text, boolean number) {
        int missing = width - Texts.length(text);
        if (missing <= 0) {
            return text;
        }
        if (flags.contains("-")) {
            return text + " ".repeat(missing);
        }
        if (number && flags.contains("0")) {
            int sign = Characters.digit(text.charAt(0), 16) < 0 ? 1 : 0;
            return text.substring(0, sign) + "0".repeat(missing) + text.substring(sign);
        }
        return " ".repeat(missing) + text;
    }
}
