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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import org.jspecify.annotations.Nullable;

/** Reads and writes JSON: keeps the order of keys, keeps numbers exact, bounds the nesting. Stateless. */
public final class Json {

    /**
     * Nesting of data that is read: far beyond what people write, and far below what would overflow a small thread's
     * stack.
     */
    static final int MAX_DEPTH = 500;

    /** A usual text goes in without growing. */
    private static final int USUAL = 1024;

    /** No string is cut off here: the size of a message is its route's matter. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE).build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION).build();

    private Json() {
    }

    /**
     * @param  charset          empty: UTF-8, UTF-16 or UTF-32, as the bytes show
     * @throws NotSentException when the bytes are not one JSON text, or it is nested too deeply
     */
    public static @Nullable Object read(byte[] bytes, Optional<Charset> charset) throws NotSentException {
        try {
            return parse(bytes, charset);
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

    static @Nullable Object parse(String text) throws IOException {
        boolean marked = text.startsWith("\uFEFF");
        try (JsonParser parser = FACTORY.createParser(marked ? text.substring(1) : text)) {
            return JsonReader.readWhole(parser);
        }
    }

    static @Nullable Object parse(byte[] bytes, Optional<Charset> charset) throws IOException {
        // Jackson reads UTF-8 from bytes several times faster than from characters
        Optional<Charset> other = charset.filter(c -> !c.equals(StandardCharsets.UTF_8));
        try (JsonParser parser = other.isPresent()
                ? FACTORY.createParser(new InputStreamReader(new ByteArrayInputStream(bytes), other.get()))
                : FACTORY.createParser(bytes)) {
            return JsonReader.readWhole(parser);
        }
    }
}
