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

/** Converts JSON with {@code //} and block comments to JSON without them. */
public final class JsonText {

    private JsonText() {
    }

    /**
     * Returns the JSON without its comments, checked against the grammar of RFC 8259; nested at most
     * {@value Limits#DATA_DEPTH} deep.
     *
     * @throws MalformedJsonException when the text is not one JSON value; the offset refers to the given text
     */
    public static String withoutComments(String text) {
        char[] chars = text.toCharArray();
        JsonGrammar.check(chars, chars.length);
        if (text.indexOf("//") < 0 && text.indexOf("/*") < 0) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        int at = 0;
        while (at < chars.length) {
            int end = JsonScanner.commentEnd(chars, at, chars.length);
            if (end > at) {
                kept.append(chars[at + 1] == '*' ? " " : "");
            } else {
                end = chars[at] == '"' ? JsonScanner.stringEnd(chars, at + 1, chars.length) : at + 1;
                kept.append(chars, at, end - at);
            }
            at = end;
        }
        return kept.toString();
    }
}
