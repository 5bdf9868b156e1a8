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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;

import org.jspecify.annotations.Nullable;

/**
 * The items that a loop or a list filter visits: items of a list, keys of a map, code points of a text; undefined has
 * none.
 */
final class Items {

    private Items() {
    }

    static List<?> of(@Nullable Object value, RenderContext run, SourcePosition spot) {
        if (value instanceof List<?> list) {
            run.spend(1 + (list.size() >> 6), spot);
            // access by index is slow in a linked list
            return list instanceof RandomAccess ? list : new ArrayList<>(list);
        }
        if (value instanceof Map<?, ?> map) {
            run.spend(1 + (map.size() >> 3), spot);
            return new ArrayList<>(map.keySet());
        }
        if (value instanceof String text) {
            return codePoints(text, run, spot);
        }
        if (value == Undefined.UNDEFINED) {
            return List.of();
        }
        throw spot.error(Kind.of(value).description() + " has no items", "a list, a map or a text");
    }

    static boolean has(@Nullable Object value) {
        return value instanceof List || value instanceof Map || value instanceof String || value == Undefined.UNDEFINED;
    }

    /** Returns the items, or an empty list for any value that counts as false. */
    static List<?> orNone(@Nullable Object value, RenderContext run, SourcePosition spot) {
        return Truth.of(value) ? of(value, run, spot) : List.of();
    }

    private static List<String> codePoints(String text, RenderContext run, SourcePosition spot) {
        run.spend(text.length() >> 2, spot);
        checkSize(text.codePointCount(0, text.length()), spot);
        List<String> items = new ArrayList<>();
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            items.add(text.substring(i, i + Character.charCount(text.codePointAt(i))));
        }
        return items;
    }

    static void checkSize(long size, SourcePosition spot) {
        if (size > Limits.TEXT) {
            throw spot.error("a list of " + size + " items", "at most " + Limits.TEXT);
        }
    }
}
