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
package io.webhookscript.cli.draft;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding (RFC 3986), lenient to what people type. */
public final class UrlText {

    private static final String UNRESERVED = "-._~";
    private static final String SUB_DELIMITERS = "!$&'()*+,;=:@";
    private static final String HEX = "0123456789ABCDEF";

    private UrlText() {
    }

    /** What a segment of a path may not hold, encoded; escapes that are there stay. */
    public static String segment(String text) {
        return encoded(text, SUB_DELIMITERS, true);
    }

    /** The same for a query. */
    static String query(String text) {
        return encoded(text, SUB_DELIMITERS + "/?[]", true);
    }

    /** A value in a segment, all but unreserved characters encoded. */
    public static String value(String text) {
        return encoded(text, "", false);
    }

    private static String encoded(String text, String allowed, boolean keepEscapes) {
        StringBuilder encoded = new StringBuilder();
        for (int i = 0; i < text.length();) {
            int c = text.codePointAt(i);
            boolean escape = keepEscapes && c == '%' && isHex(text, i + 1) && isHex(text, i + 2);
            boolean kept = c < 128 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0 || allowed.indexOf(c) >= 0);
            if (escape || kept) {
                encoded.appendCodePoint(c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    encoded.append('%').append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
                }
            }
            i += Character.charCount(c);
        }
        return encoded.toString();
    }

    /** A name or value of a query or a form. What is not encoded rightly stays as it is. */
    static String decoded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(bytes.length);
        String plain = new String(bytes, StandardCharsets.ISO_8859_1);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%' && isHex(plain, i + 1) && isHex(plain, i + 2)) {
                decoded.put((byte) Integer.parseInt(plain.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                decoded.put(bytes[i] == '+' ? (byte) ' ' : bytes[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
        } catch (CharacterCodingException e) {
            // escapes of another charset: then they are all that is known
            return text;
        }
    }

    private static boolean isHex(String text, int i) {
        return i < text.length() && Character.digit(text.charAt(i), 16) >= 0 && text.charAt(i) < 128;
    }
}
