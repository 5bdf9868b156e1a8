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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** A compiled expression. Each node evaluates itself. The parser keeps nodes shallow, so recursion is bounded. */
sealed interface Node
        permits Node.Constant, Node.ListOf, Node.MapOf, Node.Not, Node.Both, Node.Either, Node.Choice, Node.Compare,
        Node.Arithmetic, Node.Negative, Node.Concat, Node.FilterCall, Node.TestCall, Node.MapEach, Node.SelectEach, PathNode {

    @Nullable
    Object evaluate(RenderContext run);

    /** Whether the value counts as true. */
    default boolean holds(RenderContext run) {
        return Truth.of(evaluate(run));
    }

    record Constant(@Nullable Object value) implements Node {
        @Override
        public @Nullable Object evaluate(RenderContext run) {
            return value;
        }
    }

    record ListOf(List<Node> items) implements Node {
        @Override
        public Object evaluate(RenderContext run) {
            List<@Nullable Object> list = new ArrayList<>(items.size());
            for (Node item : items) {
                list.add(item.evaluate(run));
            }
            return Collections.unmodifiableList(list);
        }
    }

    record MapOf(List<Node> keys, List<Node> values, SourcePosition spot) implements Node {
        @Override
        public Object evaluate(RenderContext run) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            for (int i = 0; i < keys.size(); i++) {
                map.put(Texts.of(keys.get(i).evaluate(run), run, spot), values.get(i).evaluate(run));
            }
            return Collections.unmodifiableMap(map);
        }
    }

    record Not(Node operand) implements Node {
        @Override
        public Object evaluate(RenderContext run) {
            return holds(run);
        }

        @Override
        public boolean holds(RenderContext run) {
            return !operand.holds(run);
        }
    }

    /** Gives the operand that decided. */
    record Both(Node left, Node right) implements Node {
        @Override
        public @Nullable Object evaluate(RenderContext run) {
            Object first = left.evaluate(run);
            return Truth.of(first) ? right.evaluate(run) : first;
        }
    }

    /** Gives the operand that decided. */
    record Either(Node left, Node right) implements Node {
        @Override
        public @Nullable Object evaluate(RenderContext run) {
            Object first = left.evaluate(run);
            return Truth.of(first) ? first : right.evaluate(run);
        }
    }

    record Choice(Node condition, Node then, Node otherwise) implements Node {
        @Override
        public @Nullable Object evaluate(RenderContext run) {
            return condition.holds(run) ? then.evaluate(run) : otherwise.evaluate(run);
        }
    }

    /** {@code a < b < c}: each operand is evaluated once, and the first false comparison ends the evaluation. */
    record Compare(Node first, List<Relation> relations, List<Node> operands, SourcePosition spot) implements Node {
        @Override
        public Object evaluate(RenderContext run) {
            Object left = first.evaluate(run);
            for (int i = 0; i < relations.size(); i++) {
                Object right = operands.get(i).evaluate(run);
                if (!relations.get(i).holds(left, right, run, spot)) {
                    return false;
                }
                left = right;
            }
            return true;
        }
    }

    record Arithmetic(Operator operator, Node left, Node right, SourcePosition spot) implements Node {
        @Override
        public @Nullable Object evaluate(RenderContext run) {
            Object first = left.evaluate(run);
            return operator.apply(first, right.evaluate(run), run, spot);
        }
    }

    record Negative(Node operand, boolean negate, SourcePosition spot) implements Node {
        @Override
        public Object evaluate(RenderContext run) {
            Object value = operand.evaluate(run);
            Number number = Numbers.ofCounting(value);
            if (number == null) {
                throw spot.error("a sign before " + Kind.of(value).description(), "a number");
            }
            return negate ? Numbers.negate(number) : number;
        }
    }

    record Concat(List<Node> parts, SourcePosition spot) implements Node {
        @Override
        public Object evaluate(RenderContext run) {
            Output text = run.newOutput(spot);
            for (Node part : parts) {
                text.append(Texts.of(part.evaluate(run), run, spot));
            }
            run.spendOnText(text.length(), spot);
            return text.toString();
        }
    }

    record FilterCall(String name, Filter filter, Node input, List<Node> arguments, SourcePosition spot) implements Node {
        @Override
        public @Nullable Object evaluate(RenderContext run) {
            Object value = input.evaluate(run);
            @Nullable
            Object[] given = new Object[arguments.size()];
            for (int i = 0; i < given.length; i++) {
                given[i] = arguments.get(i).evaluate(run);
            }
            run.spend(1, spot);
            return filter.apply(value, new Arguments(given, run, spot));
        }
    }

    record TestCall(ValueTest test, Node input, Node argument, boolean negated, SourcePosition spot) implements Node {
        @Override
        public Object evaluate(RenderContext run) {
            return holds(run);
        }

        @Override
        public boolean holds(RenderContext run) {
            Object value = input.evaluate(run);
            return test.holds(value, argument.evaluate(run), run, spot) != negated;
        }
    }

    /** {@code map}: the body is evaluated for each item, which it reads from the slot. */
    record MapEach(Node list, int slot, Node body, SourcePosition spot) implements Node {
        @Override
        public Object evaluate(RenderContext run) {
            List<@Nullable Object> result = new ArrayList<>();
            for (Object item : Items.orNone(list.evaluate(run), run, spot)) {
                run.spend(1, spot);
                run.set(slot, item);
                result.add(body.evaluate(run));
            }
            return Collections.unmodifiableList(result);
        }
    }

    /** {@code select} and {@code reject}. */
    record SelectEach(Node list, int slot, Node condition, boolean keep, SourcePosition spot) implements Node {
        @Override
        public Object evaluate(RenderContext run) {
            List<@Nullable Object> result = new ArrayList<>();
            for (Object item : Items.orNone(list.evaluate(run), run, spot)) {
                run.spend(1, spot);
                run.set(slot, item);
                if (condition.holds(run) == keep) {
                    result.add(item);
                }
            }
            return Collections.unmodifiableList(result);
        }
    }
}
