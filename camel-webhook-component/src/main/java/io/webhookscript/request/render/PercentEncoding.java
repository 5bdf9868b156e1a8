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
package io.webhookscript.request.render;

import java.nio.charset.StandardCharsets;

/** Percent-encoding of UTF-8: everything but RFC 3986's unreserved characters. */
public final class PercentEncoding {

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private PercentEncoding() {
    }

    /** @throws IllegalArgumentException when the text holds half of a surrogate pair, which UTF-8 cannot say */
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
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isUnreserved(c) || kept.indexOf(c) >= 0) {
                out.append(c);
            } else if (Character.isSurrogate(c)) {
                escape(pairAt(text, i++), out);
            } else if (c < 0x80) {
                escape(c, out);
            } else {
                escape(String.valueOf(c), out);
            }
        }
    }

    private static String pairAt(String text, int i) {
        if (i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
            return text.substring(i, i + 2);
        }
        throw new IllegalArgumentException("half of a surrogate pair (character " + (i + 1) + ") cannot be encoded");
    }

    private static void escape(String character, StringBuilder out) {
        for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
            escape(b, out);
        }
    }

    private static void escape(int octet, StringBuilder out) {
        out.append('%').append(HEX[octet >> 4 & 15]).append(HEX[octet & 15]);
    }

    /** Whether a percent sign and two hexadecimal digits stand there. */
    static boolean isEscape(String text, int at) {
        return text.charAt(at) == '%' && at + 2 < text.length() && Character.digit(text.charAt(at + 1), 16) >= 0
                && Character.digit(text.charAt(at + 2), 16) >= 0;
    }

    static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0;
    }
}
