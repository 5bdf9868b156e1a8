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
package io.webhookscript.cli.curl;

import io.webhookscript.cli.input.CommandFailedException;

/** What bash writes as {@code $'…'}: text with the escapes of C. Browsers write bodies so. */
final class AnsiText {

    private static final String LETTERS = "abefnrtv";
    private static final String MEANINGS = "\u0007\b\u001B\f\n\r\t\u000B";

    private final String text;
    private int at;

    /** @param start behind the opening quote */
    AnsiText(String text, int start) {
        this.text = text;
        this.at = start;
    }

    /** Behind the closing quote. */
    static int end(String text, int start) {
        int i = start;
        while (i < text.length() && text.charAt(i) != '\'') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        if (i >= text.length()) {
            throw new CommandFailedException("a quote ($') of the command is not closed");
        }
        return i + 1;
    }

    void appendTo(StringBuilder word) {
        int end = end(text, at) - 1;
        while (at < end) {
            char c = text.charAt(at++);
            if (c != '\\') {
                word.append(c);
            } else {
                escape(text.charAt(at++), end, word);
            }
        }
    }

    private void escape(char kind, int end, StringBuilder word) {
        int meaning = LETTERS.indexOf(kind == 'E' ? 'e' : kind);
        if (meaning >= 0) {
            word.append(MEANINGS.charAt(meaning));
        } else if (kind == 'x') {
            number(16, 2, end, word);
        } else if (kind == 'u' || kind == 'U') {
            number(16, kind == 'u' ? 4 : 8, end, word);
        } else if (kind >= '0' && kind <= '7') {
            at--;
            number(8, 3, end, word);
        } else {
            word.append(kind);
        }
    }

    private void number(int base, int most, int end, StringBuilder word) {
        int value = 0;
        int digits = 0;
        while (digits < most && at < end && Character.digit(text.charAt(at), base) >= 0) {
            value = value * base + Character.digit(text.charAt(at++), base);
            digits++;
        }
        if (digits > 0 && Character.isValidCodePoint(value)) {
            word.appendCodePoint(value);
        }
    }
}
