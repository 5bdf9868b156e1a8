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
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds expressions by recursive descent: conditions and lists without brackets here, below them
 * {@link OperatorParser}, {@link Filters} and {@link ValueParser}, which come back here for what stands in brackets.
 * Keeps what all expressions of a template share: the template's variables and the data that it reads.
 */
final class ExpressionParser {

    private static final Node UNDEFINED = new Node.Constant(Undefined.UNDEFINED);

    private final Tokens tokens;
    private final Filters filters;
    private final ValueParser values;
    private final OperatorParser operators;
    private final List<Reference> references = new ArrayList<>();
    private final IdentityHashMap<Node, Integer> depths = new IdentityHashMap<>();
    private Scope scope = new Scope(null);
    private DataUsage reads = new DataUsage();
    private int slots;
    private int nesting;

    ExpressionParser(Tokens tokens, Map<String, FilterFunction> userFilters) {
        this.tokens = tokens;
        this.filters = new Filters(this, tokens, userFilters);
        this.values = new ValueParser(this, tokens);
        this.operators = new OperatorParser(this, tokens, filters);
    }

    /** An expression and what it depends on. */
    record ParsedExpression(Node node, DataUsage reads) {
    }

    List<Reference> references() {
        return references;
    }

    /** Returns the data that the current expression depends on. */
    DataUsage reads() {
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

    ParsedExpression parse() {
        return track(this::expression);
    }

    /** Parses like {@link #parse}, but {@code a, b} is a list, as after {@code in} and in braces. */
    ParsedExpression parseTuple() {
        return track(() -> tuple(true));
    }

    /**
     * Parses like {@link #parseTuple}, but allows {@code a if b} only in brackets, as in a tag with an {@code if} of
     * its own.
     */
    ParsedExpression parseUnconditional() {
        return track(() -> tuple(false));
    }

    ParsedExpression parseFilters(Node input) {
        return track(() -> filters.chain(input));
    }

    private ParsedExpression track(java.util.function.Supplier<Node> rule) {
        reads = new DataUsage();
        Node node = rule.get();
        return new ParsedExpression(node, reads);
    }

    /** @param conditional whether {@code a if b} may stand without brackets */
    Node tuple(boolean conditional) {
        Node first = conditional ? expression() : operators.either();
        if (!tokens.peek().isOperator(",")) {
            return first;
        }
        List<Node> items = new ArrayList<>(List.of(first));
        while (tokens.acceptOperator(",")) {
            Token next = tokens.peek();
            if (next.isOperator(")") || next.is(Token.Kind.PRINT_END) || next.is(Token.Kind.TAG_END)) {
                break;
            }
            items.add(conditional ? expression() : operators.either());
        }
        return grown(new Node.ListOf(items), items);
    }

    Node expression() {
        enter();
        Node then = operators.either();
        while (tokens.acceptName("if")) {
            Node condition = operators.either();
            Node otherwise = tokens.acceptName("else") ? expression() : UNDEFINED;
            then = grown(new Node.Choice(condition, then, otherwise), List.of(condition, then, otherwise));
        }
        leave();
        return then;
    }

    /** Parses a literal, a name with its path, or brackets. */
    Node value() {
        return values.value();
    }

    /** Enters one more nesting level and checks the limit. */
    void enter() {
        if (++nesting > 2 * Limits.NESTING) {
            throw tokens.spot(tokens.peek()).error("an expression nested more than " + 2 * Limits.NESTING + " deep",
                    "a flatter one");
        }
    }

    void leave() {
        nesting--;
    }

    /** Records the depth of a node and rejects a node that would need a deep stack to evaluate. */
    <N extends Node> N grown(N node, List<? extends Node> children) {
        int depth = 1;
        for (Node child : children) {
            depth = Math.max(depth, 1 + depths.getOrDefault(child, 0));
        }
        if (depth > Limits.EXPRESSION_DEPTH) {
            throw tokens.spot(tokens.peek()).error(
                    "more than " + Limits.EXPRESSION_DEPTH + " nested operators or filters",
                    "a shorter expression, or `set` for its parts");
        }
        depths.put(node, depth);
        return node;
    }
}
