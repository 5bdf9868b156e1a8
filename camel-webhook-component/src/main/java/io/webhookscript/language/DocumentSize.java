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
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How much a value holds when it is written out: what stands at several places in it counts at each.
 *
 * @param values     itself, and all within it
 * @param characters about as many as its JSON has
 * @param places     characters of the paths to all of them, together
 */
record DocumentSize(long values, long characters, long places) {

    /** What is found may be as large as its document, ten times: a path that finds more finds things many times. */
    private static final int TIMES_THE_DOCUMENT = 10;

    /** Characters that any path may find, however small its document is. */
    static final long ALWAYS_FOUND = 1_000_000;

    /** Punctuation around a name or an item. */
    private static final int PUNCTUATION = 4;

    private static final int SHORT_VALUE = 8;

    static DocumentSize of(@Nullable Object value) {
        Count count = new Count(Long.MAX_VALUE);
        count.add(value, 0);
        return new DocumentSize(count.values, count.characters, count.places);
    }

    /** Characters that a path may find in a document that has so many. */
    static long mostFoundIn(long characters) {
        return ALWAYS_FOUND + TIMES_THE_DOCUMENT * characters;
    }

    /** Whether it has more characters than that; no longer looked at than it takes to know. */
    static boolean exceeds(@Nullable Object value, long characters) {
        Count count = new Count(characters);
        count.add(value, 0);
        return count.characters > characters;
    }

    private static final class Count {

        private final long most;
        private long values;
        private long characters;
        private long places;

        private Count(long most) {
            this.most = most;
        }

        private void add(@Nullable Object value, int place) {
            values++;
            places += place;
            if (value instanceof Map<?, ?> map) {
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    int name = String.valueOf(entry.getKey()).length() + PUNCTUATION;
                    characters += name;
                    addWithin(entry.getValue(), place + name);
                }
            } else if (value instanceof Iterable<?> items) {
                for (Object item : items) {
                    addWithin(item, place + PUNCTUATION);
                }
            } else {
                characters += length(value);
            }
        }

        /** Beyond the most nothing more is counted. */
        private void addWithin(@Nullable Object value, int place) {
            characters++;
            if (characters <= most) {
                add(value, place);
            }
        }

        private static long length(@Nullable Object value) {
            if (value instanceof CharSequence text) {
                return text.length() + 2L;
            }
            if (value instanceof byte[] bytes) {
                return bytes.length;
            }
            if (value instanceof BigInteger whole) {
                return whole.bitLength() / 3L + 1;
            }
            return value instanceof BigDecimal decimal ? decimal.precision() + 1L : SHORT_VALUE;
        }
    }
}
