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
package io.webhookscript.request;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.webhookscript.http.RequestBody;
import org.jspecify.annotations.Nullable;

import static io.webhookscript.template.Undefined.UNDEFINED;

/**
 * Values as JSON text in UTF-8: keys in their order, undefined ones left out, numbers exact, bytes as base64. For one
 * text.
 */
final class JsonWriter {

    /** Data and the script's own tree around it; see {@link Json#MAX_DEPTH}. */
    private static final int MAX_DEPTH = 2 * Json.MAX_DEPTH;

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    /** Of one character. */
    private static final int MOST_BYTES = 4;

    private byte[] out;
    private int length;

    /** @param capacity bytes that will probably be written */
    JsonWriter(int capacity) {
        out = new byte[capacity + MOST_BYTES];
    }

    byte[] toByteArray() {
        return Arrays.copyOf(out, length);
    }

    /** What was written, which is not copied as long as little stands empty behind it: the last call. */
    RequestBody toBody() {
        byte[] bytes = length > out.length / 2 ? out : toByteArray();
        int end = length;
        return new RequestBody() {
            @Override
            public long length() {
                return end;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes, 0, end);
            }
        };
    }

    int length() {
        return length;
    }

    /** Takes back all that was written from there on. */
    void cut(int from) {
        length = from;
    }

    private void room(int more) {
        if (more > out.length - length) {
            out = Arrays.copyOf(out, Math.max(2 * out.length, length + more));
        }
    }

    void append(char ascii) {
        room(1);
        out[length++] = (byte) ascii;
    }

    private void append(String ascii) {
        room(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            out[length++] = (byte) ascii.charAt(i);
        }
    }

    /** @param depth of the place where the value stands */
    void value(@Nullable Object value, int depth) throws NotSentException {
        if (depth > MAX_DEPTH) {
            throw new NotSentException("the JSON is nested deeper than " + MAX_DEPTH + " levels", null);
        }
        if (value == null || value == UNDEFINED) {
            append("null");
        } else if (value instanceof String text) {
            string(text);
        } else if (value instanceof Boolean || value instanceof Long || value instanceof Integer) {
            append(value.toString());
        } else if (value instanceof Map<?, ?> map) {
            members(map, depth);
        } else if (value instanceof List<?> list) {
            items(list, depth);
        } else {
            scalar(value, depth);
        }
    }

    private void members(Map<?, ?> map, int depth) throws NotSentException {
        append('{');
        if (map instanceof Members members) {
            for (int i = 0; i < members.size(); i++) {
                member(members.name(i), members.value(i), depth);
            }
        } else {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                member(String.valueOf(entry.getKey()), entry.getValue(), depth);
            }
        }
        append('}');
    }

    private void member(String key, @Nullable Object value, int depth) throws NotSentException {
        if (value != UNDEFINED) {
            key(key);
            value(value, depth + 1);
        }
    }

    /** Behind the brace, or behind the member before. */
    void key(String key) {
        if (out[length - 1] != '{') {
            append(',');
        }
        string(key);
        append(':');
    }

    private void items(List<?> list, int depth) throws NotSentException {
        append('[');
        String separator = "";
        for (Object item : list) {
            append(separator);
            value(item, depth + 1);
            separator = ",";
        }
        append(']');
    }

    private void scalar(Object value, int depth) throws NotSentException {
        if (value instanceof Number number) {
            append(number(number));
        } else if (value instanceof byte[] bytes) {
            append('"');
            append(Base64.getEncoder().encodeToString(bytes));
            append('"');
        } else if (value instanceof SpooledBytes spooled) {
            spooled(spooled, depth);
        } else if (value instanceof java.time.Instant instant) {
            string(ValueText.of(instant));
        } else {
            value(PlainValues.copyOf(value), depth + 1);
        }
    }

    private void spooled(SpooledBytes spooled, int depth) throws NotSentException {
        try {
            scalar(spooled.toByteArray(), depth);
        } catch (IOException e) {
            throw new NotSentException("the spooled bytes cannot be read: " + e.getMessage(), e);
        }
    }

    private static String number(Number number) throws NotSentException {
        Number exact = PlainValues.number(number);
        if (exact instanceof Double) {
            throw new NotSentException("JSON has no number " + exact, null);
        }
        return exact instanceof BigDecimal decimal ? ValueText.of(decimal) : exact.toString();
    }

    private void string(String text) {
        append('"');
        int plain = plain(text);
        if (plain < text.length()) {
            string(text, plain);
        }
        append('"');
    }

    /** What most texts are made of, up to the first other character. */
    private int plain(String text) {
        room(text.length());
        byte[] to = out;
        int start = length;
        int i = 0;
        for (; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x80 || c == '"' || c == '\\') {
                break;
            }
            to[start + i] = (byte) c;
        }
        length += i;
        return i;
    }

    private void string(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            room(MOST_BYTES);
            if (c < 0x80) {
                ascii(c);
            } else if (c < 0x800) {
                out[length++] = (byte) (0xC0 | c >> 6);
                out[length++] = (byte) (0x80 | c & 0x3F);
            } else if (!Character.isSurrogate(c)) {
                three(c);
            } else if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                four(Character.toCodePoint(c, text.charAt(++i)));
            } else {
                escape(c);
            }
        }
    }

    private void ascii(char c) {
        if (c >= ' ' && c != '"' && c != '\\') {
            out[length++] = (byte) c;
        } else {
            escape(c);
        }
    }

    private void three(int c) {
        out[length++] = (byte) (0xE0 | c >> 12);
        out[length++] = (byte) (0x80 | c >> 6 & 0x3F);
        out[length++] = (byte) (0x80 | c & 0x3F);
    }

    private void four(int c) {
        out[length++] = (byte) (0xF0 | c >> 18);
        out[length++] = (byte) (0x80 | c >> 12 & 0x3F);
        out[length++] = (byte) (0x80 | c >> 6 & 0x3F);
        out[length++] = (byte) (0x80 | c & 0x3F);
    }

    private void escape(char c) {
        switch (c) {
            case '"', '\\' -> {
                append('\\');
                append(c);
            }
            case '\n' -> append("\\n");
            case '\r' -> append("\\r");
            case '\t' -> append("\\t");
            default -> append("\\u" + HEX[c >> 12] + HEX[c >> 8 & 15] + HEX[c >> 4 & 15] + HEX[c & 15]);
        }
    }
}
