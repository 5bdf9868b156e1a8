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

/** The position that a template has reached in a JSON text with comments. Comments are left out. */
enum JsonEscapeState implements EscapeState {
    /** Outside of strings. */
    VALUE,
    STRING,
    /** After a backslash in a string. */
    ESCAPE,
    /** After a slash outside of strings: a comment must follow. */
    SLASH,
    LINE_COMMENT,
    BLOCK_COMMENT,
    /** After an asterisk in a block comment. */
    ASTERISK;

    @Override
    public Transition pass(String text, TemplateSource source, int start) {
        StringBuilder kept = new StringBuilder(text.length());
        JsonEscapeState place = this;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            JsonEscapeState next = place.after(c, new SourcePosition(source, start + i));
            if (place == ASTERISK && next == VALUE) {
                kept.append(' ');
            } else if (place.keeps(c, next)) {
                kept.append(c);
            }
            place = next;
        }
        return new Transition(place, kept.toString());
    }

    private JsonEscapeState after(char c, SourcePosition spot) {
        return switch (this) {
            case VALUE -> c == '"' ? STRING : c == '/' ? SLASH : VALUE;
            case STRING -> c == '"' ? VALUE : c == '\\' ? ESCAPE : STRING;
            case ESCAPE -> STRING;
            case SLASH -> {
                if (c != '/' && c != '*') {
                    throw spot.error("a single `/`", "`//` or `/*`, which begin a comment");
                }
                yield c == '/' ? LINE_COMMENT : BLOCK_COMMENT;
            }
            case LINE_COMMENT -> c == '\n' || c == '\r' ? VALUE : LINE_COMMENT;
            case BLOCK_COMMENT -> c == '*' ? ASTERISK : BLOCK_COMMENT;
            case ASTERISK -> c == '/' ? VALUE : c == '*' ? ASTERISK : BLOCK_COMMENT;
        };
    }

    private boolean keeps(char c, JsonEscapeState next) {
        return switch (this) {
            case VALUE -> next != SLASH;
            case STRING, ESCAPE -> true;
            case LINE_COMMENT -> c == '\n' || c == '\r';
            case SLASH, BLOCK_COMMENT, ASTERISK -> false;
        };
    }

    @Override
    public Escaper escaper(Node node, DataUsage reads, SourcePosition spot) {
        return switch (this) {
            case STRING -> EscapeState.isSafe(node) ? Escaper.JSON_SAFE : Escaper.JSON_STRING;
            case VALUE -> EscapeState.isSafe(node) ? Escaper.JSON_SAFE : Escaper.JSON_VALUE;
            case LINE_COMMENT, BLOCK_COMMENT, ASTERISK -> Escaper.NOTHING;
            case ESCAPE -> throw spot.error("a placeholder after a backslash", "a complete escape before it");
            case SLASH -> throw spot.error("a placeholder after `/`", "`//` or `/*`, which begin a comment");
        };
    }

    /** The next value must not merge with the number or word before it: 1 and 2 are not 12. */
    static void requireApart(Output out, SourcePosition spot) {
        if (out.length() > 0 && mayContinue(out.charAt(out.length() - 1))) {
            throw joined(spot);
        }
    }

    static TemplateException joined(SourcePosition spot) {
        return spot.error("a JSON value directly next to another one, with which it would merge",
                "`,` between them, or quotes around both");
    }

    /** Whether a character can be a part of a number, or of {@code true}, {@code false} or {@code null}. */
    static boolean mayContinue(char c) {
        return Characters.isDigit(c) || (c >= 'a' && c <= 'z') || c == 'E' || c == '+' || c == '-' || c == '.';
    }

    /** Whether a literal in this state could merge with a placeholder's value right before it. */
    boolean mayJoin(String literal) {
        return this == VALUE && mayContinue(literal.charAt(0));
    }

    @Override
    public void end(SourcePosition spot) {
        if (this != VALUE && this != LINE_COMMENT) {
            throw spot.error(this == STRING || this == ESCAPE ? "a JSON string is never closed" : "a comment is never closed",
                    this == STRING || this == ESCAPE ? "`\"`" : "`*/`");
        }
    }
}
