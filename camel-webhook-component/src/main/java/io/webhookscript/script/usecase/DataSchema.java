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

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.webhookscript.script.UseCase.Placeholder;
import io.webhookscript.script.yaml.Scope;
import io.webhookscript.script.yaml.YamlNode;
import io.webhookscript.script.yaml.YamlNode.Entry;
import io.webhookscript.script.yaml.YamlNode.Mapping;
import io.webhookscript.script.yaml.YamlNode.Scalar;
import io.webhookscript.script.yaml.YamlNode.Sequence;
import io.webhookscript.template.Expression;
import io.webhookscript.template.Reference;
import io.webhookscript.template.TemplateCompiler;
import io.webhookscript.template.TemplateException;
import io.webhookscript.template.TemplateSource;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema of a use case's event, read for its placeholders: {@code properties}, {@code items}, {@code type},
 * examples, in all of {@code allOf}, {@code anyOf} and {@code oneOf}. Paths have the syntax of templates.
 */
final class DataSchema {

    /** Deeper than any event. The bound is needed because a {@code $ref} may be circular. */
    private static final int MAX_LEVELS = 12;

    /** More than people read. The bound is needed because references can multiply the number of placeholders. */
    private static final int MAX_PLACEHOLDERS = 10_000;

    /**
     * Writes examples that are lists or objects. Loading another JSON writer would take longer than reading all
     * schemas.
     */
    private static final Expression JSON
            = new TemplateCompiler(Map.of(), Set.of(), false).expression(TemplateSource.of("value | tojson"));

    private final Mapping root;
    private final Map<String, Placeholder> placeholders = new LinkedHashMap<>();
    private final Set<Mapping> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private DataSchema(Mapping root) {
        this.root = root;
    }

    /** Returns every value that the schema describes, in its order. */
    static List<Placeholder> placeholders(Mapping schema) {
        DataSchema reading = new DataSchema(schema);
        reading.below(schema, "", 0);
        return List.copyOf(reading.placeholders.values());
    }

    /** A schema that contains itself is not entered again, so its values are listed once. */
    private void below(Mapping schema, String path, int level) {
        if (level >= MAX_LEVELS || placeholders.size() >= MAX_PLACEHOLDERS || !open.add(schema)) {
            return;
        }
        map(schema, "properties").ifPresent(properties -> {
            for (Entry entry : properties.entries()) {
                if (entry.value() instanceof Mapping property) {
                    Mapping resolved = resolve(property);
                    String name = path.isEmpty() ? ofRoot(entry.key().text()) : step(path, entry.key().text());
                    placeholders.putIfAbsent(name, new Placeholder(name, type(resolved), example(resolved)));
                    below(resolved, name, level + 1);
                }
            }
        });
        map(schema, "items").filter(items -> !path.isEmpty())
                .ifPresent(items -> below(resolve(items), path + "[0]", level + 1));
        for (String key : List.of("allOf", "anyOf", "oneOf")) {
            for (Mapping part : parts(schema, key)) {
                below(resolve(part), path, level + 1);
            }
        }
        open.remove(schema);
    }

    /** A key that another root hides, or that is not a name, is read through the event. */
    private static String ofRoot(String key) {
        boolean hidden = Scope.REQUEST.isFixed(key) || Scope.RESPONSE.isFixed(key);
        return !hidden && reads(key, key) ? key : step(DataNames.EVENT, key);
    }

    private static String step(String path, String key) {
        String plain = path + "." + key;
        return reads(plain, key) ? plain : path + "['" + key.replace("\\", "\\\\").replace("'", "\\'") + "']";
    }

    /** Whether the template language reads the path as one that ends in that key. */
    private static boolean reads(String path, String key) {
        try {
            List<Reference> references = DataNames.references(path);
            if (references.size() != 1) {
                return false;
            }
            Reference reference = references.get(0);
            List<String> fields = reference.fields();
            return path.equals(key)
                    ? reference.root().equals(key) && fields.isEmpty()
                    : !fields.isEmpty() && fields.get(fields.size() - 1).equals(key);
        } catch (TemplateException noPath) {
            return false;
        }
    }

    private static List<Mapping> parts(Mapping schema, String key) {
        return schema.entry(key).map(Entry::value).filter(Sequence.class::isInstance).map(Sequence.class::cast)
                .map(Sequence::items).orElse(List.of()).stream().filter(Mapping.class::isInstance).map(Mapping.class::cast)
                .toList();
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
            boolean several = key.equals("examples") || key.equals("enum");
            Optional<YamlNode> node = schema.entry(key).map(Entry::value)
                    .map(n -> several && n instanceof Sequence s && !s.items().isEmpty() ? s.items().get(0) : n);
            if (node.isPresent()) {
                return node.get() instanceof Scalar s ? s.text() : json(node.get().plain());
            }
        }
        return "";
    }

    private static String json(@Nullable Object value) {
        return String.valueOf(JSON.evaluate(root -> value));
    }
}
