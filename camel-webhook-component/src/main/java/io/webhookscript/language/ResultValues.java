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
package io.webhookscript.language;

import java.lang.reflect.Array;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.webhookscript.template.Undefined;
import io.webhookscript.value.ExactNumber;
import org.jspecify.annotations.Nullable;

/**
 * Converts the result of a foreign language into the values of templates: an immutable copy. Numbers become Long,
 * BigInteger or BigDecimal. Unlike an event, a result may not contain streams, files or beans.
 */
final class ResultValues {

    /** This limit is deeper than any response that can be read; a structure that contains itself fails here. */
    private static final int MAX_DEPTH = 1_100;

    private final UnaryOperator<Number> numbers;

    private ResultValues(UnaryOperator<Number> numbers) {
        this.numbers = numbers;
    }

    /** @throws IllegalArgumentException when the value has an unsupported type; the message names it */
    static @Nullable Object of(@Nullable Object value) {
        return of(value, UnaryOperator.identity());
    }

    /** @param numbers converts each Long, BigInteger or BigDecimal of the result */
    static @Nullable Object of(@Nullable Object value, UnaryOperator<Number> numbers) {
        return new ResultValues(numbers).copy(value, 0);
    }

    private @Nullable Object copy(@Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("the result is nested deeper than " + MAX_DEPTH + " levels");
        }
        if (value == null || value == Undefined.UNDEFINED || value instanceof Boolean || value instanceof String
                || value instanceof Instant || value instanceof byte[]) {
            return value;
        }
        if (value instanceof Number number) {
            return numbers.apply(number(number));
        }
        if (value instanceof Map<?, ?> map) {
            return map(map, depth);
        }
        if (value instanceof Collection<?> collection) {
            return list(collection, depth);
        }
        return other(value, depth);
    }

    /** @throws IllegalArgumentException when JSON cannot represent the number */
    static Number number(Number number) {
        Number exact = ExactNumber.of(number);
        if (exact instanceof Double) {
            throw new IllegalArgumentException("the result " + exact + " cannot be represented as a JSON number");
        }
        return exact;
    }

    private Map<String, @Nullable Object> map(Map<?, ?> map, int depth) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), copy(value, depth + 1)));
        return Collections.unmodifiableMap(copy);
    }

    private List<@Nullable Object> list(Collection<?> collection, int depth) {
        List<@Nullable Object> copy = new ArrayList<>(collection.size());
        collection.forEach(value -> copy.add(copy(value, depth + 1)));
        return Collections.unmodifiableList(copy);
    }

    private @Nullable Object other(Object value, int depth) {
        if (value instanceof Character || value instanceof CharSequence) {
            return value.toString();
        }
        if (value instanceof Date date) {
            return date.toInstant();
        }
        if (value.getClass().isArray()) {
            List<@Nullable Object> elements = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                elements.add(Array.get(value, i));
            }
            return list(elements, depth);
        }
        throw new IllegalArgumentException(
                "the result is a " + value.getClass().getName()
                                           + "; expected text, a number, true, false, null, a time, a list or a map");
    }
}
