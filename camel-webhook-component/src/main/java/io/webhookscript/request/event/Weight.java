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

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Estimates, rather too high, how many bytes of the heap of a 64-bit JVM a value of templates needs. */
final class Weight {

    private static final int OBJECT = 24;
    private static final int TEXT = 56;
    private static final int MAP = 96;
    private static final int ENTRY = 56;
    private static final int LIST = 72;
    private static final int ITEM = 8;
    private static final int BIG_NUMBER = 120;

    private Weight() {
    }

    /**
     * The values of a message or an exchange beside its body; objects that are neither text nor bytes are not looked
     * into.
     */
    static long ofTexts(Map<String, ?> values) {
        long weight = 0;
        for (Map.Entry<String, ?> entry : values.entrySet()) {
            Object value = entry.getValue();
            weight += ENTRY + (value instanceof String || value instanceof byte[] ? of(value) : OBJECT);
        }
        return weight;
    }

    static long of(@Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            return 0;
        }
        if (value instanceof String text) {
            return TEXT + 2L * text.length();
        }
        if (value instanceof Map<?, ?> map) {
            long weight = MAP;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                weight += ENTRY + of(entry.getKey()) + of(entry.getValue());
            }
            return weight;
        }
        if (value instanceof List<?> list) {
            long weight = LIST;
            for (Object item : list) {
                weight += ITEM + of(item);
            }
            return weight;
        }
        if (value instanceof byte[] bytes) {
            return (long) OBJECT + bytes.length;
        }
        if (value instanceof PackedJson packed) {
            return OBJECT + of(packed.text());
        }
        return value instanceof Number && !(value instanceof Long) ? BIG_NUMBER : OBJECT;
    }
}
