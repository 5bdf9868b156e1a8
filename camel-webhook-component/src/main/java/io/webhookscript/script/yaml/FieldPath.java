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
package io.webhookscript.script.yaml;

/** Builds paths of fields for messages: {@code request.headers['a.b'].items[0]}. */
public final class FieldPath {

    private static final int MAX = 80;

    private FieldPath() {
    }

    public static String of(String parent, String key) {
        if (!isPlain(key)) {
            String shown = Findings.quoted(key);
            return parent + "['" + shown.substring(1, shown.length() - 1) + "']";
        }
        return parent.isEmpty() ? key : parent + "." + key;
    }

    public static String of(String parent, int index) {
        return parent + "[" + index + "]";
    }

    /** A loop instead of a regular expression, since it runs for every key of every file. */
    private static boolean isPlain(String key) {
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c <= ' ' || c == '.' || c == '[' || c == ']' || c == '\'' || c == '"') {
                return false;
            }
        }
        return !key.isEmpty() && key.length() <= MAX;
    }
}
