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

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Converts values to text. */
final class Texts {

    private Texts() {
    }

    /** Converts any value to text: undefined and none are empty, collections are JSON, bytes are base64. */
    static String of(@Nullable Object value, RenderContext run, SourcePosition spot) {
        if (value instanceof String text) {
            return text;
        }
        if (Kind.isMissing(value)) {
            return "";
        }
        if (value instanceof Number || value instanceof Boolean) {
            return scalar(value, spot);
        }
        return value instanceof List || value instanceof Map ? json(value, run, spot) : scalar(value, spot);
    }

    /** Converts a boolean, number, text, moment or bytes to text. */
    static String scalar(@Nullable Object value, SourcePosition spot) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Boolean truth) {
            return truth ? "true" : "false";
        }
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        if (value instanceof Instant instant) {
            return Instants.text(instant);
        }
        Number number = Numbers.of(value);
        if (number == null) {
            throw spot.error(Kind.of(value).description() + " where data is needed", "a text, a number or a boolean");
        }
        return Numbers.text(number);
    }

    static String json(@Nullable Object value, RenderContext run, SourcePosition spot) {
        Output out = run.newOutput(spot);
        JsonWriter.write(value, out, run, spot);
        run.spendOnText(out.length(), spot);
        return out.toString();
    }

    /** Returns the number of items or code points; -1 for a value without a length. */
    static int length(@Nullable Object value) {
        if (value instanceof String text) {
            return text.codePointCount(0, text.length());
        }
        if (value instanceof List<?> list) {
            return list.size();
        }
        if (value instanceof Map<?, ?> map) {
            return map.size();
        }
        if (value instanceof byte[] bytes) {
            return bytes.length;
        }
        return value == Undefined.UNDEFINED ? 0 : -1;
    }

    /** Returns the part between two indexes that count code points. */
    static String slice(String text, int from, int to) {
        int start = text.offsetByCodePoints(0, from);
        return text.substring(start, text.offsetByCodePoints(start, to - from));
    }

    /** Returns the index of a text in another from an offset on, -1 if it is not found. The time is always linear. */
    static int indexOf(String text, String part, int from) {
        if (part.length() <= 32) {
            return text.indexOf(part, from);
        }
        int[] borders = borders(part);
        int matched = 0;
        for (int i = from; i < text.length(); i++) {
            while (matched > 0 && text.charAt(i) != part.charAt(matched)) {
                matched = borders[matched - 1];
            }
            if (text.charAt(i) == part.charAt(matched) && ++matched == part.length()) {
                return i - matched + 1;
            }
        }
        return -1;
    }

    /**
     * Returns for each prefix the length of its longest proper prefix that is also its suffix (Knuth, Morris, Pratt).
     */
    private static int[] borders(String part) {
        int[] borders = new int[part.length()];
        int length = 0;
        for (int i = 1; i < borders.length; i++) {
            while (length > 0 && part.charAt(i) != part.charAt(length)) {
                length = borders[length - 1];
            }
            if (part.charAt(i) == part.charAt(length)) {
                length++;
            }
            borders[i] = length;
        }
        return borders;
    }
}
