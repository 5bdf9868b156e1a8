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

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Builds expressions by recursive descent, one method for each level of Jinja2's precedence, lowest first. Longer than
 * other files because these levels call each other in a circle.
 */
final class ExpressionParser {

    private static final Set<String> RESERVED = Set.of("and", "or", "not", "in", "is", "if", "else");
    private static final Node UNDEFINED = new Node.Constant(Undefined.UNDEFINED);

    private final Tokens tokens;
    private final Filters filters;
    private final PathParser paths;
    private final List<Reference> references = new ArrayList<>();
    private final IdentityHashMap<Node, Integer> depths = new IdentityHashMap<>();
    private Scope scope = new Scope(null);
    private Reads reads = new Reads();
    private int slots;
    private int nesting;

    ExpressionParser(Tokens tokens, Map<String, FilterFunction> userFilters) {
        this.tokens = tokens;
        this.filters = new Filters(this, tokens, userFilters);
        this.paths = new PathParser(this, tokens);
    }

    /** An expression and what it depends on. */
    record Parsed(Node node, Reads reads) {
    }

    List<Reference> references() {
        return references;
    }

    /** What the expression that is being parsed depends on. */
    Reads reads() {
        return reads;
    }

    void read(Reference reference) {
        references.add(reference);
        reads.add(reference);
    }

    Scope scope() {
        return scope;
    }

    void scope(Scope current) {
        scope = current;
    }

    int slots() {
        return slots;
    }

    int newSlot() {
        return slots++;
    }

    Parsed parse() {
        return track(this::expression);
    }

    /** As {@link #parse}, but {@code a, b} is a list, as after {@code in} and in braces. */
    Parsed parseTuple() {
        return track(() -> tuple(true));
    }

    /** What a loop runs over: an {@code if} after it is the loop's. */
    Parsed parseItems() {
        return track(() -> tuple(false));
    }

    Parsed parseFilters(Node input) {
        return track(() -> filters.chain(input));
    }

    private Parsed track(java.util.function.Supplier<Node> rule) {
        reads = new Reads();
        Node node = rule.get();
        return new Parsed(node, reads);
    }

    private Node tuple(boolean conditional) {
        Node first = conditional ? expression() : either();
        if (!tokens.peek().isOperator(",")) {
            return first;
        }
        List<Node> items = new ArrayList<>(List.of(first));
        while (tokens.acceptOperator(",")) {
            Token next = tokens.peek();
            if (next.isOperator(")") || next.is(Token.Kind.PRINT_END) || next.is(Token.Kind.TAG_END)) {
                break;
            }
            items.add(conditional ? expression() : either());
        }
        return grown(new Node.ListOf(items), items);
    }

    Node expression() {
        enter();
        Node then = either();
        while (tokens.acceptName("if")) {
            Node condition = either();
            Node otherwise = tokens.acceptName("else") ? expression() : UNDEFINED;
            then = grown(new Node.Choice(condition, then, otherwise), List.of(condition, then, otherwise));
        }
        nesting--;
        return then;
    }

    private void enter() {
        if (++nesting > 2 * Limits.NESTING) {
            throw tokens.spot(tokens.peek()).error("an expression nested more than " + 2 * Limits.NESTING + " deep",
                    "a flatter one");
        }
    }

    private Node either() {
        Node left = both();
        while (tokens.acceptName("or")) {
            Node right = both();
            left = grown(new Node.Either(left, right), List.of(left, right));
        }
        return left;
    }

    private Node both() {
        Node left = not();
        while (tokens.acceptName("and")) {
            Node right = not();
            left = grown(new Node.Both(left, right), List.of(left, right));
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
            operand = grown(new Node.Not(operand), List.of(operand));
        }
        return operand;
    }

    private Node compare() {
        Node first = sum();
        Spot spot = tokens.spot(tokens.peek());
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
        return grown(new Node.Compare(first, relations, operands, spot), all);
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
        return grown(new Node.Arithmetic(operator, left, right, tokens.spot(sign)), List.of(left, right));
    }

    private Node concat() {
        Node first = product();
        if (!tokens.peek().isOperator("~")) {
            return first;
        }
        Spot spot = tokens.spot(tokens.peek());
        List<Node> parts = new ArrayList<>(List.of(first));
        while (tokens.acceptOperator("~")) {
            parts.add(product());
        }
        return grown(new Node.Concat(parts, spot), parts);
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
            enter();
            tokens.next();
            Node operand = unary(false);
            nesting--;
            node = grown(new Node.Negative(operand, sign.text().equals("-"), tokens.spot(sign)), List.of(operand));
        } else {
            node = primary();
        }
        return withFilters ? filters.chain(node) : node;
    }

    /** A literal, a name with its path, or brackets. */
    Node primary() {
        Token token = tokens.next();
        return switch (token.kind()) {
            case NAME -> name(token);
            case STRING -> paths.steps(new Node.Constant(texts(token)), null);
            case INTEGER -> paths.steps(new Node.Constant(Numbers.shrink(new BigInteger(token.text()))), null);
            case DECIMAL -> paths.steps(new Node.Constant(decimal(token)), null);
            case OPERATOR -> paths.steps(bracketed(token), null);
            default -> throw tokens.spot(token).error("found " + token.found(), "a value");
        };
    }

    private BigDecimal decimal(Token token) {
        return Numbers.tidyScale(new BigDecimal(token.text()), tokens.spot(token));
    }

    /** Texts side by side are one. */
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
                Node inner = tuple(true);
                tokens.expectOperator(")");
                return inner;
            }
            case "[" -> {
                List<Node> items = new ArrayList<>();
                while (!tokens.acceptOperator("]")) {
                    items.add(expression());
                    if (!tokens.peek().isOperator("]")) {
                        tokens.expectOperator(",");
                    }
                }
                return grown(new Node.ListOf(items), items);
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
            keys.add(expression());
            tokens.expectOperator(":");
            values.add(expression());
            if (!tokens.peek().isOperator("}")) {
                tokens.expectOperator(",");
            }
        }
        List<Node> all = new ArrayList<>(keys);
        all.addAll(values);
        return grown(new Node.MapOf(keys, values, tokens.spot(open)), all);
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

    /** Notes how deep a node is and refuses what would need a deep stack to evaluate. */
    <N extends Node> N grown(N node, List<? extends Node> children) {
        int depth = 1;
        for (Node child : children) {
            depth = Math.max(depth, 1 + depths.getOrDefault(child, 0));
        }
        if (depth > Limits.EXPRESSION_DEPTH) {
            throw tokens.spot(tokens.peek()).error(
                    "more than " + Limits.EXPRESSION_DEPTH + " operators or filters upon each other",
                    "a shorter expression, or `set` for its parts");
        }
        depths.put(node, depth);
        return node;
    }
}
