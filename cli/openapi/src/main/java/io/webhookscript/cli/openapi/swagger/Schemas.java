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
package io.webhookscript.cli.openapi.swagger;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.swagger.v3.oas.models.media.Schema;
import org.jspecify.annotations.Nullable;

/** What schemas say: their type, properties and an example, whichever version of OpenAPI they are of. */
final class Schemas {

    /** Deeper than anybody wants to see in an example; and a schema may hold itself. */
    private static final int DEEPEST = 4;

    private final References references;

    Schemas(References references) {
        this.references = references;
    }

    /** {@code object}, {@code array}, …; by what it has when it does not say. */
    String type(@Nullable Schema<?> schema) {
        Optional<Schema<?>> found = references.schema(schema);
        if (found.isEmpty()) {
            return "any";
        }
        Schema<?> at = found.get();
        if (at.getType() != null) {
            return at.getType();
        }
        if (at.getTypes() != null) {
            return at.getTypes().stream().filter(type -> !type.equals("null")).findFirst().orElse("any");
        }
        if (at.getItems() != null) {
            return "array";
        }
        if (!properties(at).isEmpty()) {
            return "object";
        }
        return alternatives(at).stream().map(this::type).filter(type -> !type.equals("any")).findFirst().orElse("any");
    }

    /** Those of all its parts, in their order; of alternatives those of the first. */
    Map<String, Schema<?>> properties(@Nullable Schema<?> schema) {
        Map<String, Schema<?>> properties = new LinkedHashMap<>();
        collect(schema, properties, new LinkedHashSet<>(), 0);
        return properties;
    }

    Set<String> required(@Nullable Schema<?> schema) {
        Set<String> required = new LinkedHashSet<>();
        collect(schema, new LinkedHashMap<>(), required, 0);
        return required;
    }

    private void collect(@Nullable Schema<?> schema, Map<String, Schema<?>> properties, Set<String> required, int depth) {
        Optional<Schema<?>> found = references.schema(schema);
        if (found.isEmpty() || depth > DEEPEST) {
            return;
        }
        Schema<?> at = found.get();
        if (at.getAllOf() != null) {
            at.getAllOf().forEach(part -> collect(part, properties, required, depth + 1));
        }
        if (at.getProperties() != null) {
            at.getProperties().forEach((name, property) -> properties.put(name, property));
        }
        if (at.getRequired() != null) {
            required.addAll(at.getRequired());
        }
        if (at.getProperties() == null) {
            alternatives(at).stream().limit(1).forEach(part -> collect(part, properties, required, depth + 1));
        }
    }

    private static List<Schema<?>> alternatives(Schema<?> schema) {
        List<Schema<?>> alternatives = new ArrayList<>();
        if (schema.getOneOf() != null) {
            schema.getOneOf().forEach(alternatives::add);
        }
        if (schema.getAnyOf() != null) {
            schema.getAnyOf().forEach(alternatives::add);
        }
        return alternatives;
    }

    boolean hasAlternatives(@Nullable Schema<?> schema) {
        return references.schema(schema).filter(at -> alternatives(at).size() > 1).isPresent();
    }

    /** The one value that there can be. */
    Optional<Object> constant(@Nullable Schema<?> schema) {
        return references.schema(schema).flatMap(at -> {
            if (at.getConst() != null) {
                return Optional.ofNullable(Plain.of(at.getConst()));
            }
            return at.getEnum() != null && at.getEnum().size() == 1
                    ? Optional.ofNullable(Plain.of(at.getEnum().get(0))) : Optional.empty();
        });
    }

    /** The document's own example; empty when it has none. */
    Optional<Object> ownExample(@Nullable Schema<?> schema) {
        return references.schema(schema).flatMap(at -> {
            Object example = at.getExample() != null
                    ? at.getExample() : at.getExamples() != null && !at.getExamples().isEmpty() ? at.getExamples().get(0)
                    : null;
            return Optional.ofNullable(Plain.of(example)).or(() -> Optional.ofNullable(Plain.of(at.getDefault())));
        });
    }

    /** The document's example, or a value of the type. */
    Object example(@Nullable Schema<?> schema) {
        return example(schema, 0);
    }

    private Object example(@Nullable Schema<?> schema, int depth) {
        return constant(schema).or(() -> ownExample(schema)).orElseGet(() -> made(schema, depth));
    }

    private Object made(@Nullable Schema<?> schema, int depth) {
        Optional<Schema<?>> found = references.schema(schema);
        if (found.isPresent() && found.get().getEnum() != null && !found.get().getEnum().isEmpty()) {
            return Optional.ofNullable(Plain.of(found.get().getEnum().get(0))).orElse("");
        }
        return switch (type(schema)) {
            case "integer" -> found.map(Schema::getMinimum).map(minimum -> (Object) minimum.longValue()).orElse(1L);
            case "number" -> found.map(Schema::getMinimum).map(minimum -> (Object) minimum).orElse(new BigDecimal("1.5"));
            case "boolean" -> true;
            case "array" -> depth > DEEPEST
                    ? List.of() : List.of(example(found.map(Schema::getItems).orElse(null), depth + 1));
            case "object" -> object(schema, depth);
            default -> text(found);
        };
    }

    private Object object(@Nullable Schema<?> schema, int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (depth < DEEPEST) {
            properties(schema).forEach((name, property) -> {
                if (!isReadOnly(property)) {
                    object.put(name, example(property, depth + 1));
                }
            });
        }
        return object;
    }

    boolean isReadOnly(Schema<?> schema) {
        return Boolean.TRUE.equals(schema.getReadOnly())
                || references.schema(schema).filter(at -> Boolean.TRUE.equals(at.getReadOnly())).isPresent();
    }

    String format(@Nullable Schema<?> schema) {
        return references.schema(schema).map(Schema::getFormat).orElse("");
    }

    boolean isFile(@Nullable Schema<?> schema) {
        return references.schema(schema).filter(at -> "binary".equals(at.getFormat()) || at.getContentMediaType() != null
                && at.getContentEncoding() == null).isPresent();
    }

    private static String text(Optional<Schema<?>> schema) {
        return switch (schema.map(Schema::getFormat).orElse("")) {
            case "date" -> "2024-06-18";
            case "date-time" -> "2024-06-18T23:22:36Z";
            case "email" -> "ada@example.com";
            case "uri", "url" -> "https://example.com/";
            case "uuid" -> "7d444840-9dc0-11d1-b245-5ffdce74fad2";
            default -> "text";
        };
    }
}
