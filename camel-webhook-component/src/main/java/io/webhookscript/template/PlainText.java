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

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One placeholder with literal text around it, whose texts are not escaped: most headers are one. It is rendered
 * without a {@link RenderContext} and its buffer. Immutable.
 */
final class PlainText {

    private final String before;
    private final PlainPath path;
    private final Statement.Print print;
    private final String after;

    private PlainText(String before, PlainPath path, Statement.Print print, String after) {
        this.before = before;
        this.path = path;
        this.print = print;
        this.after = after;
    }

    /** Null when the statements are anything else. */
    static @Nullable PlainText of(List<Statement> statements) {
        StringBuilder before = new StringBuilder();
        StringBuilder after = new StringBuilder();
        Statement.Print print = null;
        for (Statement statement : statements) {
            if (statement instanceof Statement.Literal literal) {
                (print == null ? before : after).append(literal.text());
            } else if (statement instanceof Statement.Print only && print == null) {
                print = only;
            } else {
                return null;
            }
        }
        if (print == null || print.sensitive() || !print.escaper().keepsTexts()) {
            return null;
        }
        PlainPath path = PlainPath.of(print.node());
        return path == null ? null : new PlainText(before.toString(), path, print, after.toString());
    }

    /**
     * Returns null when the value is neither a text nor a whole number, or the result would be longer than the limit.
     */
    @Nullable
    String render(DataRoots roots, int limit) {
        Object value = path.read(roots);
        String text = value instanceof String given ? given : value instanceof Long number ? number.toString() : null;
        if (text == null || (long) before.length() + text.length() + after.length() > limit) {
            return null;
        }
        print.escaper().check(text, print.spot());
        return before.isEmpty() && after.isEmpty() ? text : before + text + after;
    }
}
