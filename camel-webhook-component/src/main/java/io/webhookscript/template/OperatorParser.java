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

import org.jspecify.annotations.Nullable;

/** Parses the operators, with one method for each level of Jinja2's precedence, lowest first. */
final class OperatorParser {

    private final ExpressionParser parser;
    private final Tokens tokens;
    private final Filters filters;

    OperatorParser(ExpressionParser parser, Tokens tokens, Filters filters) {
        this.parser = parser;
        this.tokens = tokens;
        this.filters = filters;
    }

    Node either() {
        Node left = both();
        while (tokens.acceptName("or")) {
            Node right = both();
            left = parser.grown(new Node.Either(left, right), List.of(left, right));
        }
        return left;
    }

    private Node both() {
        Node left = not();
        while (tokens.acceptName("and")) {
            Node right = not();
            left = parser.grown(new Node.Both(left, right), List.of(left, right));
        }
        return left;
    }

    private Node not() {
        int count = 0;
        while (tokens.peek().isName("not")) {
            tokens.next();
            count++;
        }
        Node operand = compare();
        for (int i = 0; i < count; i++) {
            operand = parser.grown(new Node.Not(operand), List.of(operand));
        }
        return operand;
    }

    private Node compare() {
        Node first = sum();
        SourcePosition spot = tokens.spot(tokens.peek());
        List<Relation> relations = new ArrayList<>();
        List<Node> operands = new ArrayList<>();
        for (Relation relation = relation(); relation != null; relation = relation()) {
            relations.add(relation);
            operands.add(sum());
        }
        if (relations.isEmpty()) {
            return first;
        }
        List<Node> all = new ArrayList<>(operands);
        all.add(first);
        return parser.grown(new Node.Compare(first, relations, operands, spot), all);
    }

    private @Nullable Relation relation() {
        Relation relation = Relation.of(tokens.peek());
        if (relation != null) {
            tokens.next();
            return relation;
        }
        if (tokens.acceptName("in")) {
            return Relation.IN;
        }
        if (tokens.peek().isName("not") && tokens.peekSecond().isName("in")) {
            tokens.next();
            tokens.next();
            return Relation.NOT_IN;
        }
        return null;
    }

    private Node sum() {
        Node left = concat();
        while (tokens.peek().isOperator("+") || tokens.peek().isOperator("-")) {
            Token sign = tokens.next();
            left = arithmetic(sign.text().equals("+") ? Operator.ADD : Operator.SUBTRACT, left, concat(), sign);
        }
        return left;
    }

    private Node arithmetic(Operator operator, Node left, Node right, Token sign) {
        return parser.grown(new Node.Arithmetic(operator, left, right, tokens.spot(sign)), List.of(left, right));
    }

    private Node concat() {
        Node first = product();
        if (!tokens.peek().isOperator("~")) {
            return first;
        }
        SourcePosition spot = tokens.spot(tokens.peek());
        List<Node> parts = new ArrayList<>(List.of(first));
        while (tokens.acceptOperator("~")) {
            parts.add(product());
        }
        return parser.grown(new Node.Concat(parts, spot), parts);
    }

    private Node product() {
        Node left = unary(true);
        while (true) {
            Token sign = tokens.peek();
            Operator operator = sign.is(Token.Kind.OPERATOR) ? factor(sign) : null;
            if (operator == null) {
                return left;
            }
            tokens.next();
            left = arithmetic(operator, left, unary(true), sign);
        }
    }

    private @Nullable Operator factor(Token sign) {
        return switch (sign.text()) {
            case "*" -> Operator.MULTIPLY;
            case "/" -> Operator.DIVIDE;
            case "//" -> Operator.FLOOR_DIVIDE;
            case "%" -> Operator.REMAINDER;
            case "**" -> throw tokens.spot(sign).error("`**` is not part of the language", "`*`");
            default -> null;
        };
    }

    /** A filter after a sign applies to the signed value, as in Jinja2. */
    private Node unary(boolean withFilters) {
        Token sign = tokens.peek();
        Node node;
        if (sign.isOperator("-") || sign.isOperator("+")) {
            parser.enter();
            tokens.next();
            Node operand = unary(false);
            parser.leave();
            node = parser.grown(new Node.Negative(operand, sign.text().equals("-"), tokens.spot(sign)), List.of(operand));
        } else {
            node = parser.value();
        }
        return withFilters ? filters.chain(node) : node;
    }
}
