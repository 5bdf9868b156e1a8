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
package io.webhookscript.tryout;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.template.Undefined;
import org.jspecify.annotations.Nullable;

/** Compares plain values: numbers by value, maps without regard to order. Finds the first difference. */
final class SameValue {

    /** @param path such as {@code body.items[2].id} */
    record Difference(String path, @Nullable Object expected, @Nullable Object found) {
    }

    private SameValue() {
    }

    static Optional<Difference> difference(String path, @Nullable Object expected, @Nullable Object found) {
        if (expected instanceof Map<?, ?> map && found instanceof Map<?, ?> other) {
            return members(path, map, other);
        }
        if (expected instanceof List<?> list && found instanceof List<?> other && list.size() == other.size()) {
            return elements(path, list, other);
        }
        return same(expected, found) ? Optional.empty() : Optional.of(new Difference(path, expected, found));
    }

    private static Optional<Difference> members(String path, Map<?, ?> expected, Map<?, ?> found) {
        for (Map.Entry<?, ?> member : expected.entrySet()) {
            Object other = found.containsKey(member.getKey()) ? found.get(member.getKey()) : Undefined.UNDEFINED;
            Optional<Difference> first = difference(path + "." + member.getKey(), member.getValue(), other);
            if (first.isPresent()) {
                return first;
            }
        }
        return found.entrySet().stream().filter(member -> !expected.containsKey(member.getKey())).findFirst()
                .map(member -> new Difference(path + "." + member.getKey(), Undefined.UNDEFINED, member.getValue()));
    }

    private static Optional<Difference> elements(String path, List<?> expected, List<?> found) {
        for (int i = 0; i < expected.size(); i++) {
            Optional<Difference> first = difference(path + "[" + i + "]", expected.get(i), found.get(i));
            if (first.isPresent()) {
                return first;
            }
        }
        return Optional.empty();
    }

    private static boolean same(@Nullable Object expected, @Nullable Object found) {
        if (expected instanceof Number a && found instanceof Number b) {
            return new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString())) == 0;
        }
        if (expected == null || found == null) {
            return expected == found;
        }
        return expected.equals(found) || found instanceof java.time.Instant && expected.equals(found.toString());
    }

    static String text(Object value) {
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }
}
