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

import java.math.BigInteger;

/**
 * A number literal of a template.
 *
 * @param digits  without underscores, in base 10
 * @param decimal whether it has a fraction or an exponent
 * @param end     the offset after it in the source
 */
record NumberLiteral(String digits, boolean decimal, int end) {

    /** Reads a number. After a dot only digits are read, so that {@code a.15.3} is a path. */
    static NumberLiteral read(TemplateSource source, int start) {
        Reader reader = new Reader(source, start);
        boolean inPath = start > 0 && source.text().charAt(start - 1) == '.';
        return inPath ? reader.index() : reader.number();
    }

    private static final class Reader {

        private final TemplateSource source;
        private final String text;
        private final int start;
        private int at;

        Reader(TemplateSource source, int start) {
            this.source = source;
            this.text = source.text();
            this.start = start;
            this.at = start;
        }

        NumberLiteral index() {
            skipDigits(10);
            return literal(false);
        }

        NumberLiteral number() {
            int base = text.charAt(at) != '0' || at + 1 >= text.length() ? 10 : base(text.charAt(at + 1));
            if (base != 10) {
                return whole(base);
            }
            skipDigits(10);
            boolean fraction = skipFraction();
            boolean decimal = skipExponent() || fraction;
            NumberLiteral literal = literal(decimal);
            if (!decimal && text.charAt(start) == '0' && literal.digits().chars().anyMatch(d -> d != '0')) {
                throw error("a number that begins with 0", "a number without leading zeros");
            }
            return literal;
        }

        private NumberLiteral literal(boolean decimal) {
            if (at - start > Limits.DIGITS) {
                throw error("a number of " + (at - start) + " characters", "at most " + Limits.DIGITS);
            }
            return new NumberLiteral(text.substring(start, at).replace("_", ""), decimal, at);
        }

        private NumberLiteral whole(int base) {
            at += 2;
            skipDigits(base);
            String digits = text.substring(start + 2, at).replace("_", "");
            if (digits.isEmpty()) {
                throw error("a number without digits", "digits after `" + text.substring(start, at) + "`");
            }
            if (digits.length() > Limits.DIGITS) {
                throw error("a number of " + digits.length() + " digits", "at most " + Limits.DIGITS);
            }
            return new NumberLiteral(new BigInteger(digits, base).toString(), false, at);
        }

        private TemplateException error(String problem, String expected) {
            return new SourcePosition(source, start).error(problem, expected);
        }

        private static int base(char mark) {
            return switch (mark) {
                case 'x', 'X' -> 16;
                case 'o', 'O' -> 8;
                case 'b', 'B' -> 2;
                default -> 10;
            };
        }

        private void skipDigits(int base) {
            while (at < text.length() && (Characters.digit(text.charAt(at), base) >= 0
                    || (text.charAt(at) == '_' && at + 1 < text.length()
                            && Characters.digit(text.charAt(at + 1), base) >= 0))) {
                at++;
            }
        }

        private boolean skipFraction() {
            if (at + 1 < text.length() && text.charAt(at) == '.' && Characters.isDigit(text.charAt(at + 1))) {
                at++;
                skipDigits(10);
                return true;
            }
            return false;
        }

        private boolean skipExponent() {
            if (at >= text.length() || Character.toLowerCase(text.charAt(at)) != 'e') {
                return false;
            }
            int digits = at + 1;
            if (digits < text.length() && (text.charAt(digits) == '+' || text.charAt(digits) == '-')) {
                digits++;
            }
            if (digits >= text.length() || !Characters.isDigit(text.charAt(digits))) {
                return false;
            }
            at = digits;
            skipDigits(10);
            return true;
        }
    }
}
