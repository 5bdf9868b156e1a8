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
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.webhookscript.script.UseCase.Placeholder;
import io.webhookscript.script.YamlNode.Entry;
import io.webhookscript.script.YamlNode.Mapping;
import io.webhookscript.script.YamlNode.Scalar;
import io.webhookscript.script.YamlNode.Sequence;

/**
 * The JSON Schema of a use case's event, read for its placeholders: {@code properties}, {@code items}, {@code type},
 * examples.
 */
final class DataSchema {

    /** {@code $ref} may go round in a circle. */
    private static final int MOST_LEVELS = 12;

    private final Mapping root;
    private final List<Placeholder> placeholders = new ArrayList<>();

    private DataSchema(Mapping root) {
        this.root = root;
    }

    /** Every value that the schema describes, in its order. */
    static List<Placeholder> placeholders(Mapping schema) {
        DataSchema reading = new DataSchema(schema);
        reading.below(schema, "", 0);
        return reading.placeholders;
    }

    private void below(Mapping schema, String path, int level) {
        map(schema, "properties").ifPresent(properties -> {
            for (Entry entry : properties.entries()) {
                if (entry.value() instanceof Mapping property && level < MOST_LEVELS) {
                    Mapping resolved = resolve(property);
                    String name = path.isEmpty() ? entry.key().text() : path + "." + entry.key().text();
                    placeholders.add(new Placeholder(name, type(resolved), example(resolved)));
                    below(resolved, name, level + 1);
                }
            }
        });
        map(schema, "items").filter(i -> level < MOST_LEVELS)
                .ifPresent(items -> below(resolve(items), path + "[0]", level + 1));
    }

    private Mapping resolve(Mapping schema) {
        return schema.entry("$ref").map(Entry::value).filter(Scalar.class::isInstance).map(r -> ((Scalar) r).text())
                .filter(r -> r.startsWith("#/")).flatMap(this::pointed).orElse(schema);
    }

    private Optional<Mapping> pointed(String reference) {
        Optional<Mapping> at = Optional.of(root);
        for (String step : reference.substring(2).split("/", -1)) {
            at = at.flatMap(m -> map(m, step));
        }
        return at;
    }

    private static Optional<Mapping> map(Mapping schema, String key) {
        return schema.entry(key).map(Entry::value).filter(Mapping.class::isInstance).map(Mapping.class::cast);
    }

    private static String type(Mapping schema) {
        Optional<YamlNode> type = schema.entry("type").map(Entry::value);
        if (type.isPresent() && type.get() instanceof Sequence several) {
            return several.items().stream().filter(Scalar.class::isInstance).map(i -> ((Scalar) i).text())
                    .collect(Collectors.joining("|"));
        }
        return type.filter(Scalar.class::isInstance).map(t -> ((Scalar) t).text()).orElse("any");
    }

    private static String example(Mapping schema) {
        for (String key : List.of("examples", "enum", "const", "default")) {
            Optional<YamlNode> node = schema.entry(key).map(Entry::value)
                    .map(n -> n instanceof Sequence s && !s.items().isEmpty() ? s.items().get(0) : n);
            if (node.isPresent() && node.get() instanceof Scalar s) {
                return s.text();
            }
        }
        return "";
    }
}
