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

/** Escapes the content of a JSON string. A lone surrogate becomes an escape, since UTF-8 cannot encode it. */
final class JsonString {

    private static final char[] HEX = "0123456789abcdef".toCharArray();
    private static final boolean[] PLAIN = plain();

    private JsonString() {
    }

    /** Most texts need no escape and are copied as a whole. */
    static void escape(String text, Output out) {
        int plain = 0;
        while (plain < text.length() && isPlain(text.charAt(plain))) {
            plain++;
        }
        out.append(text, 0, plain);
        if (plain < text.length()) {
            escape(text, plain, out);
        }
    }

    private static void escape(String text, int start, Output out) {
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                out.append(c);
            } else if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                out.append(c);
                out.append(text.charAt(++i));
            } else {
                escape(c, out);
            }
        }
    }

    private static boolean[] plain() {
        boolean[] plain = new boolean[256];
        for (char c = ' '; c < plain.length; c++) {
            plain[c] = c != '"' && c != '\\';
        }
        return plain;
    }

    private static boolean isPlain(char c) {
        return c < PLAIN.length ? PLAIN[c] : !Character.isSurrogate(c);
    }

    private static void escape(char c, Output out) {
        char letter = letter(c);
        out.append('\\');
        out.append(letter);
        if (letter == 'u') {
            for (int shift = 12; shift >= 0; shift -= 4) {
                out.append(HEX[c >> shift & 0xF]);
            }
        }
    }

    private static char letter(char c) {
        return switch (c) {
            case '"', '\\' -> c;
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            case '\b' -> 'b';
            case '\f' -> 'f';
            default -> 'u';
        };
    }
}
