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
package io.webhookscript.value;

import java.util.HexFormat;

/**
 * Text of an event or a receiver as it may stand in a log, a console or an exception: in one line, and without a
 * character that a terminal obeys or that nobody sees. Line breaks become one blank; other control and format
 * characters are shown by their code, as Java writes it.
 */
public final class OneLine {

    private OneLine() {
    }

    public static String of(String text) {
        int i = 0;
        while (i < text.length() && isPlain(text.charAt(i))) {
            i++;
        }
        return i == text.length() ? text : shown(text, i);
    }

    /** Most texts are, and are given back as they are. */
    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x7F;
    }

    private static String shown(String text, int plain) {
        StringBuilder line = new StringBuilder(text.length() + 16).append(text, 0, plain);
        boolean broken = false;
        for (int i = plain; i < text.length();) {
            int c = text.codePointAt(i);
            boolean breaks = isBreak(c);
            if (breaks && !broken) {
                line.append(' ');
            } else if (!breaks) {
                append(line, c);
            }
            broken = breaks;
            i += Character.charCount(c);
        }
        return line.toString();
    }

    /** Whatever some viewer begins a new line at. */
    private static boolean isBreak(int c) {
        return c == '\n' || c == '\r' || c == '\t' || c == 0x0B || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    private static void append(StringBuilder line, int c) {
        switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> {
                for (char unit : Character.toChars(c)) {
                    line.append("\\u").append(HexFormat.of().withUpperCase().toHexDigits(unit));
                }
            }
            default -> line.appendCodePoint(c);
        }
    }
}
