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

/**
 * Checks the grammar of RFC 8259, with comments where white space may stand; one pass, with a stack of one bit a level.
 */
final class JsonGrammar {

    private final char[] text;
    private final int length;
    private boolean[] objects = new boolean[16];
    private int depth;
    private int at;

    private JsonGrammar(char[] text, int length) {
        this.text = text;
        this.length = length;
    }

    /** Returns when the first {@code length} characters are one JSON value. */
    static void check(char[] text, int length) {
        new JsonGrammar(text, length).check();
    }

    private void check() {
        do {
            if (valueOpensContainer()) {
                continue;
            }
            closeContainers();
        } while (depth > 0);
        skipSpace();
        if (at < length) {
            throw unexpected("the end");
        }
    }

    /** Reads one value; true when it is a container that has content, whose first value comes next. */
    private boolean valueOpensContainer() {
        skipSpace();
        if (at >= length) {
            throw unexpected("a value");
        }
        switch (text[at]) {
            case '{' -> {
                return open(true, '}');
            }
            case '[' -> {
                return open(false, ']');
            }
            case '"' -> at = stringEnd(text, at, length);
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
        return false;
    }

    private boolean open(boolean object, char close) {
        if (depth == Limits.DATA_DEPTH) {
            throw new MalformedJsonException(at, "JSON nested more than " + Limits.DATA_DEPTH + " deep");
        }
        at++;
        skipSpace();
        if (at < length && text[at] == close) {
            at++;
            return false;
        }
        if (depth == objects.length) {
            objects = Arrays.copyOf(objects, depth * 2);
        }
        objects[depth++] = object;
        if (object) {
            key();
        }
        return true;
    }

    private void key() {
        skipSpace();
        if (at >= length || text[at] != '"') {
            throw unexpected("a name in quotes");
        }
        at = stringEnd(text, at, length);
        skipSpace();
        if (at >= length || text[at] != ':') {
            throw unexpected("`:`");
        }
        at++;
    }

    /** After a value: a comma, and in an object a name, before the next; or the ends of what is open. */
    private void closeContainers() {
        while (depth > 0) {
            boolean object = objects[depth - 1];
            skipSpace();
            if (at < length && text[at] == ',') {
                at++;
                if (object) {
                    key();
                }
                return;
            }
            if (at >= length || text[at] != (object ? '}' : ']')) {
                throw unexpected(object ? "`,` or `}`" : "`,` or `]`");
            }
            at++;
            depth--;
        }
    }

    private void word(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (at + i >= length || text[at + i] != word.charAt(i)) {
                throw unexpected("a value");
            }
        }
        at += word.length();
    }

    private void number() {
        int start = at;
        if (text[at] == '-') {
            at++;
        }
        if (at < length && text[at] == '0') {
            at++;
        } else {
            digits(start);
        }
        if (at < length && text[at] == '.') {
            at++;
            digits(start);
        }
        if (at < length && (text[at] == 'e' || text[at] == 'E')) {
            at++;
            if (at < length && (text[at] == '+' || text[at] == '-')) {
                at++;
            }
            digits(start);
        }
    }

    private void digits(int start) {
        int first = at;
        while (at < length && Characters.isDigit(text[at])) {
            at++;
        }
        if (at == first) {
            throw unexpected(at == start ? "a value" : "a digit");
        }
    }

    /** The offset after a string that begins at an offset. */
    static int stringEnd(char[] text, int start, int length) {
        int i = start + 1;
        while (i < length) {
            char c = text[i];
            if (c == '"') {
                return i + 1;
            }
            if (c == '\\') {
                i = escapeEnd(text, i, length);
            } else if (c < ' ') {
                throw new MalformedJsonException(i, "the character " + Escaper.name(c) + " in a JSON string");
            } else {
                i++;
            }
        }
        throw new MalformedJsonException(start, "a JSON string is never closed");
    }

    private static int escapeEnd(char[] text, int start, int length) {
        char c = start + 1 < length ? text[start + 1] : ' ';
        if ("\"\\/bfnrt".indexOf(c) >= 0) {
            return start + 2;
        }
        boolean hex = c == 'u' && start + 6 <= length;
        for (int i = start + 2; hex && i < start + 6; i++) {
            hex = Characters.digit(text[i], 16) >= 0;
        }
        if (!hex) {
            throw new MalformedJsonException(start, "an unknown escape in a JSON string");
        }
        return start + 6;
    }

    private void skipSpace() {
        while (at < length) {
            char c = text[at];
            if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
                at++;
            } else if (c == '/') {
                int end = commentEnd(text, at, length);
                if (end == at) {
                    throw unexpected("`//` or `/*`");
                }
                at = end;
            } else {
                return;
            }
        }
    }

    /** The offset after a comment that begins at an offset, the same offset when there is none. */
    static int commentEnd(char[] text, int start, int length) {
        char second = start + 1 < length && text[start] == '/' ? text[start + 1] : ' ';
        if (second == '/') {
            int i = start + 2;
            while (i < length && text[i] != '\n' && text[i] != '\r') {
                i++;
            }
            return i;
        }
        if (second == '*') {
            for (int i = start + 2; i + 1 < length; i++) {
                if (text[i] == '*' && text[i + 1] == '/') {
                    return i + 2;
                }
            }
            throw new MalformedJsonException(start, "a comment is never closed");
        }
        return start;
    }

    private MalformedJsonException unexpected(String expected) {
        String found
                = at >= length ? "the end" : text[at] > ' ' && text[at] <= '~' ? "`" + text[at] + "`" : Escaper.name(text[at]);
        return new MalformedJsonException(at, "unexpected " + found + " in JSON, expected " + expected);
    }
}
