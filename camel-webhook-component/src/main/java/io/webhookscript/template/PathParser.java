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
import java.util.Optional;

import io.webhookscript.value.NearestNames;
import org.jspecify.annotations.Nullable;

/** Parses paths: a name, and the fields, indexes and slices after it or after any other value. */
final class PathParser {

    private static final Node UNDEFINED = new Node.Constant(Undefined.UNDEFINED);

    private final ExpressionParser parser;
    private final Tokens tokens;

    PathParser(ExpressionParser parser, Tokens tokens) {
        this.parser = parser;
        this.tokens = tokens;
    }

    Node variable(Token token) {
        Scope.Meaning meaning = parser.scope().meaning(token.text());
        if (!meaning.variables().isEmpty() && meaning.variables().get(0).loop()) {
            return steps(loopField(meaning.variables().get(0), token), null);
        }
        meaning.variables().forEach(variable -> parser.reads().addAll(variable.reads()));
        if (meaning.variables().isEmpty()) {
            return steps(new PathNode.RootRead(token.text()), token);
        }
        int[] found = meaning.variables().stream().mapToInt(Scope.Variable::slot).toArray();
        return steps(new PathNode.VariableRead(found, token.text(), meaning.mayBeRoot()), meaning.mayBeRoot() ? token : null);
    }

    private Node loopField(Scope.Variable loop, Token token) {
        if (!tokens.acceptOperator(".")) {
            throw tokens.spot(token).error("`loop` is not a value", "`loop.index` or another field of it");
        }
        Token field = tokens.expect(Token.Kind.NAME);
        Optional<LoopField> known = LoopField.named(field.text());
        if (known.isEmpty()) {
            List<String> near = NearestNames.of(field.text(), LoopField.names());
            throw tokens.spot(field).error("`loop` has no field `" + field.text() + "`",
                    NearestNames.expected("a field of it", near, LoopField.names()), near);
        }
        return new PathNode.LoopRead(loop.slot(), known.get());
    }

    /** @param root the name of the data root that the path begins with, null when it begins with another value */
    Node steps(Node base, @Nullable Token root) {
        Node node = base;
        List<String> fields = new ArrayList<>();
        boolean literal = root != null;
        String last = root == null ? "" : root.text();
        while (true) {
            Token token = tokens.peek();
            if (token.isOperator(".")) {
                tokens.next();
                String name = fieldName();
                last = name;
                node = parser.grown(new PathNode.Field(node, name, AttributePath.index(name)), List.of(node));
                if (literal) {
                    fields.add(name);
                }
            } else if (token.isOperator("[")) {
                tokens.next();
                last = "";
                node = subscript(node, token);
                literal = literal && node instanceof PathNode.Index index && literalKey(index.key(), fields);
            } else if (token.isOperator("(")) {
                throw tokens.spot(token).error("nothing can be called in a template", JinjaCalls.insteadOf(last));
            } else {
                break;
            }
        }
        if (root != null) {
            Reference reference = new Reference(root.text(), fields, tokens.source(), root.start());
            parser.read(reference);
        }
        return node;
    }

    private String fieldName() {
        Token field = tokens.peek();
        if (!field.is(Token.Kind.NAME) && !field.is(Token.Kind.INTEGER)) {
            throw tokens.unexpected("a field's name after the dot");
        }
        return tokens.next().text();
    }

    private static boolean literalKey(Node key, List<String> fields) {
        if (key instanceof Node.Constant constant && (constant.value() instanceof String || constant.value() instanceof Long)) {
            fields.add(String.valueOf(constant.value()));
            return true;
        }
        return false;
    }

    private Node subscript(Node base, Token open) {
        SourcePosition spot = tokens.spot(open);
        Node from = tokens.peek().isOperator(":") ? UNDEFINED : parser.expression();
        if (tokens.acceptOperator("]")) {
            return parser.grown(new PathNode.Index(base, from, spot), List.of(base, from));
        }
        tokens.expectOperator(":");
        Node to = isBoundNext() ? parser.expression() : UNDEFINED;
        Node step = tokens.acceptOperator(":") && isBoundNext() ? parser.expression() : UNDEFINED;
        tokens.expectOperator("]");
        return parser.grown(new PathNode.SliceRead(base, from, to, step, spot), List.of(base, from, to, step));
    }

    private boolean isBoundNext() {
        return !tokens.peek().isOperator(":") && !tokens.peek().isOperator("]");
    }
}
