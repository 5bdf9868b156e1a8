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
package io.webhookscript.request;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.script.RequestDefinition.Absent;
import io.webhookscript.script.ValueTree;
import org.jspecify.annotations.Nullable;

import static io.webhookscript.template.Undefined.UNDEFINED;

/** The tree of a JSON body, filled. */
record TreeRenderer(Evaluation evaluation, Absent absent) {

    /** @return {@code UNDEFINED} for a leaf that is to be left out */
    @Nullable
    Object render(ValueTree tree) throws NotSentException {
        if (tree instanceof ValueTree.Constant constant) {
            return constant.value();
        }
        if (tree instanceof ValueTree.Leaf leaf) {
            return leaf(leaf);
        }
        if (tree instanceof ValueTree.Members members) {
            return members(members);
        }
        if (tree instanceof ValueTree.Items items) {
            return items(items);
        }
        return asList((ValueTree.AsList) tree);
    }

    /** Why the value of one of the leaves is none that JSON can say; empty when each of them is. */
    Optional<NotSentException> faultOf(ValueTree tree) throws NotSentException {
        if (tree instanceof ValueTree.Leaf leaf) {
            return faultOf(leaf);
        }
        if (tree instanceof ValueTree.AsList list) {
            return faultOf(list.value());
        }
        Collection<ValueTree> below = tree instanceof ValueTree.Members members
                ? members.members().values() : tree instanceof ValueTree.Items items ? items.items() : List.of();
        for (ValueTree branch : below) {
            Optional<NotSentException> fault = faultOf(branch);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private Optional<NotSentException> faultOf(ValueTree.Leaf leaf) throws NotSentException {
        Object value = leaf(leaf);
        try {
            Json.write(value);
            return Optional.empty();
        } catch (NotSentException e) {
            return Optional.of(evaluation.problem(leaf.field(), leaf.expression(), String.valueOf(e.getMessage())));
        }
    }

    private @Nullable Object leaf(ValueTree.Leaf leaf) throws NotSentException {
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

    private Map<String, @Nullable Object> members(ValueTree.Members tree) throws NotSentException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>(2 * tree.members().size());
        for (Map.Entry<String, ValueTree> member : tree.members().entrySet()) {
            Object value = render(member.getValue());
            if (!Evaluation.isAbsent(value)) {
                members.put(member.getKey(), value);
            }
        }
        return members;
    }

    /** A place in a list means something, so that nothing is dropped there. */
    private List<@Nullable Object> items(ValueTree.Items tree) throws NotSentException {
        List<@Nullable Object> items = new ArrayList<>();
        for (ValueTree item : tree.items()) {
            Object value = render(item);
            items.add(Evaluation.isAbsent(value) ? null : value);
        }
        return items;
    }

    private @Nullable Object asList(ValueTree.AsList tree) throws NotSentException {
        Object value = render(tree.value());
        if (value instanceof List<?> || Evaluation.isAbsent(value)) {
            return value;
        }
        List<@Nullable Object> one = new ArrayList<>();
        one.add(value);
        return one;
    }
}
