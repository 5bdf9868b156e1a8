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

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.webhookscript.value.ExactNumber;
import org.jspecify.annotations.Nullable;

/**
 * Converts whole numbers beyond 64 bits for MVEL and back. MVEL adds BigInteger values as if they were longs and
 * returns the largest long; BigDecimal is exact there (to 34 digits), so MVEL gets BigDecimal values.
 */
final class MvelNumbers {

    /** A long has at most 19 digits; a number with more digits cannot be a decimal of the script. */
    private static final int MAX_LONG_DIGITS = 19;

    private MvelNumbers() {
    }

    /** Converts a value for MVEL: the value itself when it contains no such number, else an immutable copy. */
    static @Nullable Object in(@Nullable Object value) {
        if (value instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        if (value instanceof Map<?, ?> map) {
            return in(map);
        }
        return value instanceof List<?> list ? in(list) : value;
    }

    private static Object in(Map<?, ?> map) {
        Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
        boolean changed = false;
        for (Map.Entry<?, ?> member : map.entrySet()) {
            Object value = in(member.getValue());
            changed |= value != member.getValue();
            copy.put(member.getKey(), value);
        }
        return changed ? Collections.unmodifiableMap(copy) : map;
    }

    private static Object in(List<?> list) {
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        boolean changed = false;
        for (Object element : list) {
            Object value = in(element);
            changed |= value != element;
            copy.add(value);
        }
        return changed ? Collections.unmodifiableList(copy) : list;
    }

    /**
     * Converts a number of a result of MVEL: a whole number stays a whole number, even if MVEL's arithmetic has added a
     * fraction of zeros.
     */
    static Number ofResult(Number number) {
        return number instanceof BigDecimal decimal ? number(decimal) : number;
    }

    private static Number number(BigDecimal decimal) {
        if (decimal.scale() == 0) {
            return ExactNumber.of(decimal.unscaledValue());
        }
        boolean beyondLong = decimal.precision() - decimal.scale() > MAX_LONG_DIGITS;
        return beyondLong && decimal.stripTrailingZeros().scale() <= 0 ? decimal.toBigInteger() : decimal;
    }
}
