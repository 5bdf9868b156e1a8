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

import org.jspecify.annotations.Nullable;

/** Escapes text for XML 1.0. White space that a parser would change becomes a character reference. */
final class XmlRules {

    private XmlRules() {
    }

    static void write(String text, boolean attribute, Output out, SourcePosition spot) {
        int plain = 0;
        for (int i = 0; i < text.length();) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            String escape = escape(c, attribute);
            if (escape != null) {
                out.append(text, plain, i);
                out.append(escape);
                plain = next;
            } else if (!isAllowed(c)) {
                throw spot.error("the value contains the character " + Escaper.name(c), "characters that XML allows");
            }
            i = next;
        }
        out.append(text, plain, text.length());
    }

    /** What would end the section, with what stands before it, is split over two; so is a carriage return kept. */
    static void writeCdata(String text, Output out, SourcePosition spot) {
        for (int i = 0; i < text.length();) {
            int c = text.codePointAt(i);
            if (!isAllowed(c) && c != '\r') {
                throw spot.error("the value contains the character " + Escaper.name(c), "characters that XML allows");
            }
            int length = out.length();
            if (c == '>' && length > 1 && out.charAt(length - 1) == ']' && out.charAt(length - 2) == ']') {
                out.append("]]><![CDATA[");
            }
            if (c == '\r') {
                out.append("]]>&#13;<![CDATA[");
            } else {
                out.append(text, i, i + Character.charCount(c));
            }
            i += Character.charCount(c);
        }
        if (!text.isEmpty() && out.charAt(out.length() - 1) == ']') {
            out.append("]]><![CDATA["); // or it would end the section together with what follows
        }
    }

    private static @Nullable String escape(int c, boolean attribute) {
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '\r' -> "&#13;";
            case '"' -> attribute ? "&quot;" : null;
            case '\'' -> attribute ? "&apos;" : null;
            case '\n' -> attribute ? "&#10;" : null;
            case '\t' -> attribute ? "&#9;" : null;
            default -> null;
        };
    }

    private static boolean isAllowed(int c) {
        return (c >= ' ' && c < Character.MIN_SURROGATE) || c == '\n' || c == '\t'
                || (c > Character.MAX_SURROGATE && c < 0xFFFE) || c >= 0x10000;
    }
}
