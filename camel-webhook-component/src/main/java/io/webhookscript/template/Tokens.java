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

/** A cursor over the tokens of one source. */
final class Tokens {

    private final TemplateSource source;
    private final List<Token> tokens;
    private int at;

    Tokens(TemplateSource source, List<Token> tokens) {
        this.source = source;
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peekSecond() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(at);
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    boolean acceptOperator(String operator) {
        if (peek().isOperator(operator)) {
            next();
            return true;
        }
        return false;
    }

    boolean acceptName(String name) {
        if (peek().isName(name)) {
            next();
            return true;
        }
        return false;
    }

    void expectOperator(String operator) {
        if (!acceptOperator(operator)) {
            throw unexpected("`" + operator + "`");
        }
    }

    Token expect(Token.Kind kind) {
        if (!peek().is(kind)) {
            boolean end = kind == Token.Kind.TAG_END || kind == Token.Kind.PRINT_END;
            throw unexpected(end && peek().isOperator("=") ? "`==` or " + kind.description() : kind.description());
        }
        return next();
    }

    TemplateException unexpected(String expected) {
        return spot(peek()).error("found " + peek().found(), expected);
    }

    SourcePosition spot(Token token) {
        return new SourcePosition(source, token.start());
    }

    TemplateSource source() {
        return source;
    }
}
