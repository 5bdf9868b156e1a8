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

/** Percent-encodes characters that a URL must not contain: the bytes of UTF-8, each as {@code %XX} (RFC 3986 §2.1). */
final class PercentEncoding {

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private PercentEncoding() {
    }

    /** Encodes everything except unreserved characters and those of {@code kept}. */
    public static void encode(String text, String kept, Output out, SourcePosition spot) {
        int plain = 0;
        int next;
        for (int i = 0; i < text.length(); i = next) {
            int c = text.charAt(i);
            next = i + 1;
            if (!Characters.isUnreserved(c) && kept.indexOf(c) < 0) {
                c = text.codePointAt(i);
                next = i + Character.charCount(c);
                if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                    throw spot.error("the value contains half of a surrogate pair", "text that UTF-8 can encode");
                }
                out.append(text, plain, i);
                append(c, out);
                plain = next;
            }
        }
        out.append(text, plain, text.length());
    }

    private static void append(int c, Output out) {
        if (c < 0x80) {
            appendByte(c, out);
        } else if (c < 0x800) {
            appendByte(0xC0 | (c >> 6), out);
            appendContinuation(c, out);
        } else if (c < 0x10000) {
            appendByte(0xE0 | (c >> 12), out);
            appendContinuation(c >> 6, out);
            appendContinuation(c, out);
        } else {
            appendByte(0xF0 | (c >> 18), out);
            appendContinuation(c >> 12, out);
            appendContinuation(c >> 6, out);
            appendContinuation(c, out);
        }
    }

    private static void appendContinuation(int bits, Output out) {
        appendByte(0x80 | (bits & 0x3F), out);
    }

    private static void appendByte(int value, Output out) {
        char[] chars = out.lengthen(3);
        chars[out.length() - 3] = '%';
        chars[out.length() - 2] = HEX[(value >> 4) & 0xF];
        chars[out.length() - 1] = HEX[value & 0xF];
    }
}
