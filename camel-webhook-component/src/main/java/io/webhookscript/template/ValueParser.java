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

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Parses operands: literals, names and bracketed expressions, each with the path after it. */
final class ValueParser {

    private static final Set<String> RESERVED = Set.of("and", "or", "not", "in", "is", "if", "else");

    private final ExpressionParser parser;
    private final Tokens tokens;
    private final PathParser paths;

    ValueParser(ExpressionParser parser, Tokens tokens) {
        this.parser = parser;
        this.tokens = tokens;
        this.paths = new PathParser(parser, tokens);
    }

    /** Parses a literal, a name with its path, or brackets. */
    Node value() {
        Token token = tokens.next();
        return switch (token.kind()) {
            case NAME -> name(token);
            case STRING -> paths.steps(new Node.Constant(texts(token)), null);
            case INTEGER -> paths.steps(new Node.Constant(Numbers.shrink(new BigInteger(token.text()))), null);
            case DECIMAL -> paths.steps(new Node.Constant(Numbers.literal(token.text(), tokens.spot(token))), null);
            case OPERATOR -> paths.steps(bracketed(token), null);
            default -> throw tokens.spot(token).error("found " + token.found(), "a value");
        };
    }

    /** Adjacent text literals form one text. */
    private String texts(Token first) {
        StringBuilder text = new StringBuilder(first.text());
        while (tokens.peek().is(Token.Kind.STRING)) {
            text.append(tokens.next().text());
        }
        return text.toString();
    }

    private Node bracketed(Token token) {
        switch (token.text()) {
            case "(" -> {
                if (tokens.acceptOperator(")")) {
                    return new Node.ListOf(List.of());
                }
                Node inner = parser.tuple(true);
                tokens.expectOperator(")");
                return inner;
            }
            case "[" -> {
                List<Node> items = new ArrayList<>();
                while (!tokens.acceptOperator("]")) {
                    items.add(parser.expression());
                    if (!tokens.peek().isOperator("]")) {
                        tokens.expectOperator(",");
                    }
                }
                return parser.grown(new Node.ListOf(items), items);
            }
            case "{" -> {
                return map(token);
            }
            default -> throw tokens.spot(token).error("found " + token.found(), "a value");
        }
    }

    private Node map(Token open) {
        List<Node> keys = new ArrayList<>();
        List<Node> values = new ArrayList<>();
        while (!tokens.acceptOperator("}")) {
            keys.add(parser.expression());
            tokens.expectOperator(":");
            values.add(parser.expression());
            if (!tokens.peek().isOperator("}")) {
                tokens.expectOperator(",");
            }
        }
        List<Node> all = new ArrayList<>(keys);
        all.addAll(values);
        return parser.grown(new Node.MapOf(keys, values, tokens.spot(open)), all);
    }

    private Node name(Token token) {
        switch (token.text()) {
            case "true", "True" -> {
                return paths.steps(new Node.Constant(true), null);
            }
            case "false", "False" -> {
                return paths.steps(new Node.Constant(false), null);
            }
            case "none", "None", "null" -> {
                return paths.steps(new Node.Constant(null), null);
            }
            default -> {
                if (RESERVED.contains(token.text())) {
                    throw tokens.spot(token).error("found " + token.found(), "a value");
                }
                return paths.variable(token);
            }
        }
    }
}
