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

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.webhookscript.value.json.JsonReader;
import org.jspecify.annotations.Nullable;

/** Reads and writes JSON: keeps the order of keys, keeps numbers exact, bounds the nesting. Stateless. */
public final class Json {

    /** The initial capacity is enough for a usual text. */
    private static final int USUAL = 1024;

    private Json() {
    }

    /**
     * @param  bytes            in UTF-8, UTF-16 or UTF-32, as they show
     * @throws NotSentException when they are not one JSON text, or are beyond a limit of {@link JsonReader}
     */
    public static @Nullable Object read(byte[] bytes) throws NotSentException {
        try {
            return JsonReader.read(bytes, null);
        } catch (IOException e) {
            throw new NotSentException("this cannot be read as JSON: " + e.getMessage(), e);
        }
    }

    /**
     * A value as UTF-8 JSON text without white space.
     *
     * @throws NotSentException when it is nested too deeply, or contains a number that JSON cannot represent
     */
    public static byte[] writeBytes(@Nullable Object value) throws NotSentException {
        JsonBytes out = new JsonBytes(USUAL);
        new JsonWriter(out).value(value, 0);
        return out.toByteArray();
    }

    /** Writes a value like {@link #writeBytes}, as text; a lone surrogate is written as an escape. */
    public static String write(@Nullable Object value) throws NotSentException {
        return new String(writeBytes(value), StandardCharsets.UTF_8);
    }
}
