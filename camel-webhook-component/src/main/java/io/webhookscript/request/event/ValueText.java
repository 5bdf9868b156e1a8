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
package io.webhookscript.request.event;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.webhookscript.value.DataLimits;
import org.jspecify.annotations.Nullable;

import static io.webhookscript.template.Undefined.UNDEFINED;

/** Converts a typed value to text for a param, an HTTP header, a form field or a part. */
final class ValueText {

    /**
     * The maximum number of digits of a decimal in plain notation; {@code 1E+1000000000} is short only in this
     * notation.
     */
    private static final int MAX_PLAIN_DIGITS = DataLimits.MAX_DIGITS;

    private static final DateTimeFormatter MILLIS
            = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ValueText() {
    }

    /** Null and undefined become an empty text, collections JSON, bytes base64. */
    static String of(@Nullable Object value) throws NotSentException {
        if (value == null || value == UNDEFINED) {
            return "";
        }
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Instant instant) {
            return of(instant);
        }
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        if (value instanceof BigDecimal decimal) {
            return of(decimal);
        }
        if (value instanceof Map<?, ?> || value instanceof List<?> || value instanceof SpooledBytes) {
            return unquoted(Json.write(value));
        }
        Object plain = PlainValues.copyOf(value);
        if (plain instanceof Boolean || plain instanceof Long || plain instanceof BigInteger || plain instanceof Double) {
            return plain.toString();
        }
        return of(plain);
    }

    /** Removes the quotes of spooled bytes, which are written as a JSON text; base64 needs no unescaping. */
    private static String unquoted(String json) {
        return json.startsWith("\"") ? json.substring(1, json.length() - 1) : json;
    }

    static String of(Instant instant) {
        return MILLIS.format(instant);
    }

    static String of(BigDecimal decimal) {
        boolean small = (long) decimal.precision() + Math.abs((long) decimal.scale()) <= MAX_PLAIN_DIGITS;
        return small ? decimal.toPlainString() : decimal.toString();
    }
}
