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

import org.jspecify.annotations.Nullable;

/** A compiled part of a template. */
sealed interface Statement permits Statement.Literal, JsonLiteral, Statement.Print, Statement.If, Statement.For,
        Statement.SetValue, Statement.SetBlock {

    void render(RenderContext run);

    record Literal(char[] text, SourcePosition spot) implements Statement {
        @Override
        public void render(RenderContext run) {
            run.trace(spot, text.length);
            run.out().append(text, spot);
        }
    }

    /**
     * A placeholder.
     *
     * @param sensitive whether its value must be reported to {@link DataRoots#revealed}
     * @param strict    whether undefined is an error
     */
    record Print(Node node, Escaper escaper, boolean sensitive, boolean strict, SourcePosition spot) implements Statement {
        @Override
        public void render(RenderContext run) {
            run.at(spot);
            Object value = value(run);
            int start = run.out().length();
            escaper.write(value, run, spot);
            if (sensitive) {
                reveal(value, run);
                run.revealed(run.out().from(start));
            }
        }

        @Nullable
        Object value(RenderContext run) {
            return checked(node instanceof PathNode.Field field ? field.evaluate(run) : node.evaluate(run));
        }

        @Nullable
        Object checked(@Nullable Object value) {
            if (strict && value == Undefined.UNDEFINED) {
                throw spot.error("the value is undefined, and the script is strict", "a value, or the filter `default`");
            }
            return value;
        }

        /** Returns the printed text of a placeholder that has nothing around it. */
        String text(RenderContext run) {
            Object value = value(run);
            if (value instanceof String text && text.length() <= run.textLimit()) {
                escaper.check(text, spot);
            } else {
                escaper.write(value, run, spot);
            }
            String text = value instanceof String given && run.out().length() == 0 ? given : run.out().toString();
            if (sensitive) {
                run.revealed(text);
            }
            return text;
        }

        void reveal(@Nullable Object value, RenderContext run) {
            run.revealed(Texts.of(value, run, spot));
        }
    }

    /** A sequence of statements. It is an array, since loops iterate over it often. */
    final class Block {

        private final Statement[] statements;

        Block(List<Statement> statements) {
            this.statements = statements.toArray(Statement[]::new);
        }

        List<Statement> statements() {
            return List.of(statements);
        }

        void render(RenderContext run) {
            // the most frequent classes by name, so that these calls can be inlined
            for (Statement statement : statements) {
                if (statement instanceof JsonLiteral literal) {
                    literal.render(run);
                } else if (statement instanceof Print print) {
                    print.render(run);
                } else {
                    statement.render(run);
                }
            }
        }
    }

    /** @param otherwise empty when there is no {@code else} */
    record If(Node[] conditions, Block[] bodies, Block otherwise) implements Statement {
        @Override
        public void render(RenderContext run) {
            for (int i = 0; i < conditions.length; i++) {
                if (conditions[i].holds(run)) {
                    bodies[i].render(run);
                    return;
                }
            }
            otherwise.render(run);
        }
    }

    /**
     * @param targets  slots of the loop's variables
     * @param filter   selects the items that are visited; null for all
     * @param loopSlot the slot of {@code loop}; the slots from here to slotsEnd belong to the body and are unset at
     *                 each iteration
     */
    record For(Node items, int[] targets, @Nullable Node filter, int loopSlot, int slotsEnd, Block body, Block otherwise,
            SourcePosition spot) implements Statement {

        @Override
        public void render(RenderContext run) {
            List<?> visited = filtered(Items.of(items.evaluate(run), run, spot), run);
            LoopState state = new LoopState(visited);
            run.set(loopSlot, state);
            while (state.next()) {
                run.countRound(spot);
                run.clear(loopSlot + 1, slotsEnd);
                assign(state.item(), run);
                body.render(run);
            }
            if (visited.isEmpty()) {
                run.clear(loopSlot, slotsEnd);
                otherwise.render(run);
            }
        }

        private List<?> filtered(List<?> all, RenderContext run) {
            if (filter == null) {
                return all;
            }
            List<@Nullable Object> kept = new java.util.ArrayList<>();
            for (Object item : all) {
                run.countRound(spot);
                assign(item, run);
                if (filter.holds(run)) {
                    kept.add(item);
                }
            }
            return kept;
        }

        private void assign(@Nullable Object item, RenderContext run) {
            if (targets.length == 1) {
                run.set(targets[0], item);
                return;
            }
            List<?> parts = Items.of(item, run, spot);
            if (parts.size() != targets.length) {
                throw spot.error("an item of " + parts.size() + " parts", targets.length + " parts, one for each variable");
            }
            for (int i = 0; i < targets.length; i++) {
                run.set(targets[i], parts.get(i));
            }
        }
    }

    record SetValue(int[] slots, Node node, SourcePosition spot) implements Statement {
        @Override
        public void render(RenderContext run) {
            Object value = node.evaluate(run);
            if (slots.length == 1) {
                run.set(slots[0], value);
                return;
            }
            List<?> parts = Items.of(value, run, spot);
            if (parts.size() != slots.length) {
                throw spot.error("a value of " + parts.size() + " parts", slots.length + " parts, one for each variable");
            }
            for (int i = 0; i < slots.length; i++) {
                run.set(slots[i], parts.get(i));
            }
        }
    }

    /**
     * {@code {% set x %}…{% endset %}}: the text of the block.
     *
     * @param text  the slot from which the filters read the text
     * @param value the text after the filters
     * @param inner slots from here to innerEnd are the block's own
     */
    record SetBlock(int slot, int text, Node value, Block body, int inner, int innerEnd,
            SourcePosition spot) implements Statement {
        @Override
        public void render(RenderContext run) {
            Output before = run.redirect(run.newOutput(spot));
            run.clear(inner, innerEnd);
            body.render(run);
            String rendered = run.redirect(before).toString();
            run.spendOnText(rendered.length(), spot);
            run.set(text, rendered);
            run.set(slot, value.evaluate(run));
        }
    }
}
