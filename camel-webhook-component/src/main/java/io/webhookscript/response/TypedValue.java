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
package io.webhookscript.response;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.webhookscript.request.event.Json;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.script.ResponseDefinition.As;
import io.webhookscript.template.Moments;
import org.jspecify.annotations.Nullable;

/**
 * Converts a value to the type of {@code as} without loss. A value that cannot be converted is an error that does not
 * quote it.
 */
final class TypedValue {

    /** A number with more digits is not plausible. */
    private static final int MAX_DIGITS = 1_000;

    private TypedValue() {
    }

    /** @throws IllegalArgumentException when the value cannot be converted; the message completes "the value …" */
    static Object of(Object value, As as) {
        return switch (as) {
            case INT ->
                whole(value, as, BigInteger.valueOf(Integer.MIN_VALUE), BigInteger.valueOf(Integer.MAX_VALUE)).intValue();
            case LONG -> whole(value, as, BigInteger.valueOf(Long.MIN_VALUE), BigInteger.valueOf(Long.MAX_VALUE)).longValue();
            case DECIMAL -> decimal(value, as);
            case BOOLEAN -> bool(value);
            case STRING -> text(value);
            case DATE -> date(value);
        };
    }

    private static BigInteger whole(Object value, As as, BigInteger least, BigInteger most) {
        try {
            BigInteger whole = decimal(value, as).toBigIntegerExact();
            if (whole.compareTo(least) >= 0 && whole.compareTo(most) <= 0) {
                return whole;
            }
        } catch (ArithmeticException e) {
            throw wrong("is not a whole number", as, e);
        }
        throw wrong("is not between " + least + " and " + most, as, null);
    }

    private static BigDecimal decimal(Object value, As as) {
        try {
            if (value instanceof Number || value instanceof String text && text.length() <= MAX_DIGITS) {
                BigDecimal decimal = new BigDecimal(value.toString().strip());
                if (Math.abs((long) decimal.scale()) <= MAX_DIGITS) {
                    return decimal;
                }
            }
        } catch (NumberFormatException e) {
            throw wrong("is not a number", as, e);
        }
        throw wrong("is not a number", as, null);
    }

    private static Boolean bool(Object value) {
        return switch (value.toString()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong("is neither true nor false", As.BOOLEAN, null);
        };
    }

    private static String json(Object value) {
        try {
            return Json.write(value);
        } catch (NotSentException e) {
            throw wrong("is not JSON: " + e.getMessage(), As.STRING, e);
        }
    }

    private static String text(Object value) {
        if (value instanceof Map || value instanceof List) {
            return json(value);
        }
        if (value instanceof byte[]) {
            throw wrong("is bytes", As.STRING, null);
        }
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }

    private static Instant date(Object value) {
        return Moments.read(value).orElseThrow(() -> wrong("is not a date such as 2024-06-18T23:22:36.560Z", As.DATE, null));
    }

    private static IllegalArgumentException wrong(String what, As as, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                what + ", as `as: " + as.name().toLowerCase(java.util.Locale.ROOT) + "` requires", cause);
    }
}
