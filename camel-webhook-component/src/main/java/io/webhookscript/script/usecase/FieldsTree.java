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
package io.webhookscript.script.usecase;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.webhookscript.script.ValueTree;
import io.webhookscript.script.yaml.YamlTreeBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Builds one tree from fields with dotted and bracketed keys: {@code multimedia.url} is a member of an object,
 * {@code ['a.b']} a name that contains a dot, {@code tags[]} a list.
 */
public final class FieldsTree {

    private static final Pattern STEP = Pattern.compile("([^\\s.\\[\\]'\"]+)|\\['([^']+)'\\]|\\[\"([^\"]+)\"\\]");
    private static final String LIST = "[]";

    private final Node root = new Node();

    /** A node of the tree: a value, or children. */
    private static final class Node {

        private final Map<String, Node> below = new LinkedHashMap<>();
        private @Nullable ValueTree value;

        private ValueTree tree() {
            return value != null ? value : new ValueTree.Members(members(), true);
        }

        private Map<String, ValueTree> members() {
            Map<String, ValueTree> members = new LinkedHashMap<>();
            below.forEach((name, node) -> members.put(name, node.tree()));
            return members;
        }
    }

    /** Returns the steps of a key; empty when it is not a key, or has more steps than a file may have levels. */
    public static Optional<List<String>> steps(String key) {
        String path = key.endsWith(LIST) ? key.substring(0, key.length() - LIST.length()) : key;
        List<String> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(path);
        int at = 0;
        while (at < path.length()) {
            boolean dot = path.charAt(at) == '.' && !steps.isEmpty();
            int from = dot ? at + 1 : at;
            if (!matcher.find(from) || matcher.start() != from || matcher.group(1) != null && !dot && !steps.isEmpty()) {
                return Optional.empty();
            }
            steps.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2) != null ? matcher.group(2)
                    : matcher.group(3));
            at = matcher.end();
        }
        return steps.isEmpty() || steps.size() > YamlTreeBuilder.MAX_LEVELS ? Optional.empty() : Optional.of(steps);
    }

    public static boolean isList(String key) {
        return key.endsWith(LIST);
    }

    /** Whether a field conflicts with another one at the same path, or at a path above or below it. */
    public boolean conflicts(List<String> steps) {
        Node node = root;
        for (String step : steps) {
            Node next = node.below.get(step);
            if (next == null) {
                return false;
            }
            if (next.value != null) {
                return true;
            }
            node = next;
        }
        return true;
    }

    /** Adds a field and replaces the fields that it overlaps. */
    public void put(List<String> steps, ValueTree value) {
        Node node = root;
        for (String step : steps) {
            node.value = null;
            node = node.below.computeIfAbsent(step, s -> new Node());
        }
        node.below.clear();
        node.value = value;
    }

    /** Removes the field at or below these steps; returns whether there was one. */
    public boolean remove(List<String> steps) {
        return remove(root, steps);
    }

    private static boolean remove(Node node, List<String> steps) {
        Node next = node.below.get(steps.get(0));
        if (next == null) {
            return false;
        }
        boolean removed = steps.size() == 1 || remove(next, steps.subList(1, steps.size()));
        if (steps.size() == 1 || removed && next.below.isEmpty()) {
            node.below.remove(steps.get(0));
        }
        return removed;
    }

    public boolean isEmpty() {
        return root.below.isEmpty();
    }

    public ValueTree tree() {
        return new ValueTree.Members(root.members());
    }
}
