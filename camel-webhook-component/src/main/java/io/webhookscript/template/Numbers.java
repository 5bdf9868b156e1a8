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
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Exact arithmetic on Long, BigInteger and BigDecimal, never on double. A whole result is a Long where it fits. A
 * decimal result drops trailing zeros down to one digit after the point, as Python prints it.
 */
final class Numbers {

    private static final MathContext QUOTIENT = new MathContext(16, RoundingMode.HALF_EVEN);
    private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

    private Numbers() {
    }

    /** Returns the value as Long, BigInteger or BigDecimal; null when it is not a number. */
    static @Nullable Number of(@Nullable Object value) {
        if (value instanceof Long || value instanceof BigDecimal || value instanceof BigInteger) {
            return (Number) value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Double || value instanceof Float) {
            return Double.isFinite(((Number) value).doubleValue()) ? new BigDecimal(value.toString()) : null;
        }
        return null;
    }

    /** Works like {@link #of}, but true is 1 and false is 0, as in Python. */
    static @Nullable Number ofCounting(@Nullable Object value) {
        if (value instanceof Boolean truth) {
            return truth ? 1L : 0L;
        }
        return of(value);
    }

    /** Converts a value that is known to be a number. */
    static Number known(Object value) {
        return Objects.requireNonNull(of(value));
    }

    static boolean isWhole(Number number) {
        return !(number instanceof BigDecimal);
    }

    static BigDecimal decimal(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        return number instanceof BigInteger whole ? new BigDecimal(whole) : BigDecimal.valueOf(number.longValue());
    }

    static BigInteger whole(Number number) {
        return number instanceof BigInteger whole ? whole : BigInteger.valueOf(number.longValue());
    }

    static Number shrink(BigInteger value) {
        if (value.compareTo(MIN_LONG) >= 0 && value.compareTo(MAX_LONG) <= 0) {
            return value.longValue();
        }
        return value;
    }

    static BigDecimal tidy(BigDecimal value) {
        if (value.signum() == 0) {
            return BigDecimal.ZERO.setScale(1);
        }
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 1 ? stripped.setScale(1) : stripped;
    }

    /** Parses a literal with a point or an exponent. */
    static BigDecimal literal(String text, SourcePosition spot) {
        try {
            return tidyScale(new BigDecimal(text), spot);
        } catch (NumberFormatException e) {
            throw tooLarge(spot); // its exponent does not fit into an int
        }
    }

    /** Gives the value at least one digit after the point, as a literal with an exponent has in Python. */
    static BigDecimal tidyScale(BigDecimal value, SourcePosition spot) {
        return value.scale() < 1 ? checked(value, spot).setScale(1) : value;
    }

    static int compare(Number left, Number right) {
        if (left instanceof Long a && right instanceof Long b) {
            return Long.compare(a, b);
        }
        return decimal(left).compareTo(decimal(right));
    }

    static int signum(Number number) {
        if (number instanceof Long value) {
            return Long.signum(value);
        }
        return number instanceof BigInteger whole ? whole.signum() : ((BigDecimal) number).signum();
    }

    static Number add(Number left, Number right, SourcePosition spot) {
        if (left instanceof Long a && right instanceof Long b) {
            long sum = a + b;
            if (((a ^ sum) & (b ^ sum)) >= 0) {
                return sum;
            }
        }
        if (isWhole(left) && isWhole(right)) {
            return bounded(whole(left).add(whole(right)), spot);
        }
        return tidy(checked(left, spot).add(checked(right, spot)));
    }

    static Number subtract(Number left, Number right, SourcePosition spot) {
        return add(left, negate(right), spot);
    }

    static Number negate(Number number) {
        if (number instanceof Long value && value != Long.MIN_VALUE) {
            return -value;
        }
        return isWhole(number) ? shrink(whole(number).negate()) : ((BigDecimal) number).negate();
    }

    static Number abs(Number number) {
        return signum(number) < 0 ? negate(number) : number;
    }

    static Number multiply(Number left, Number right, SourcePosition spot) {
        if (left instanceof Long a && right instanceof Long b) {
            long high = Math.multiplyHigh(a, b);
            long low = a * b;
            if ((high == 0 && low >= 0) || (high == -1 && low < 0)) {
                return low;
            }
        }
        if (isWhole(left) && isWhole(right)) {
            checked(left, spot);
            checked(right, spot);
            return bounded(whole(left).multiply(whole(right)), spot);
        }
        return tidy(checkedResult(checked(left, spot).multiply(checked(right, spot)), spot));
    }

