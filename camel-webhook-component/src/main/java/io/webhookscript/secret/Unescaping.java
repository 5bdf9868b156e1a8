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
package io.webhookscript.secret;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Undoes the escapes that a text may hold, one layer at a time, whatever they are of: JSON and the languages that write
 * it (a backslash and a character, or a character's code in hexadecimal digits), HTML and XML (entities by name and by
 * number), URLs (percent-encoding).
 */
final class Unescaping {

    /** Text in text in text: deeper ones are no accident, and no reader undoes them by the way. */
    static final int MAX_LAYERS = 4;

    /** Digits of the largest code point. */
    private static final int MAX_DIGITS = 8;

    private final TextView text;
    /** Null until the first escape: most texts with one of the three characters contain none. */
    private TextView.@Nullable Builder out;
    /** The text before this index is in the result. */
    private int done;

    private Unescaping(TextView text) {
        this.text = text;
    }

    /** The text with one layer undone; empty when there is none. */
    static Optional<TextView> of(TextView text) {
        int first = next(text, 0);
        return first < text.length() ? new Unescaping(text).undone(first) : Optional.empty();
    }

    /** The index of the next character that may begin an escape; the length of the text when there is none. */
    private static int next(TextView text, int from) {
        int i = from;
        while (i < text.length() && !mayBegin(text.at(i))) {
            i++;
        }
        return i;
    }

    private static boolean mayBegin(char c) {
        return c == '\\' || c == '&' || c == '%';
    }

    private Optional<TextView> undone(int first) {
        for (int i = first; i < text.length();) {
            int end = escape(i);
            i = next(text, end == i ? i + 1 : end);
        }
        TextView.Builder result = out;
        if (result == null) {
            return Optional.empty();
        }
        result.addAll(done, text.length());
        return Optional.of(result.view());
    }

    /** @return the index behind the escape that begins there; the same index when none does */
    private int escape(int i) {
        return switch (text.at(i)) {
            case '\\' -> backslash(i);
            case '&' -> entity(i);
            case '%' -> percent(i);
            default -> i;
        };
    }

    private int backslash(int i) {
        if (i + 1 >= text.length()) {
            return i;
        }
        char kind = text.at(i + 1);
        int digits = kind == 'u' ? 4 : kind == 'x' ? 2 : 0;
        if (digits > 0) {
            int code = hex(i + 2, digits);
            return code < 0 ? i : put((char) code, i, i + 2 + digits);
        }
        int simple = "/\"\\'bfnrt".indexOf(kind);
        return simple < 0 ? i : put("/\"\\'\b\f\n\r\t".charAt(simple), i, i + 2);
    }

    private int entity(int i) {
        int end = i + 1;
        while (end < text.length() && end - i <= HtmlEntities.MAX + 1 && text.at(end) != ';') {
            end++;
        }
        if (end >= text.length() || text.at(end) != ';') {
            return i;
        }
        int code = i + 2 < end && text.at(i + 1) == '#' ? number(i + 2, end) : HtmlEntities.codePointOf(part(i + 1, end));
        if (code <= 0 || code > Character.MAX_CODE_POINT) {
            return i;
        }
        return putCodePoint(code, i, end + 1);
    }

    private int number(int from, int end) {
        boolean isHex = text.at(from) == 'x' || text.at(from) == 'X';
        int begin = isHex ? from + 1 : from;
        while (begin < end - 1 && text.at(begin) == '0') {
            begin++;
        }
        int code = 0;
        for (int i = begin; i < end; i++) {
            int digit = Character.digit(text.at(i), isHex ? 16 : 10);
            if (digit < 0 || i - begin >= MAX_DIGITS) {
                return -1;
            }
            code = code * (isHex ? 16 : 10) + digit;
        }
        return begin < end ? code : -1;
    }

    /** Of UTF-8, else of Latin-1; {@code %u002B} is JavaScript's old form. */
    private int percent(int i) {
        if (i + 1 < text.length() && (text.at(i + 1) == 'u' || text.at(i + 1) == 'U')) {
            int unit = hex(i + 2, 4);
            return unit < 0 ? i : put((char) unit, i, i + 6);
        }
        int first = hex(i + 1, 2);
        if (first < 0) {
            return i;
        }
        int more = first >= 0xF0 && first < 0xF8 ? 3 : first >= 0xE0 && first < 0xF0 ? 2 : first >= 0xC2 && first < 0xE0 ? 1
                : 0;
        int code = more == 0 ? first : first & (0x3F >> more);
        int end = i + 3;
        for (int n = 0; n < more; n++, end += 3) {
            int following = end < text.length() && text.at(end) == '%' ? hex(end + 1, 2) : -1;
            if (following >> 6 != 0b10) {
                return put((char) first, i, i + 3);
            }
            code = code << 6 | following & 0x3F;
        }
        return code > Character.MAX_CODE_POINT ? put((char) first, i, i + 3) : putCodePoint(code, i, end);
    }

    /** @return -1 when these are not so many hexadecimal digits */
    private int hex(int from, int digits) {
        if (from + digits > text.length()) {
            return -1;
        }
        int code = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = Character.digit(text.at(i), 16);
            if (digit < 0) {
                return -1;
            }
            code = code << 4 | digit;
        }
        return code;
    }

    private String part(int from, int end) {
        StringBuilder part = new StringBuilder(end - from);
        for (int i = from; i < end; i++) {
            part.append(text.at(i));
        }
        return part.toString();
    }

    private int put(char c, int from, int end) {
        TextView.Builder result = out;
        if (result == null) {
            result = new TextView.Builder(text);
            out = result;
        }
        result.addAll(done, from);
        result.add(c, from, end);
        done = end;
        return end;
    }

    /** Both halves of one beyond the BMP stand for the whole escape, which is longer than two characters. */
    private int putCodePoint(int code, int from, int end) {
        for (char half : Character.toChars(code)) {
            put(half, from, end);
        }
        return end;
    }
}
