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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A path of names from a data root, such as {@code contact.email}: most placeholders are one. It is read without a
 * {@link RenderContext}, which threads would take from each other. Immutable.
 */
final class PlainPath {

    private final String root;
    private final String[] names;

    private PlainPath(String root, String[] names) {
        this.root = root;
        this.names = names;
    }

    /** Null when the node is not such a path. */
    static @Nullable PlainPath of(Node node) {
        Deque<String> names = new ArrayDeque<>();
        Node next = node;
        while (next instanceof PathNode.Field field && field.index() < 0) {
            names.addFirst(field.name());
            next = field.base();
        }
        return next instanceof PathNode.RootRead read ? new PlainPath(read.name(), names.toArray(String[]::new)) : null;
    }

    @Nullable
    Object read(DataRoots roots) {
        Object value = roots.get(root);
        for (String name : names) {
            value = value instanceof Map<?, ?> map ? Lookup.member(map, name) : Undefined.UNDEFINED;
        }
        return value;
    }
}
