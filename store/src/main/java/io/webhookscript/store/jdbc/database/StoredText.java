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
package io.webhookscript.store.jdbc.database;

import java.nio.charset.StandardCharsets;

import io.webhookscript.store.StoreException;

/**
 * Encodes ids, names and keys for a column. PostgreSQL cannot store NUL, no database half of a surrogate pair, and an
 * index has a limit for its values. Every other text is stored as it is, if it does not contain a backslash. Two
 * different texts never become equal.
 */
public final class StoredText {

    /** An index of PostgreSQL allows 2,704 bytes, and some of them are for the other columns. */
    public static final int MAX_BYTES = 2_500;

    private static final char ESCAPE = '\\';

    private StoredText() {
    }

    /**
     * @param  what           names the text in the exception
     * @throws StoreException when the text is too long
     */
    public static String encode(String text, String what) {
        String encoded = isPlain(text) ? text : escape(text);
        if (encoded.length() > MAX_BYTES || encoded.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new StoreException(what + " is longer than the " + MAX_BYTES + " bytes that the store supports", null);
        }
        return encoded;
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || c == ESCAPE || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private static String escape(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                encoded.append(c).append(text.charAt(++i));
            } else if (c == 0 || c == ESCAPE || Character.isSurrogate(c)) {
                encoded.append(ESCAPE).append(String.format("%04x", (int) c));
            } else {
                encoded.append(c);
            }
        }
        return encoded.toString();
    }

    public static String decode(String stored) {
        int escape = stored.indexOf(ESCAPE);
        if (escape < 0) {
            return stored;
        }
        StringBuilder text = new StringBuilder(stored.length());
        int from = 0;
        for (; escape >= 0; escape = stored.indexOf(ESCAPE, from)) {
            text.append(stored, from, escape).append((char) Integer.parseInt(stored.substring(escape + 1, escape + 5), 16));
            from = escape + 5;
        }
        return text.append(stored, from, stored.length()).toString();
    }
}
