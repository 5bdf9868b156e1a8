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
package io.webhookscript.console.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Turns numbers that JavaScript would change into their texts. */
public final class JavaScriptNumbers {

    /** A number beyond this exponent is infinite or zero in JavaScript. */
    private static final int MAX_EXPONENT = 308;

    private JavaScriptNumbers() {
    }

    public static @Nullable Object safe(@Nullable Object value) {
        if (value instanceof Number number) {
            return isExact(number) ? number : number.toString();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> safe = new LinkedHashMap<>();
            map.forEach((key, member) -> safe.put(String.valueOf(key), safe(member)));
            return safe;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> safe = new ArrayList<>();
            list.forEach(element -> safe.add(safe(element)));
            return safe;
        }
        return value;
    }

    private static boolean isExact(Number number) {
        BigDecimal decimal = new BigDecimal(number.toString());
        if (Math.abs((long) decimal.precision() - decimal.scale()) > MAX_EXPONENT) {
            return false;
        }
        return new BigDecimal(Double.toString(decimal.doubleValue())).compareTo(decimal) == 0;
    }
}
