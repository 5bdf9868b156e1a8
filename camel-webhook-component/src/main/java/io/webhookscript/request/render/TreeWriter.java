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
package io.webhookscript.request.render;

import java.util.List;
import java.util.Map;

import io.webhookscript.request.event.Evaluation;
import io.webhookscript.request.event.JsonBytes;
import io.webhookscript.request.event.JsonWriter;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.script.RequestDefinition.Absent;
import io.webhookscript.script.ValueTree;
import org.jspecify.annotations.Nullable;

import static io.webhookscript.template.Undefined.UNDEFINED;

/** Fills the tree of a JSON body and writes it in one pass. For one text. */
final class TreeWriter {

    private final Evaluation evaluation;
    private final Absent absent;
    private final JsonBytes out;
    private final JsonWriter values;

    /** @param out the target of the text */
    TreeWriter(Evaluation evaluation, Absent absent, JsonBytes out) {
        this.evaluation = evaluation;
        this.absent = absent;
        this.out = out;
        this.values = new JsonWriter(out);
    }

    void write(ValueTree tree) throws NotSentException {
        if (!write(tree, 0)) {
            values.value(null, 0);
        }
    }

    /** @return false when nothing is written because the leaf, or each leaf of the object, is left out */
    private boolean write(ValueTree tree, int depth) throws NotSentException {
        if (tree instanceof ValueTree.Leaf leaf) {
            return leaf(leaf, false, depth);
        }
        if (tree instanceof ValueTree.AsList list) {
            return leaf(list.value(), true, depth);
        }
        if (tree instanceof ValueTree.Members members) {
            return members(members, depth);
        }
        if (tree instanceof ValueTree.Items items) {
            items(items, depth);
        } else {
            values.value(((ValueTree.Constant) tree).value(), depth);
        }
        return true;
    }

    private boolean leaf(ValueTree.Leaf leaf, boolean asList, int depth) throws NotSentException {
        Object value = valueOf(leaf);
        if (Evaluation.isAbsent(value)) {
            return false;
        }
        try {
            if (asList && !(value instanceof List<?>)) {
                out.append('[');
                values.value(value, depth + 1);
                out.append(']');
            } else {
                values.value(value, depth);
            }
            return true;
        } catch (NotSentException e) {
            throw evaluation.problem(leaf.field(), leaf.expression(), String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Object valueOf(ValueTree.Leaf leaf) throws NotSentException {
        Object value = evaluation.value(leaf.expression());
        if (!Evaluation.isAbsent(value)) {
            return value;
        }
        return switch (absent) {
            case DROP -> UNDEFINED;
            case NULL -> null;
            case FAIL ->
                throw evaluation.problem(leaf.field(), leaf.expression(),
                        "the value is undefined, and `absent: fail` does not allow that");
        };
    }

    private boolean members(ValueTree.Members tree, int depth) throws NotSentException {
        int start = out.length();
        out.append('{');
        boolean isEmpty = true;
        for (Map.Entry<String, ValueTree> member : tree.members().entrySet()) {
            int before = out.length();
            values.key(member.getKey());
            if (write(member.getValue(), depth + 1)) {
                isEmpty = false;
            } else {
                out.cut(before);
            }
        }
        if (isEmpty && tree.onlyForFields()) {
            out.cut(start);
            return false;
        }
        out.append('}');
        return true;
    }

    /** Writes a list without leaving items out, since the position of an item matters. */
    private void items(ValueTree.Items tree, int depth) throws NotSentException {
        out.append('[');
        boolean first = true;
        for (ValueTree item : tree.items()) {
            if (!first) {
                out.append(',');
            }
            first = false;
            if (!write(item, depth + 1)) {
                values.value(null, depth + 1);
            }
        }
        out.append(']');
    }
}
