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

/**
 * A quoted text in an expression, with the escapes of Python, which Jinja2 uses.
 *
 * @param end the offset after the closing quote
 */
record TextLiteral(String value, int end) {

    static TextLiteral read(TemplateSource source, int start) {
        return new Reader(source, start).read();
    }

    private static final class Reader {

        private final TemplateSource source;
        private final String text;
        private final int start;
        private final StringBuilder value = new StringBuilder();
        private int at;

        Reader(TemplateSource source, int start) {
            this.source = source;
            this.text = source.text();
            this.start = start;
            this.at = start + 1;
        }

        TextLiteral read() {
            char quote = text.charAt(start);
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c == quote) {
                    return new TextLiteral(value.toString(), at);
                }
                if (c == '\\' && at < text.length()) {
                    readEscape();
                } else {
                    value.append(c);
                }
            }
            throw new SourcePosition(source, start).error("the text is never closed", "`" + quote + "`");
        }

        private void readEscape() {
            char c = text.charAt(at++);
            switch (c) {
                case '\n' -> {
                }
                case 'n' -> value.append('\n');
                case 't' -> value.append('\t');
                case 'r' -> value.append('\r');
                case 'a' -> value.append('\u0007');
                case 'b' -> value.append('\b');
                case 'f' -> value.append('\f');
                case 'v' -> value.append('\u000b');
                case '\\', '\'', '"' -> value.append(c);
                case 'x' -> readHex(2);
                case 'u' -> readHex(4);
                case 'U' -> readHex(8);
                case '0', '1', '2', '3', '4', '5', '6', '7' -> readOctal();
                default -> value.append('\\').append(c);
            }
        }

        private void readHex(int digits) {
            int code = 0;
            for (int i = 0; i < digits; i++) {
                int digit = at < text.length() ? Characters.digit(text.charAt(at), 16) : -1;
                if (digit < 0 || code > Character.MAX_CODE_POINT) {
                    throw badEscape(digits);
                }
                code = code * 16 + digit;
                at++;
            }
            if (code < 0 || code > Character.MAX_CODE_POINT) {
                throw badEscape(digits);
            }
            value.appendCodePoint(code);
        }

        private TemplateException badEscape(int digits) {
            return new SourcePosition(source, at).error("an escape that is not a character",
                    digits + " hexadecimal digits, at most 10FFFF");
        }

        private void readOctal() {
            int code = 0;
            at--;
            for (int i = 0; i < 3 && at < text.length() && Characters.digit(text.charAt(at), 8) >= 0; i++) {
                code = code * 8 + Characters.digit(text.charAt(at++), 8);
            }
            value.append((char) code);
        }
    }
}
