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

/** The inside of a JSON string. A lone surrogate becomes an escape, since UTF-8 cannot carry it. */
final class JsonString {

    private static final char[] HEX = "0123456789abcdef".toCharArray();
    /** For each ASCII character, how much longer than it its escape is; 0 where it needs none. */
    private static final byte[] LONGER = longer();

    private JsonString() {
    }

    /** Puts the text out as it is, which most texts stay, and then makes room for the escapes that it needs. */
    static void escape(String text, Output out) {
        int begin = out.length();
        out.append(text);
        int end = out.length();
        char[] chars = out.chars();
        for (int i = begin; i < end; i++) {
            if (!isPlain(chars[i])) {
                escape(i, begin, out);
                return;
            }
        }
    }

    private static byte[] longer() {
        byte[] longer = new byte[128];
        for (char c = 0; c < longer.length; c++) {
            boolean plain = c >= ' ' && c != '"' && c != '\\';
            longer[c] = (byte) (plain ? 0 : length(c) - 1);
        }
        return longer;
    }

    private static boolean isPlain(char c) {
        return c < LONGER.length ? LONGER[c] == 0 : !Character.isSurrogate(c);
    }

    /** From the end backwards, so that no character is moved twice. */
    private static void escape(int first, int begin, Output out) {
        int read = out.length();
        int more = growth(first, out);
        char[] chars = out.lengthen(more);
        int write = read + more;
        while (write > read) {
            char c = chars[--read];
            if (isPlain(c)) {
                chars[--write] = c;
            } else if (Character.isLowSurrogate(c) && read > begin && Character.isHighSurrogate(chars[read - 1])) {
                chars[--write] = c;
                chars[--write] = chars[--read];
            } else {
                write -= length(c);
                escape(c, chars, write);
            }
        }
    }

    private static int growth(int first, Output out) {
        char[] chars = out.chars();
        int end = out.length();
        int more = 0;
        for (int i = first; i < end; i++) {
            char c = chars[i];
            if (c < LONGER.length) {
                more += LONGER[c];
            } else if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(chars[i + 1])) {
                i++;
            } else if (!isPlain(c)) {
                more += length(c) - 1;
            }
        }
        return more;
    }

    private static int length(char c) {
        return letter(c) == 'u' ? 6 : 2;
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

    private static void escape(char c, char[] chars, int at) {
        char letter = letter(c);
        chars[at] = '\\';
        chars[at + 1] = letter;
        if (letter == 'u') {
            for (int i = 0; i < 4; i++) {
                chars[at + 2 + i] = HEX[c >> (12 - 4 * i) & 0xF];
            }
        }
    }
}
