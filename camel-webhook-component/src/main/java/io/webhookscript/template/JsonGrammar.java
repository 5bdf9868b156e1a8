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

import java.util.Arrays;
import java.util.List;

/**
 * Checks a text against the grammar of RFC 8259, with comments wherever white space is allowed. One pass, with a stack
 * of one bit a level.
 */
final class JsonGrammar {

    /** The grammar element that may come next. */
    enum Point {
        VALUE,
        /** A value or {@code ]}. */
        ITEM_OR_END,
        /** A name or <code>}</code>. */
        NAME_OR_END,
        NAME,
        COLON,
        /** The text after a value. */
        REST,
        /** The text after a value, or the rest of the number or word that came last. */
        SCALAR,
        IN_NAME,
        IN_TEXT;

        static final List<Point> ALL = List.of(values());
    }

    private final char[] text;
    private final int length;
    private boolean[] objects = new boolean[16];
    private int depth;
    private Point point = Point.VALUE;
    private int at;
    private int string;

    private JsonGrammar(char[] text, int length) {
        this.text = text;
        this.length = length;
    }

    /** Returns when the first {@code length} characters are one JSON value. */
    static void check(char[] text, int length) {
        JsonGrammar grammar = new JsonGrammar(text, length);
        grammar.read();
        grammar.requireEnd();
    }

    /** Returns the {@link JsonState} after a further piece of text. */
    static long after(long state, char[] piece) {
        JsonGrammar grammar = new JsonGrammar(piece, piece.length);
        grammar.objects = JsonState.containers(state);
        grammar.depth = grammar.objects.length;
        grammar.point = JsonState.point(state);
        grammar.read();
        return JsonState.of(grammar.objects, grammar.depth, grammar.point);
    }

    private void read() {
        if (point == Point.SCALAR && length > 0) {
            if (JsonEscapeState.mayContinue(text[0])) {
                throw unexpected();
            }
            point = Point.REST;
        }
        while (at < length) {
            if (point == Point.IN_NAME || point == Point.IN_TEXT) {
                string();
            } else if (!skippedSpace()) {
                token(text[at]);
            }
        }
    }

    private void string() {
        int end = JsonScanner.stringEnd(text, at, length);
        if (end >= 0) {
            point = point == Point.IN_NAME ? Point.COLON : Point.REST;
        }
        at = end < 0 ? length : end;
    }

    private boolean skippedSpace() {
        char c = text[at];
        int end = at;
        if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
            end++;
        } else if (c == '/') {
            end = JsonScanner.commentEnd(text, at, length);
            if (end == at) {
                throw JsonScanner.unexpected("`//` or `/*`", text, at, length);
            }
        }
        boolean skipped = end > at;
        at = end;
        return skipped;
    }

    private void token(char c) {
        switch (point) {
            case VALUE -> value(c);
            case ITEM_OR_END -> {
                if (c == ']') {
                    close();
                } else {
                    value(c);
                }
            }
            case NAME, NAME_OR_END -> name(c);
            case COLON -> {
                require(c == ':');
                point = Point.VALUE;
                at++;
            }
            default -> rest(c);
        }
    }

    private void value(char c) {
        switch (c) {
            case '{' -> open(true);
            case '[' -> open(false);
            case '"' -> quote(Point.IN_TEXT);
            default -> {
                at = JsonScanner.scalarEnd(text, at, length);
                point = at < length ? Point.REST : Point.SCALAR;
            }
        }
    }

    private void open(boolean object) {
        if (depth == Limits.DATA_DEPTH) {
            throw new MalformedJsonException(at, "JSON nested more than " + Limits.DATA_DEPTH + " deep");
        }
        if (depth == objects.length) {
            objects = Arrays.copyOf(objects, depth * 2 + 1);
        }
        objects[depth++] = object;
        point = object ? Point.NAME_OR_END : Point.ITEM_OR_END;
        at++;
    }

    private void close() {
        depth--;
        point = Point.REST;
        at++;
    }

    private void quote(Point inside) {
        string = at;
        point = inside;
        at++;
    }

    private void name(char c) {
        if (c == '}' && point == Point.NAME_OR_END) {
            close();
        } else {
            require(c == '"');
            quote(Point.IN_NAME);
        }
    }

    private void rest(char c) {
        require(depth > 0);
        boolean object = objects[depth - 1];
        if (c == ',') {
            point = object ? Point.NAME : Point.VALUE;
            at++;
        } else {
            require(c == (object ? '}' : ']'));
            close();
        }
    }

    private void requireEnd() {
        if (point == Point.IN_NAME || point == Point.IN_TEXT) {
            throw new MalformedJsonException(string, "a JSON string is never closed");
        }
        require(depth == 0 && (point == Point.REST || point == Point.SCALAR));
    }

    private void require(boolean fits) {
        if (!fits) {
            throw unexpected();
        }
    }

    private MalformedJsonException unexpected() {
        String expected = switch (point) {
            case VALUE, ITEM_OR_END -> "a value";
            case NAME, NAME_OR_END -> "a name in quotes";
            case COLON -> "`:`";
            default -> depth == 0 ? "the end" : objects[depth - 1] ? "`,` or `}`" : "`,` or `]`";
        };
        return JsonScanner.unexpected(expected, text, at, length);
    }
}
