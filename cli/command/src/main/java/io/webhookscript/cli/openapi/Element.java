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
package io.webhookscript.cli.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.cli.input.CommandFailedException;
import io.webhookscript.script.yaml.FieldPath;
import io.webhookscript.script.yaml.Findings;
import io.webhookscript.script.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/**
 * A part of a document, which knows where it is. A value that is missing or null is empty; a value of another kind than
 * expected ends the import with an error that names the line.
 *
 * @param file the name of the document in messages
 * @param path such as {@code paths['/contacts'].post}; empty for the whole document
 */
record Element(String file, String path, YamlNode node) {

    boolean isMap() {
        return node instanceof YamlNode.Mapping;
    }

    /** The value of a key of this map. */
    Optional<Element> find(String key) {
        return map().entry(key).map(YamlNode.Entry::value).filter(value -> !isNull(value))
                .map(value -> new Element(file, FieldPath.of(path, key), value));
    }

    /** The keys of this map. */
    List<String> keys() {
        return map().entries().stream().map(entry -> entry.key().text()).toList();
    }

    boolean has(String key) {
        return find(key).isPresent();
    }

    /** The maps or values under the keys of the map with that name; empty if it is missing. */
    Map<String, Element> members(String key) {
        Map<String, Element> members = new LinkedHashMap<>();
        find(key).ifPresent(map -> map.map().entries().forEach(entry -> members.put(entry.key().text(),
                new Element(file, FieldPath.of(map.path, entry.key().text()), entry.value()))));
        return members;
    }

    /** The items of the list with that name; empty if it is missing. */
    List<Element> items(String key) {
        return find(key).map(Element::items).orElse(List.of());
    }

    private List<Element> items() {
        if (!(node instanceof YamlNode.Sequence list)) {
            throw unexpected("a list");
        }
        List<Element> items = new ArrayList<>();
        for (int i = 0; i < list.items().size(); i++) {
            items.add(new Element(file, FieldPath.of(path, i), list.items().get(i)));
        }
        return items;
    }

    /** The text, number or flag with that name, as text. */
    Optional<String> text(String key) {
        return find(key).map(Element::text);
    }

    String text() {
        if (node instanceof YamlNode.Scalar scalar) {
            return scalar.text();
        }
        throw unexpected("a text");
    }

    /** Whether the flag with that name is there and is this one. */
    boolean is(String key, boolean flag) {
        return find(key).map(Element::plain).filter(Boolean.valueOf(flag)::equals).isPresent();
    }

    /** The value with that name as a plain value. */
    Optional<Object> value(String key) {
        return find(key).map(Element::plain);
    }

    @Nullable
    Object plain() {
        return node.plain();
    }

    CommandFailedException unexpected(String expected) {
        return fault((path.isEmpty() ? "" : path + " is ") + Findings.found(node) + "; expected " + expected);
    }

    /** An error at the place of this part. */
    CommandFailedException fault(String problem) {
        return new CommandFailedException(file + ":" + node.mark().line() + ":" + node.mark().column() + ": " + problem);
    }

    private YamlNode.Mapping map() {
        if (node instanceof YamlNode.Mapping map) {
            return map;
        }
        throw unexpected("a map");
    }

    private static boolean isNull(YamlNode value) {
        return value instanceof YamlNode.Scalar scalar && scalar.value() == null;
    }
}
