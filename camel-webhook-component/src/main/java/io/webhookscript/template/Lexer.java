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

import java.util.ArrayList;
import java.util.List;

import io.webhookscript.template.Token.Kind;

/**
 * Cuts a template into tokens, in one pass from left to right, with Jinja2's rules for white space.
 * {@link ExpressionLexer} reads the content of braces.
 */
final class Lexer {

    private final TemplateSource source;
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(TemplateSource source) {
        this.source = source;
        this.text = source.text();
        if (text.length() > Limits.SOURCE) {
            throw error(0, "a template of " + text.length() + " characters", "at most " + Limits.SOURCE);
        }
    }

    static List<Token> template(TemplateSource source) {
        Lexer lexer = new Lexer(source);
        lexer.readTemplate();
        return lexer.tokens;
    }

    static List<Token> expression(TemplateSource source) {
        Lexer lexer = new Lexer(source);
        lexer.readExpression(Kind.END, 0);
        return lexer.tokens;
    }

    private void readTemplate() {
        while (at < text.length()) {
            int open = nextOpening(at);
            if (open < 0) {
                addText(at, text.length());
                at = text.length();
                break;
            }
            char sign = open + 2 < text.length() ? text.charAt(open + 2) : ' ';
            addText(at, sign == '-' ? Characters.backOverSpace(text, at, open) : open);
            at = open + (sign == '-' || sign == '+' ? 3 : 2);
            switch (text.charAt(open + 1)) {
                case '#' -> skipComment(open);
                case '%' -> readTag(open);
                default -> {
                    add(Kind.PRINT, "{{", open);
                    readExpression(Kind.PRINT_END, open);
                }
            }
        }
        add(Kind.END, "", at);
    }

    private int nextOpening(int from) {
        for (int i = text.indexOf('{', from); i >= 0 && i + 1 < text.length(); i = text.indexOf('{', i + 1)) {
            char next = text.charAt(i + 1);
            if (next == '{' || next == '%' || next == '#') {
                return i;
            }
        }
        return -1;
    }

    private void addText(int start, int end) {
        if (end > start) {
            tokens.add(new Token(Kind.TEXT, text.substring(start, end), start, end));
        }
    }

    private void add(Kind kind, String token, int start) {
        tokens.add(new Token(kind, token, start, at));
    }

    private void skipComment(int open) {
        int close = text.indexOf("#}", at);
        if (close < 0) {
            throw error(open, "the comment is never closed", "`#}`");
        }
        boolean strip = close > at && text.charAt(close - 1) == '-';
        at = strip ? Characters.skipSpace(text, close + 2) : close + 2;
    }

    private void readTag(int open) {
        int name = Characters.skipSpace(text, at);
        int end = text.startsWith("raw", name) ? tagEnd(name + 3) : -1;
        if (end >= 0) {
            readRaw(open, end);
        } else {
            add(Kind.TAG, "{%", open);
            readExpression(Kind.TAG_END, open);
        }
    }

    /** Returns the end of a tag without arguments, -1 when it has arguments. */
    private int tagEnd(int from) {
        int close = Characters.skipSpace(text, from);
        if (text.startsWith("-%}", close)) {
            return Characters.skipSpace(text, close + 3);
        }
        if (text.startsWith("+%}", close)) {
            return close + 3;
        }
        return text.startsWith("%}", close) ? close + 2 : -1;
    }

    private void readRaw(int open, int start) {
        for (int i = text.indexOf("{%", start); i >= 0; i = text.indexOf("{%", i + 2)) {
            char sign = i + 2 < text.length() ? text.charAt(i + 2) : ' ';
            int name = Characters.skipSpace(text, sign == '-' || sign == '+' ? i + 3 : i + 2);
            int end = text.startsWith("endraw", name) ? tagEnd(name + 6) : -1;
            if (end >= 0) {
                addText(start, sign == '-' ? Characters.backOverSpace(text, start, i) : i);
                at = end;
                return;
            }
        }
        throw error(open, "`raw` is never closed", "`{% endraw %}`");
    }

    private void readExpression(Kind end, int open) {
        at = new ExpressionLexer(source, tokens, end).read(open, at);
    }

    private TemplateException error(int offset, String problem, String expected) {
        return new SourcePosition(source, offset).error(problem, expected);
    }
}