    /** The result has up to 16 digits, the precision of Python's floats, without trailing zeros. */
    static Number divide(Number left, Number right, SourcePosition spot) {
        BigDecimal divisor = divisor(right, spot);
        BigDecimal quotient = checked(left, spot).divide(divisor, QUOTIENT).stripTrailingZeros();
        return checkedResult(quotient.scale() < 0 ? quotient.setScale(0) : quotient, spot);
    }

    /** Rounds towards minus infinity, as Python does. */
    static Number floorDivide(Number left, Number right, SourcePosition spot) {
        if (left instanceof Long a && right instanceof Long b && b != 0 && b != -1) {
            return Math.floorDiv(a, b);
        }
        BigDecimal divisor = divisor(right, spot);
        BigDecimal quotient = floor(checked(left, spot), divisor);
        return isWhole(left) && isWhole(right) ? shrink(quotient.toBigInteger()) : tidy(quotient);
    }

    /** The result has the sign of the divisor, as in Python. */
    static Number remainder(Number left, Number right, SourcePosition spot) {
        if (left instanceof Long a && right instanceof Long b && b != 0) {
            return Math.floorMod(a, b);
        }
        BigDecimal divisor = divisor(right, spot);
        BigDecimal dividend = checked(left, spot);
        BigDecimal rest = dividend.subtract(floor(dividend, divisor).multiply(divisor));
        return isWhole(left) && isWhole(right) ? shrink(rest.toBigInteger()) : tidy(rest);
    }

    private static BigDecimal floor(BigDecimal left, BigDecimal divisor) {
        BigDecimal[] parts = left.divideAndRemainder(divisor);
        boolean below = parts[1].signum() != 0 && parts[1].signum() != divisor.signum();
        return below ? parts[0].subtract(BigDecimal.ONE) : parts[0];
    }

    private static BigDecimal divisor(Number number, SourcePosition spot) {
        if (signum(number) == 0) {
            throw spot.error("a division by zero", "a divisor other than 0");
        }
        return checked(number, spot);
    }

    /** Removes the fraction. */
    static Number truncate(Number number, SourcePosition spot) {
        return isWhole(number) ? number : shrink(checked(number, spot).toBigInteger());
    }

    static Number round(Number number, int digits, RoundingMode mode, SourcePosition spot) {
        if (Math.abs(digits) > Limits.DIGITS) {
            throw spot.error("rounding to " + digits + " digits", "at most " + Limits.DIGITS);
        }
        BigDecimal value = checked(number, spot);
        BigDecimal rounded = value.scale() <= digits ? value : value.setScale(digits, mode);
        if (isWhole(number) && mode == RoundingMode.HALF_EVEN) {
            return shrink(rounded.toBigInteger());
        }
        return tidy(rounded);
    }

    private static Number bounded(BigInteger value, SourcePosition spot) {
        if (value.bitLength() > Limits.DIGITS * 4) {
            throw tooLarge(spot);
        }
        return shrink(value);
    }

    /** Rejects a decimal such as 1E+900000000 before a computation: it is short, but its sum with 1 is not. */
    static BigDecimal checked(Number number, SourcePosition spot) {
        return checkedResult(decimal(number), spot);
    }

    private static BigDecimal checkedResult(BigDecimal value, SourcePosition spot) {
        if (value.precision() > 2 * Limits.DIGITS || Math.abs((long) value.scale()) > 2 * Limits.DIGITS) {
            throw tooLarge(spot);
        }
        return value;
    }

    private static TemplateException tooLarge(SourcePosition spot) {
        return spot.error("a number with too many digits", "at most " + Limits.DIGITS);
    }

    /** Returns the plain notation with its scale, except for exponents that would make a text of thousands of zeros. */
    static String text(Number number) {
        if (number instanceof BigDecimal decimal) {
            return Math.abs((long) decimal.scale()) > Limits.DIGITS ? decimal.toString() : decimal.toPlainString();
        }
        return number.toString();
    }
}
