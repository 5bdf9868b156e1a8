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

import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding of UTF-8 (RFC 3986 §2.1): everything but unreserved characters, where a plus sign is a plus sign.
 */
public final class PercentEncoding {

    /** Of one character: four bytes, three characters each. */
    private static final int MAX_ESCAPES = 12;

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();
    private static final boolean[] UNRESERVED = new boolean[128];

    static {
        for (char c : "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~".toCharArray()) {
            UNRESERVED[c] = true;
        }
    }

    private PercentEncoding() {
    }

    /** @throws IllegalArgumentException when the text holds half of a surrogate pair, which UTF-8 cannot encode */
    public static String encode(String text) {
        return encode(text, "");
    }

    /** @param kept ASCII characters that stay as they are, too */
    public static String encode(String text, String kept) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        encode(text, kept, out);
        return out.toString();
    }

    /** The same, behind what has been written. */
    public static void encode(String text, String kept, StringBuilder out) {
        int start = 0;
        for (int i = plainEnd(text, 0, kept); i < text.length(); i = plainEnd(text, start, kept)) {
            out.append(text, start, i);
            int character = text.codePointAt(i);
            if (isHalf(character)) {
                throw new IllegalArgumentException("half of a surrogate pair (character " + (i + 1) + ") cannot be encoded");
            }
            start = i + Character.charCount(character);
            if (character < 0x80) {
                out.append('%').append(HEX[character >> 4]).append(HEX[character & 15]);
            } else {
                char[] escapes = new char[MAX_ESCAPES];
                escape(character, escapes, 0);
                out.append(escapes, 0, escapedLength(character));
            }
        }
        out.append(text, start, text.length());
    }

    /**
     * For those who write into a buffer of their own.
     *
     * @return the index of the first character from there on that has to be escaped; the length of the text if none has
     */
    public static int plainEnd(String text, int from, String kept) {
        int i = from;
        while (i < text.length() && (isUnreserved(text.charAt(i)) || kept.indexOf(text.charAt(i)) >= 0)) {
            i++;
        }
        return i;
    }

    /** Whether it is half of a surrogate pair, which UTF-8 cannot encode. */
    public static boolean isHalf(int character) {
        return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    }

    /** How many characters {@link #escape} writes. */
    public static int escapedLength(int character) {
        return character < 0x80 ? 3 : character < 0x800 ? 6 : character < 0x10000 ? 9 : MAX_ESCAPES;
    }

    /** Writes the bytes of one character as {@code %XX}. */
    public static void escape(int character, char[] to, int at) {
        if (character < 0x80) {
            octet(character, to, at);
        } else if (character < 0x800) {
            octet(0xC0 | character >> 6, to, at);
            octet(0x80 | character & 0x3F, to, at + 3);
        } else if (character < 0x10000) {
            octet(0xE0 | character >> 12, to, at);
            octet(0x80 | character >> 6 & 0x3F, to, at + 3);
            octet(0x80 | character & 0x3F, to, at + 6);
        } else {
            octet(0xF0 | character >> 18, to, at);
            octet(0x80 | character >> 12 & 0x3F, to, at + 3);
            octet(0x80 | character >> 6 & 0x3F, to, at + 6);
            octet(0x80 | character & 0x3F, to, at + 9);
        }
    }

    private static void octet(int octet, char[] to, int at) {
        to[at] = '%';
        to[at + 1] = HEX[octet >> 4];
        to[at + 2] = HEX[octet & 15];
    }

    /** @throws IllegalArgumentException when a percent sign does not begin an escape */
    public static String decode(String text) {
        return decodeForm(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /**
     * Decodes a part of a query or a form, where a plus sign is a blank.
     *
     * @throws IllegalArgumentException when a percent sign does not begin an escape
     */
    public static String decodeForm(String text, Charset charset) {
        return URLDecoder.decode(text, charset);
    }

    /** Whether a percent sign and two hexadecimal digits stand there. */
    public static boolean isEscape(String text, int at) {
        return text.charAt(at) == '%' && at + 2 < text.length() && Character.digit(text.charAt(at + 1), 16) >= 0
                && Character.digit(text.charAt(at + 2), 16) >= 0;
    }

    /** What RFC 3986 §2.3 never encodes. */
    public static boolean isUnreserved(int character) {
        return character < UNRESERVED.length && UNRESERVED[character];
    }
}
