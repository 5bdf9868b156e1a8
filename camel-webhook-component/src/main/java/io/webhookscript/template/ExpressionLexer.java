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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

import io.webhookscript.template.Token.Kind;

/** Cuts one expression into tokens, up to the braces that end it or the end of the text; brackets must match. */
final class ExpressionLexer {

    private static final String[] OPERATORS = {
            "==", "!=", "<=", ">=", "//", "**", "<", ">", "+", "-", "*", "/", "%", "~", "(", ")", "[", "]", "{", "}", ".", ",",
            ":", "|", "=" };

    /** Operators and quotes of other languages, with what to write instead. */
    private static final Map<Integer, String> FOREIGN = Map.of((int) '&', "`and`", (int) '!', "`not` or `!=`", (int) '?',
            "`a if b else c`", (int) '“', "`\"`", (int) '”', "`\"`", (int) '‘', "`'`", (int) '’', "`'`");

    private final TemplateSource source;
    private final String text;
    private final List<Token> tokens;
    private final Kind end;
    private final Deque<Token> brackets = new ArrayDeque<>();
    private int at;

    /**
     * @param tokens receives the tokens of the expression and the token that ends it
     * @param end    the kind of the token that ends the expression
     */
    ExpressionLexer(TemplateSource source, List<Token> tokens, Kind end) {
        this.source = source;
        this.text = source.text();
        this.tokens = tokens;
        this.end = end;
    }

    /**
     * @param  open  the offset of the opening braces
     * @param  start the offset after them
     * @return       the offset after the closing braces and after the white space that they remove
     */
    int read(int open, int start) {
        at = start;
        while (true) {
            at = Characters.skipSpace(text, at);
            if (at >= text.length()) {
                readEnd(open);
                return at;
            }
            if (brackets.isEmpty() && isClosed()) {
                return at;
            }
            readToken();
        }
    }

    private void readEnd(int open) {
        if (!brackets.isEmpty()) {
            Token bracket = brackets.peek();
            throw error(bracket.start(), "`" + bracket.text() + "` is never closed", "`" + closing(bracket) + "`");
        }
        if (end != Kind.END) {
            throw error(open, (end == Kind.TAG_END ? "`{%`" : "`{{`") + " is never closed", end.description());
        }
        add(Kind.END, "", at);
    }

    private boolean isClosed() {
        String close = end == Kind.PRINT_END ? "}}" : "%}";
        int start = at;
        if (end == Kind.END) {
            return false;
        }
        if (text.startsWith(close, at)) {
            at += 2;
        } else if (text.startsWith(close, at + 1) && text.charAt(at) == '-') {
            at = Characters.skipSpace(text, at + 3);
        } else if (end == Kind.TAG_END && text.startsWith(close, at + 1) && text.charAt(at) == '+') {
            at += 3;
        } else {
            return false;
        }
        add(end, close, start);
        return true;
    }

    private void readToken() {
        int c = text.codePointAt(at);
        if (Characters.startsName(c)) {
            readName();
        } else if (Characters.isDigit(c)) {
            NumberLiteral number = NumberLiteral.read(source, at);
            int start = at;
            at = number.end();
            add(number.decimal() ? Kind.DECIMAL : Kind.INTEGER, number.digits(), start);
        } else if (c == '\'' || c == '"') {
            int start = at;
            TextLiteral literal = TextLiteral.read(source, at);
            at = literal.end();
            add(Kind.STRING, literal.value(), start);
        } else {
            readOperator(c);
        }
    }

    private void readName() {
        int start = at;
        while (at < text.length() && Characters.continuesName(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        add(Kind.NAME, text.substring(start, at), start);
    }

    private void readOperator(int c) {
        for (String operator : OPERATORS) {
            if (text.startsWith(operator, at)) {
                int start = at;
                at += operator.length();
                add(Kind.OPERATOR, operator, start);
                balance(tokens.get(tokens.size() - 1));
                return;
            }
        }
        throw error(at, "unexpected `" + Character.toString(c) + "`", FOREIGN.getOrDefault(c, "a value or an operator"));
    }

    private void balance(Token token) {
        switch (token.text()) {
            case "(", "[", "{" -> {
                brackets.push(token);
                if (brackets.size() > Limits.NESTING) {
                    throw error(token.start(), "brackets nested more than " + Limits.NESTING + " deep",
                            "at most " + Limits.NESTING);
                }
            }
            case ")", "]", "}" -> {
                if (brackets.isEmpty() || !closing(brackets.peek()).equals(token.text())) {
                    throw error(token.start(), "unexpected `" + token.text() + "`",
                            brackets.isEmpty() ? end.description() : "`" + closing(brackets.peek()) + "`");
                }
                brackets.pop();
            }
            default -> {
                // only brackets are balanced
            }
        }
    }

    private void add(Kind kind, String token, int start) {
        tokens.add(new Token(kind, token, start, at));
    }

    private static String closing(Token bracket) {
        return switch (bracket.text()) {
            case "(" -> ")";
            case "[" -> "]";
            default -> "}";
        };
    }

    private TemplateException error(int offset, String problem, String expected) {
        return new SourcePosition(source, offset).error(problem, expected);
    }
}
