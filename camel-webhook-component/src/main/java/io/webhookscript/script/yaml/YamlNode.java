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
package io.webhookscript.script.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** A file's tree, with the place of every node; the file's syntax (YAML or JSON) is behind us. */
public sealed interface YamlNode {

    Mark mark();

    /** Returns the kind of the node for messages. */
    String kind();

    /** A plain value that nobody can change: null, Boolean, Long, BigInteger, BigDecimal, String, List or Map. */
    @Nullable
    Object plain();

    /**
     * The position where a node begins.
     *
     * @param line   from 1
     * @param column from 1, in code points
     * @param index  from 0, in code points
     */
    record Mark(int line, int column, int index) {
    }

    /** How a scalar is written. */
    enum Style {
        PLAIN,
        SINGLE_QUOTED,
        DOUBLE_QUOTED,
        LITERAL,
        FOLDED
    }

    /**
     * @param text  the text without the quotes, escapes, folding and indentation of the syntax
     * @param value null, Boolean, Long, BigInteger, BigDecimal or String
     * @param end   the index after its last code point
     */
    record Scalar(String text, @Nullable Object value, Style style, Mark mark, int end) implements YamlNode {

        public boolean isText() {
            return value instanceof String;
        }

        @Override
        public String kind() {
            if (value == null) {
                return "nothing";
            }
            return value instanceof String ? "text" : value instanceof Boolean ? "true or false" : "a number";
        }

        @Override
        public @Nullable Object plain() {
            return value;
        }
    }

    /** Entries in the file's order, no key twice. */
    record Mapping(List<Entry> entries, Mark mark) implements YamlNode {

        public Mapping {
            entries = List.copyOf(entries);
        }

        public Optional<Entry> entry(String key) {
            for (Entry entry : entries) {
                if (entry.key().text().equals(key)) {
                    return Optional.of(entry);
                }
            }
            return Optional.empty();
        }

        @Override
        public String kind() {
            return "a map";
        }

        @Override
        public Map<String, @Nullable Object> plain() {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            entries.forEach(entry -> values.put(entry.key().text(), entry.value().plain()));
            return Collections.unmodifiableMap(values);
        }
    }

    record Sequence(List<YamlNode> items, Mark mark) implements YamlNode {

        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }

        @Override
        public List<@Nullable Object> plain() {
            List<@Nullable Object> values = new ArrayList<>(items.size());
            items.forEach(item -> values.add(item.plain()));
            return Collections.unmodifiableList(values);
        }
    }

    record Entry(Scalar key, YamlNode value) {
    }
}
