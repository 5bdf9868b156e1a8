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

import org.jspecify.annotations.Nullable;

/** An expression that reads data: a root or a variable, and the steps of a path from there. */
sealed interface PathNode extends Node {

    record RootRead(String name) implements PathNode {

        /** The name is interned, like most keys of the maps that programs fill. */
        public RootRead {
            name = name.intern();
        }

        @Override
        public @Nullable Object evaluate(RenderContext run) {
            return run.root(name);
        }
    }

    /**
     * Reads a loop or {@code set} variable: the innermost one that is set, else the data root of that name.
     *
     * @param slots inner ones first
     * @param root  whether all variables may be unset
     */
    record VariableRead(int[] slots, String name, boolean root) implements PathNode {
        @Override
        public @Nullable Object evaluate(RenderContext run) {
            for (int slot : slots) {
                Object value = run.slot(slot);
                if (value != RenderContext.UNSET) {
                    return value;
                }
            }
            return root ? run.root(name) : Undefined.UNDEFINED;
        }
    }

    /** {@code loop.index} and its siblings. */
    record LoopRead(int slot, LoopField field) implements PathNode {
        @Override
        public @Nullable Object evaluate(RenderContext run) {
            return run.slot(slot) instanceof LoopState state ? field.of(state) : Undefined.UNDEFINED;
        }

        @Override
        public boolean holds(RenderContext run) {
            return run.slot(slot) instanceof LoopState state && field.holds(state);
        }
    }

    /** {@code base.name}. A name of digits is also a list index; for other names the index is -1. */
    record Field(Node base, String name, int index) implements PathNode {

        /**
         * The name is interned, like the keys of JSON parsers and of literals, so most keys are found without a
         * comparison of texts.
         */
        public Field {
            name = name.intern();
        }

        @Override
        public @Nullable Object evaluate(RenderContext run) {
            // the most frequent classes by name, so that these calls can be inlined
            Object value = base instanceof RootRead root ? root.evaluate(run)
                    : base instanceof VariableRead variable ? variable.evaluate(run) : base.evaluate(run);
            return Lookup.field(value, name, index, run);
        }
    }

    record Index(Node base, Node key, SourcePosition spot) implements PathNode {
        @Override
        public @Nullable Object evaluate(RenderContext run) {
            Object value = base.evaluate(run);
            return Lookup.at(value, key.evaluate(run), run, spot);
        }
    }

    /** {@code item.a.b.0} where the path is itself a value, as in {@code map(attribute=…)}. */
    record Attribute(Node base, Node path, Node instead, SourcePosition spot) implements PathNode {
        @Override
        public @Nullable Object evaluate(RenderContext run) {
            return AttributePath.of(path.evaluate(run), run, spot).read(base.evaluate(run), instead.evaluate(run), run);
        }
    }

    record SliceRead(Node base, Node from, Node to, Node step, SourcePosition spot) implements PathNode {
        @Override
        public @Nullable Object evaluate(RenderContext run) {
            Object value = base.evaluate(run);
            Integer by = Lookup.bound(step.evaluate(run), spot);
            if (by != null && by == 0) {
                throw spot.error("a slice with step 0", "another step");
            }
            Integer first = Lookup.bound(from.evaluate(run), spot);
            Integer last = Lookup.bound(to.evaluate(run), spot);
            return new Slice(first, last, by == null ? 1 : by).of(value, run, spot);
        }
    }
}
