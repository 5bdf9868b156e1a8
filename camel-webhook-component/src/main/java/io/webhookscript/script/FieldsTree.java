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
package io.webhookscript.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts fields with dotted and bracketed keys together into one tree: {@code multimedia.url} is a member of an object,
 * {@code ['a.b']} a name that holds a dot, {@code tags[]} a list.
 */
final class FieldsTree {

    private static final Pattern STEP = Pattern.compile("([^\\s.\\[\\]'\"]+)|\\['([^']+)'\\]|\\[\"([^\"]+)\"\\]");
    private static final String LIST = "[]";

    private final Map<List<String>, ValueTree> leaves = new LinkedHashMap<>();

    /** The steps of a key; empty when it is none. */
    static Optional<List<String>> steps(String key) {
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
        return steps.isEmpty() ? Optional.empty() : Optional.of(steps);
    }

    static boolean isList(String key) {
        return key.endsWith(LIST);
    }

    /** The key that a new one cannot stand beside: the same, or one that is above or below it. */
    boolean conflicts(List<String> steps) {
        return leaves.keySet().stream().anyMatch(other -> overlap(other, steps));
    }

    /** Puts a field in, in the place of those that it overlaps. */
    void put(List<String> steps, ValueTree value) {
        if (!leaves.containsKey(steps)) {
            leaves.keySet().removeIf(other -> overlap(other, steps));
        }
        leaves.put(steps, value);
    }

    /** Whether there was something at or below these steps. */
    boolean remove(List<String> steps) {
        return leaves.keySet().removeIf(other -> startsWith(other, steps));
    }

    boolean isEmpty() {
        return leaves.isEmpty();
    }

    ValueTree tree() {
        return new ValueTree.Members(members(leaves));
    }

    private static Map<String, ValueTree> members(Map<List<String>, ValueTree> leaves) {
        Map<String, Map<List<String>, ValueTree>> byFirst = new LinkedHashMap<>();
        leaves.forEach((steps, value) -> byFirst.computeIfAbsent(steps.get(0), k -> new LinkedHashMap<>())
                .put(steps.subList(1, steps.size()), value));
        Map<String, ValueTree> members = new LinkedHashMap<>();
        byFirst.forEach((name, below) -> {
            ValueTree leaf = below.get(List.<String> of());
            members.put(name, leaf != null ? leaf : new ValueTree.Members(members(below)));
        });
        return members;
    }

    private static boolean overlap(List<String> left, List<String> right) {
        return startsWith(left, right) || startsWith(right, left);
    }

    private static boolean startsWith(List<String> steps, List<String> start) {
        return steps.size() >= start.size() && steps.subList(0, start.size()).equals(start);
    }
}
