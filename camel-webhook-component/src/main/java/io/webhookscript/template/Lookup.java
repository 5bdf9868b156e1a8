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

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;

import org.jspecify.annotations.Nullable;

/** One step of a path. A missing field is undefined, and so is every field of a missing or scalar value. */
final class Lookup {

    private Lookup() {
    }

    /** Reads a field by the name or digits after a dot. */
    static @Nullable Object field(@Nullable Object value, String name, int index, RenderContext run) {
        if (value instanceof Map<?, ?> map) {
            return member(map, name);
        }
        return index < 0 ? Undefined.UNDEFINED : item(value, index, run, run.out().spot());
    }

    static @Nullable Object member(Map<?, ?> map, String name) {
        Object found = map.get(name);
        return found != null || map.containsKey(name) ? found : Undefined.UNDEFINED;
    }

    /**
     * Reads a field by a computed key. A whole number finds the key of its digits, since JSON has only texts as keys.
     */
    static @Nullable Object at(@Nullable Object value, @Nullable Object key, RenderContext run, SourcePosition spot) {
        if (value instanceof Map) {
            Number number = Numbers.of(key);
            if (key instanceof String || (number != null && Numbers.isWhole(number))) {
                return field(value, key instanceof String name ? name : String.valueOf(number), -1, run);
            }
            return Undefined.UNDEFINED;
        }
        Number number = key instanceof String ? null : Numbers.ofCounting(key);
        if (number instanceof Long index && index >= -Integer.MAX_VALUE && index <= Integer.MAX_VALUE) {
            return item(value, index.intValue(), run, spot);
        }
        return Undefined.UNDEFINED;
    }

    private static @Nullable Object item(@Nullable Object value, int index, RenderContext run, SourcePosition spot) {
        if (value instanceof List<?> list) {
            if (!(list instanceof RandomAccess)) {
                run.spend(list.size() >> 3, spot); // a linked list is walked item by item
            }
            int at = index < 0 ? index + list.size() : index;
            return at >= 0 && at < list.size() ? list.get(at) : Undefined.UNDEFINED;
        }
        if (value instanceof String text) {
            run.spendOnText(text.length(), spot);
            int length = text.codePointCount(0, text.length());
            int at = index < 0 ? index + length : index;
            return at >= 0 && at < length ? Texts.slice(text, at, at + 1) : Undefined.UNDEFINED;
        }
        return Undefined.UNDEFINED;
    }

    /** Returns a bound of a slice, limited to the range of an int. */
    static @Nullable Integer bound(@Nullable Object value, SourcePosition spot) {
        if (Kind.of(value).isMissing()) {
            return null;
        }
        Number number = Numbers.ofCounting(value);
        if (number == null || !Numbers.isWhole(number)) {
            throw spot.error("a slice bound that is " + Kind.of(value).description(), "a whole number");
        }
        BigInteger whole = Numbers.whole(number);
        int far = Integer.MAX_VALUE / 2;
        return whole.max(BigInteger.valueOf(-far)).min(BigInteger.valueOf(far)).intValue();
    }
}
