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

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The kinds of values that templates know. Values of other types are not inspected, and no method of them is called.
 */
enum Kind {
    UNDEFINED("undefined"),
    NONE("none"),
    BOOLEAN("a boolean"),
    NUMBER("a number"),
    TEXT("a text"),
    BYTES("bytes"),
    INSTANT("a moment"),
    LIST("a list"),
    MAP("a map"),
    /** A loop's {@code loop}, and any type that an event should not contain. */
    FOREIGN("a value of an unknown type");

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    static Kind of(@Nullable Object value) {
        if (value instanceof String) {
            return TEXT;
        }
        if (value == null) {
            return NONE;
        }
        if (value == Undefined.UNDEFINED) {
            return UNDEFINED;
        }
        // classes before interfaces: a failed check for an interface is slow
        if (value instanceof Number) {
            return Numbers.of(value) == null ? FOREIGN : NUMBER;
        }
        if (value instanceof Boolean) {
            return BOOLEAN;
        }
        if (value instanceof Instant) {
            return INSTANT;
        }
        if (value instanceof byte[]) {
            return BYTES;
        }
        if (value instanceof Map) {
            return MAP;
        }
        return value instanceof List ? LIST : FOREIGN;
    }

    /** Returns the name for errors, with its article. */
    String description() {
        return words;
    }

    static boolean isMissing(@Nullable Object value) {
        return value == null || value == Undefined.UNDEFINED;
    }

    boolean isMissing() {
        return this == UNDEFINED || this == NONE;
    }
}
