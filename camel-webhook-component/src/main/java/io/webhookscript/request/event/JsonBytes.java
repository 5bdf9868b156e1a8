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

import java.util.Arrays;

import io.webhookscript.http.message.RequestBody;

/** Builds JSON text in UTF-8. For one text. */
public final class JsonBytes {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    /** The maximum number of bytes of one character. */
    private static final int MAX_BYTES = 4;

    private byte[] out;
    private int length;

    /** @param capacity the expected number of bytes */
    public JsonBytes(int capacity) {
        out = new byte[capacity + MAX_BYTES];
    }

    byte[] toByteArray() {
        return Arrays.copyOf(out, length);
    }

    /**
     * Returns the written bytes, which are copied only if much of the capacity is unused. This must be the last call.
     */
    public RequestBody toBody() {
        return RequestBody.of(length > out.length / 2 ? out : toByteArray(), length);
    }

    public int length() {
        return length;
    }

    /** Removes the bytes from this index on. */
    public void cut(int from) {
        length = from;
    }

    boolean endsWith(char ascii) {
        return length > 0 && out[length - 1] == ascii;
    }

    private void room(int more) {
        if (more > out.length - length) {
            out = Arrays.copyOf(out, Math.max(2 * out.length, length + more));
        }
    }

    public void append(char ascii) {
        room(1);
        out[length++] = (byte) ascii;
    }

    public void append(String ascii) {
        room(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            out[length++] = (byte) ascii.charAt(i);
        }
    }

    void append(byte[] text) {
        room(text.length);
        System.arraycopy(text, 0, out, length, text.length);
        length += text.length;
    }

    /** Writes a text in quotes; a lone surrogate, which UTF-8 cannot encode, is escaped. */
    void string(String text) {
        append('"');
        int plain = plain(text);
        if (plain < text.length()) {
            string(text, plain);
        }
        append('"');
    }

    /** Writes plain characters up to the first other character. */
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
            room(MAX_BYTES);
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
