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

/**
 * Turns the text of a Kamelet's property into a template. In such properties {@code {{name}}} is one of Camel's, so a
 * placeholder is written {@code ${ expression }} there; <code>{% statements %}</code> are as in every template, and two
 * dollars before a brace stand for one dollar and the brace. Everything else is text, braces included.
 */
final class PropertyText {

    private static final String RAW_BRACE = "{% raw %}{{% endraw %}";

    private final String property;
    private final String text;
    private final StringBuilder template = new StringBuilder();
    private int at;

    private PropertyText(String property, String text) {
        this.property = property;
        this.text = text;
    }

    /** @throws IllegalArgumentException when a placeholder or a statement has no end */
    static String asTemplate(String property, String text) {
        return new PropertyText(property, text).read();
    }

    private String read() {
        while (at < text.length()) {
            if (text.startsWith("$${", at)) {
                template.append('$');
                at += 2;
                brace();
            } else if (text.startsWith("${", at)) {
                int end = end(at + 2, "}", "${");
                template.append("{{ ").append(text.substring(at + 2, end).strip()).append(" }}");
                at = end + 1;
            } else if (text.startsWith("{%", at)) {
                int end = end(at + 2, "%}", "{%") + 2;
                template.append(text, at, end);
                at = end;
            } else if (text.charAt(at) == '{') {
                brace();
            } else {
                template.append(text.charAt(at++));
            }
        }
        return template.toString();
    }

    /** One that would begin something together with what follows it is marked as text. */
    private void brace() {
        at++;
        boolean begins = at < text.length() && "{%#".indexOf(text.charAt(at)) >= 0 || text.startsWith("${", at);
        template.append(begins ? RAW_BRACE : "{");
    }

    /** Where the closing stands, with braces in pairs and outside of quotes. */
    private int end(int from, String closing, String opening) {
        int depth = 0;
        char quote = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == '\\') {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (depth == 0 && text.startsWith(closing, i)) {
                return i;
            } else if (c == '{') {
                depth++;
            } else if (c == '}') {
                depth--;
            }
        }
        throw new IllegalArgumentException(
                property + ": `" + opening + "` at character " + (from - 1) + " has no `" + closing
                                           + "`; for a dollar and a brace"
                                           + " as such write `$${`");
    }
}
