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
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import io.webhookscript.value.NearestNames;
import org.jspecify.annotations.Nullable;

/** Parses what follows a value: {@code | filter(arguments)} and {@code is test}. */
final class Filters {

    private static final Node UNDEFINED = new Node.Constant(Undefined.UNDEFINED);

    private final ExpressionParser parser;
    private final Tokens tokens;
    private final Map<String, FilterFunction> userFilters;

    Filters(ExpressionParser parser, Tokens tokens, Map<String, FilterFunction> userFilters) {
        this.parser = parser;
        this.tokens = tokens;
        this.userFilters = userFilters;
    }

    Node chain(Node input) {
        Node node = input;
        while (true) {
            if (tokens.acceptOperator("|")) {
                Token name = filterName();
                node = filter(node, name, tokens.peek().isOperator("(") ? arguments() : List.of());
            } else if (tokens.acceptName("is")) {
                node = test(node);
            } else if (tokens.peek().isOperator("(")) {
                throw tokens.spot(tokens.peek()).error("nothing can be called in a template", "an operator or a filter");
            } else {
                return node;
            }
        }
    }

    private Token filterName() {
        if (!tokens.peek().is(Token.Kind.NAME)) {
            throw tokens.unexpected(tokens.peek().isOperator("|") ? "`or`, or a filter's name" : "a filter's name");
        }
        return tokens.next();
    }

    private List<GivenArgument> arguments() {
        tokens.expectOperator("(");
        List<GivenArgument> given = new ArrayList<>();
        while (!tokens.acceptOperator(")")) {
            Token name = tokens.peek().is(Token.Kind.NAME) && tokens.peekSecond().isOperator("=") ? tokens.next() : null;
            if (name != null) {
                tokens.next();
            } else if (!given.isEmpty() && given.get(given.size() - 1).name() != null) {
                throw tokens.unexpected("a named argument, as the one before");
            }
            given.add(new GivenArgument(name, parser.expression()));
            if (!tokens.peek().isOperator(")")) {
                tokens.expectOperator(",");
            }
        }
        return given;
    }

    private Node filter(Node input, Token name, List<GivenArgument> given) {
        SourcePosition spot = tokens.spot(name);
        BuiltIn builtIn = BuiltIn.named(name.text());
        if (builtIn != null) {
            return call(builtIn.name(), builtIn.filter(), input, builtIn.bind(given, tokens, spot), spot);
        }
        FilterFunction own = userFilters.get(name.text());
        if (own != null) {
            return call(name.text(), new UserFilter(name.text(), own), input, positional(given), spot);
        }
        return switch (name.text()) {
            case "map" -> map(input, given, spot);
            case "select", "reject" -> select(input, null, given, name);
            case "selectattr", "rejectattr" -> select(input, attribute(given, spot), given.subList(1, given.size()), name);
            default -> throw unknown(name);
        };
    }

    private Node call(String name, Filter filter, Node input, List<Node> arguments, SourcePosition spot) {
        List<Node> children = new ArrayList<>(arguments);
        children.add(input);
        return parser.grown(new Node.FilterCall(name, filter, input, arguments, spot), children);
    }

    private TemplateException unknown(Token name) {
        String instead = JinjaFilters.insteadOf(name.text());
        if (!instead.isEmpty()) {
            return tokens.spot(name).error("the filter `" + name.text() + "` is not supported", instead);
        }
        TreeSet<String> known = new TreeSet<>(BuiltIn.names());
        known.addAll(userFilters.keySet());
        List<String> near = NearestNames.of(name.text(), known);
        return tokens.spot(name).error("unknown filter `" + name.text() + "`", NearestNames.expected("a filter", near, known),
                near);
    }

    private List<Node> positional(List<GivenArgument> given) {
        for (GivenArgument argument : given) {
            if (argument.name() != null) {
                throw tokens.spot(argument.name()).error("this filter's arguments have no names", "a value");
            }
        }
        return given.stream().map(GivenArgument::node).toList();
    }

    private Node map(Node input, List<GivenArgument> given, SourcePosition spot) {
        int slot = parser.newSlot();
        Node item = new PathNode.VariableRead(new int[] { slot }, "", false);
        Node body;
        if (!given.isEmpty() && given.stream().allMatch(argument -> argument.name() != null)) {
            body = new PathNode.Attribute(item, named(given, "attribute", spot), named(given, "default", spot), spot);
        } else {
            Token name = literalName(given, spot, "the name of a filter, or `attribute=`");
            body = filter(item, name, given.subList(1, given.size()));
        }
        return parser.grown(new Node.MapEach(input, slot, body, spot), List.of(input, body));
    }

