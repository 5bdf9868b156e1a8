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

import java.util.Arrays;

import io.webhookscript.value.PercentEncoding;

/** The text that a rendering makes: grows as needed up to a limit. Used by one thread. */
final class Output {

    static final int SHORT = 256;
    private static final int BILLION = 1_000_000_000;
    private static final int BILLION_DIGITS = 9;
    /** From this number on, the digits above a billion do not fit into an int. */
    private static final long LONG_NUMBER = 1_000_000_000_000_000_000L;

    private char[] chars;
    private int length;
    private final TemplateSource source;
    private final int limit;
    private int offset;

    Output(SourcePosition spot) {
        this(spot, SHORT, Limits.TEXT);
    }

    /** @param limit of its characters */
    Output(SourcePosition spot, int capacity, int limit) {
        this.limit = limit;
        this.source = spot.source();
        this.offset = spot.offset();
        this.chars = new char[capacity];
    }

    /** Clears all text, so that the buffer keeps no data of the event. */
    void clear(SourcePosition start) {
        Arrays.fill(chars, 0, length, '\0');
        length = 0;
        offset = start.offset();
    }

    int capacity() {
        return chars.length;
    }

    /** Sets the source position of the text that is written next. */
    void from(SourcePosition place) {
        offset = place.offset();
    }

    SourcePosition spot() {
        return new SourcePosition(source, offset);
    }

    int length() {
        return length;
    }

    char charAt(int index) {
        return chars[index];
    }

    char[] chars() {
        return chars;
    }

    void append(char c) {
        if (length == chars.length) {
            grow(1);
        }
        chars[length++] = c;
    }

    void append(String text) {
        int more = text.length();
        if (more == 1) {
            append(text.charAt(0));
        } else {
            append(text, 0, more);
        }
    }

    void append(String text, int start, int end) {
        if (end - start > chars.length - length) {
            grow(end - start);
        }
        text.getChars(start, end, chars, length);
        length += end - start;
    }

    void append(long number) {
        if (number < 0 || number >= LONG_NUMBER) {
            append(Long.toString(number));
        } else if (number <= Integer.MAX_VALUE) {
            int digits = digits(number);
            appendDigits((int) number, lengthen(digits), length);
        } else {
            int digits = digits(number);
            char[] to = lengthen(digits);
            appendDigits((int) (number / BILLION), to, length - BILLION_DIGITS);
            Arrays.fill(to, length - BILLION_DIGITS, length, '0');
            appendDigits((int) (number % BILLION), to, length);
        }
    }

    /** Percent-encodes all but unreserved characters and the kept ones, which go in as they are. */
    void appendEncoded(String text, String kept, SourcePosition place) {
        int start = 0;
        for (int i = PercentEncoding.plainEnd(text, 0, kept);
             i < text.length();
             i = PercentEncoding.plainEnd(text, start, kept)) {
            append(text, start, i);
            int character = text.codePointAt(i);
            if (PercentEncoding.isHalf(character)) {
                throw place.error("the value contains half of a surrogate pair", "text that UTF-8 can encode");
            }
            int at = length;
            PercentEncoding.escape(character, lengthen(PercentEncoding.escapedLength(character)), at);
            start = i + Character.charCount(character);
        }
        append(text, start, text.length());
    }

    private static int digits(long number) {
        int digits = 1;
        for (long above = 10; number >= above; above *= 10) {
            digits++;
        }
        return digits;
    }

    private static void appendDigits(int number, char[] to, int end) {
        int at = end;
        int rest = number;
        do {
            to[--at] = (char) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
    }

    /** @param from the position of the text in the source */
    void append(char[] text, SourcePosition from) {
        if (text.length > chars.length - length) {
            offset = from.offset();
            grow(text.length);
        }
        System.arraycopy(text, 0, chars, length, text.length);
        length += text.length;
    }

    /** Makes the text longer; the caller sets the new characters. */
    char[] lengthen(int more) {
        if (more > chars.length - length) {
            grow(more);
        }
        length += more;
        return chars;
    }

    private void grow(int more) {
        if (length + (long) more > limit) {
            throw spot().error("more than " + limit + " characters are put out", "at most " + limit);
        }
        int wanted = Math.max(length + more, (int) Math.min(Math.max(chars.length * 2L, SHORT), limit));
        chars = Arrays.copyOf(chars, wanted);
    }

    void deleteCharAt(int index) {
        System.arraycopy(chars, index + 1, chars, index, length - index - 1);
        chars[--length] = '\0';
    }

    String from(int start) {
        return new String(chars, start, length - start);
    }

    @Override
    public String toString() {
        return new String(chars, 0, length);
    }

}
