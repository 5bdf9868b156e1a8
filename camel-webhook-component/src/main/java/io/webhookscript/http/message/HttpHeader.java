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
package io.webhookscript.http.message;

/**
 * One HTTP header line, as it is sent or was received.
 *
 * @param name  a token (RFC 9110 §5.1)
 * @param value Latin-1 text without control characters other than the tabulator; one char is one byte on the wire
 */
public record HttpHeader(String name, String value) {

    private static final boolean[] TOKEN_CHARACTERS = new boolean[128];

    static {
        for (int c = 0; c < TOKEN_CHARACTERS.length; c++) {
            TOKEN_CHARACTERS[c] = c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
                    || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
        }
    }

    public HttpHeader {
        if (!isToken(name)) {
            throw new IllegalArgumentException("a header name must contain only letters, digits and !#$%&'*+-.^_`|~");
        }
        if (!mayBeValue(value)) {
            throw new IllegalArgumentException(
                    "the value of header " + name + " contains a control character or a character outside Latin-1");
        }
    }

    /**
     * Whether only the client sets a header of this name, so that no request may contain it: those that frame a message
     * or control the connection, since contradicting ones allow request smuggling.
     */
    public static boolean isFraming(String name) {
        return switch (name.length()) {
            case 6 -> name.equalsIgnoreCase("expect");
            case 7 -> name.equalsIgnoreCase("trailer") || name.equalsIgnoreCase("upgrade");
            case 10 -> name.equalsIgnoreCase("connection") || name.equalsIgnoreCase("keep-alive");
            case 14 -> name.equalsIgnoreCase("content-length");
            case 16 -> name.equalsIgnoreCase("proxy-connection");
            case 17 -> name.equalsIgnoreCase("transfer-encoding");
            default -> false;
        };
    }

    /** Whether the text is a token of RFC 9110 §5.6.2, the form of header names and methods. */
    public static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isTokenChar(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean mayBeValue(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!mayStandInValue(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    public boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }

    private static boolean isTokenChar(int c) {
        return c < TOKEN_CHARACTERS.length && TOKEN_CHARACTERS[c];
    }

    private static boolean mayStandInValue(int c) {
        return c == '\t' || c >= ' ' && c <= 0xff && c != 0x7f;
    }
}