    private Node named(List<GivenArgument> given, String wanted, SourcePosition spot) {
        for (GivenArgument argument : given) {
            Token name = argument.name();
            if (name != null && !name.text().equals("attribute") && !name.text().equals("default")) {
                throw tokens.spot(name).error("`map` has no argument `" + name.text() + "`", "`attribute` or `default`");
            }
            if (name != null && name.text().equals(wanted)) {
                return argument.node();
            }
        }
        if (wanted.equals("attribute")) {
            throw spot.error("`map` lacks its argument `attribute`", "a value for it");
        }
        return UNDEFINED;
    }

    /** Names of filters and tests must be literal, so that a misspelt one is found when the template is compiled. */
    private Token literalName(List<GivenArgument> given, SourcePosition spot, String expected) {
        if (given.isEmpty() || !(given.get(0).node() instanceof Node.Constant constant)
                || !(constant.value() instanceof String name)) {
            throw spot.error("an argument is missing or not literal", expected);
        }
        return new Token(Token.Kind.NAME, name, spot.offset(), spot.offset());
    }

    private Node attribute(List<GivenArgument> given, SourcePosition spot) {
        if (given.isEmpty()) {
            throw spot.error("the attribute is missing", "the name of an attribute");
        }
        return given.get(0).node();
    }

    private Node select(Node input, @Nullable Node attribute, List<GivenArgument> given, Token name) {
        SourcePosition spot = tokens.spot(name);
        int slot = parser.newSlot();
        Node item = new PathNode.VariableRead(new int[] { slot }, "", false);
        Node subject = attribute == null ? item : new PathNode.Attribute(item, attribute, UNDEFINED, spot);
        Node condition = subject;
        if (!given.isEmpty()) {
            Token test = literalName(given, spot, "the name of a test");
            condition = test(subject, test, positional(given.subList(1, given.size())), false);
        }
        boolean keep = name.text().startsWith("select");
        return parser.grown(new Node.SelectEach(input, slot, condition, keep, spot), List.of(input, condition));
    }

    private Node test(Node input) {
        boolean negated = tokens.acceptName("not");
        if (Relation.of(tokens.peek()) != null) {
            throw tokens.unexpected("a test's name, or `" + tokens.peek().text() + "` without `is`");
        }
        Token name = tokens.expect(Token.Kind.NAME);
        return test(input, name, testArguments(), negated);
    }

    private List<Node> testArguments() {
        Token next = tokens.peek();
        if (next.isOperator("(")) {
            return positional(arguments());
        }
        if (next.isName("is")) {
            throw tokens.spot(next).error("tests cannot follow one another", "`and` between them");
        }
        boolean value = switch (next.kind()) {
            case NAME -> !List.of("else", "or", "and", "if", "in", "not").contains(next.text());
            case STRING, INTEGER, DECIMAL -> true;
            case OPERATOR -> next.isOperator("[") || next.isOperator("{");
            default -> false;
        };
        return value ? List.of(parser.value()) : List.of();
    }

    private Node test(Node input, Token name, List<Node> arguments, boolean negated) {
        SourcePosition spot = tokens.spot(name);
        Optional<ValueTest> test = ValueTest.named(name.text());
        if (test.isEmpty()) {
            throw unknownTest(name.text(), spot);
        }
        int wanted = test.get().takesArgument() ? 1 : 0;
        if (arguments.size() != wanted) {
            throw spot.error("the test `" + name.text() + "` with " + Arguments.counted(arguments.size()),
                    Arguments.counted(wanted));
        }
        Node argument = wanted == 0 ? UNDEFINED : arguments.get(0);
        return parser.grown(new Node.TestCall(test.get(), input, argument, negated, spot), List.of(input, argument));
    }

    private static TemplateException unknownTest(String name, SourcePosition spot) {
        String instead = ValueTest.insteadOf(name);
        if (!instead.isEmpty()) {
            return spot.error("the test `" + name + "` is not supported", instead);
        }
        List<String> near = ValueTest.meantBy(name);
        return spot.error("unknown test `" + name + "`", NearestNames.expected("a test", near, ValueTest.names()), near);
    }
}
