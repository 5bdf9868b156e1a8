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

/** Finds where the tokens of a JSON text end. All methods take a text, an offset and the text's length. */
final class JsonScanner {

    private JsonScanner() {
    }

    /**
     * Returns the offset after the quote that ends a string, -1 when there is none. {@code from} is within the string.
     */
    static int stringEnd(char[] text, int from, int length) {
        int i = from;
        while (i < length) {
            char c = text[i];
            if (c == '"') {
                return i + 1;
            }
            if (c == '\\') {
                i = escapeEnd(text, i, length);
            } else if (c < ' ') {
                throw new MalformedJsonException(i, "the character " + Escaper.name(c) + " in a JSON string");
            } else {
                i++;
            }
        }
        return -1;
    }

    private static int escapeEnd(char[] text, int start, int length) {
        char c = start + 1 < length ? text[start + 1] : ' ';
        if ("\"\\/bfnrt".indexOf(c) >= 0) {
            return start + 2;
        }
        boolean hex = c == 'u' && start + 6 <= length;
        for (int i = start + 2; hex && i < start + 6; i++) {
            hex = Characters.digit(text[i], 16) >= 0;
        }
        if (!hex) {
            throw new MalformedJsonException(start, "an unknown escape in a JSON string");
        }
        return start + 6;
    }

    /** Returns the offset after a comment that begins at {@code start}, or {@code start} when there is none. */
    static int commentEnd(char[] text, int start, int length) {
        char second = start + 1 < length && text[start] == '/' ? text[start + 1] : ' ';
        if (second == '/') {
            int i = start + 2;
            while (i < length && text[i] != '\n' && text[i] != '\r') {
                i++;
            }
            return i;
        }
        if (second == '*') {
            for (int i = start + 2; i + 1 < length; i++) {
                if (text[i] == '*' && text[i + 1] == '/') {
                    return i + 2;
                }
            }
            throw new MalformedJsonException(start, "a comment is never closed");
        }
        return start;
    }

    /** Returns the offset after a number, {@code true}, {@code false} or {@code null}. */
    static int scalarEnd(char[] text, int start, int length) {
        return switch (text[start]) {
            case 't' -> wordEnd("true", text, start, length);
            case 'f' -> wordEnd("false", text, start, length);
            case 'n' -> wordEnd("null", text, start, length);
            default -> numberEnd(text, start, length);
        };
    }

    private static int wordEnd(String word, char[] text, int start, int length) {
        for (int i = 0; i < word.length(); i++) {
            if (start + i >= length || text[start + i] != word.charAt(i)) {
                throw unexpected("a value", text, start + i, length);
            }
        }
        return start + word.length();
    }

    private static int numberEnd(char[] text, int start, int length) {
        int at = text[start] == '-' ? start + 1 : start;
        at = at < length && text[at] == '0' ? at + 1 : digitsEnd(at == start ? "a value" : "a digit", text, at, length);
        if (at < length && text[at] == '.') {
            at = digitsEnd("a digit", text, at + 1, length);
        }
        if (at < length && (text[at] == 'e' || text[at] == 'E')) {
            boolean signed = at + 1 < length && (text[at + 1] == '+' || text[at + 1] == '-');
            at = digitsEnd("a digit", text, at + (signed ? 2 : 1), length);
        }
        return at;
    }

    private static int digitsEnd(String expected, char[] text, int start, int length) {
        int at = start;
        while (at < length && Characters.isDigit(text[at])) {
            at++;
        }
        if (at == start) {
            throw unexpected(expected, text, at, length);
        }
        return at;
    }

    static MalformedJsonException unexpected(String expected, char[] text, int at, int length) {
        String found
                = at >= length ? "the end" : text[at] > ' ' && text[at] <= '~' ? "`" + text[at] + "`" : Escaper.name(text[at]);
        return new MalformedJsonException(at, "unexpected " + found + " in JSON, expected " + expected);
    }
}
