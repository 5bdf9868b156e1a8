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
package io.webhookscript.kamelets;

import java.util.function.UnaryOperator;

/**
 * Resolves {@code {{name}}} one by one. Camel resolves a whole text only, and refuses one that holds two closing braces
 * and no opening ones, as much JSON does.
 */
final class CamelProperties {

    private static final String OPENING = "{{";
    private static final String CLOSING = "}}";

    private CamelProperties() {
    }

    /** @param camel resolves a text that is one placeholder, which may hold others */
    static String resolved(String text, UnaryOperator<String> camel) {
        StringBuilder resolved = new StringBuilder();
        int done = 0;
        for (int begin = text.indexOf(OPENING); begin >= 0; begin = text.indexOf(OPENING, done)) {
            int end = end(text, begin);
            resolved.append(text, done, begin).append(camel.apply(text.substring(begin, end)));
            done = end;
        }
        return resolved.append(text, done, text.length()).toString();
    }

    /**
     * Behind the placeholder that begins there; at the end of a text that closes it nowhere, which Camel then refuses.
     */
    private static int end(String text, int begin) {
        int depth = 0;
        for (int i = begin; i < text.length(); i++) {
            if (text.startsWith(OPENING, i)) {
                depth++;
                i++;
            } else if (text.startsWith(CLOSING, i)) {
                depth--;
                i++;
                if (depth == 0) {
                    return i + 1;
                }
            }
        }
        return text.length();
    }
}
