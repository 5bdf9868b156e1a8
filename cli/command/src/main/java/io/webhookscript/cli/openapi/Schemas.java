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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** The types, properties and constants of schemas, of either version of OpenAPI. A schema may be missing. */
final class Schemas {

    /** The maximum depth of examples and of compositions; a schema may contain itself. */
    static final int MAX_LEVELS = 4;

    private final References references;

    Schemas(References references) {
        this.references = references;
    }

    /**
     * The schema without references; empty for one that is missing, and for the schemas {@code true} and {@code false}.
     */
    Optional<Element> resolved(@Nullable Element schema) {
        return Optional.ofNullable(schema).flatMap(references::follow).filter(Element::isMap);
    }

    /** {@code object}, {@code array}, …; derived from the other keys if there is no type. */
    String type(@Nullable Element schema) {
        return type(schema, 0);
    }

    private String type(@Nullable Element schema, int level) {
        Optional<Element> found = resolved(schema);
        if (found.isEmpty() || level > MAX_LEVELS) {
            return "any";
        }
        Element at = found.get();
        Optional<Element> type = at.find("type");
        if (type.isPresent()) {
            return type.get().plain() instanceof List<?> types
                    ? types.stream().map(String::valueOf).filter(each -> !each.equals("null")).findFirst().orElse("any")
                    : type.get().text();
        }
        if (at.has("items")) {
            return "array";
        }
        if (!properties(at).isEmpty()) {
            return "object";
        }
        List<Element> parts = new ArrayList<>(at.items("allOf"));
        parts.addAll(alternatives(at));
        return parts.stream().map(part -> type(part, level + 1)).filter(each -> !each.equals("any")).findFirst()
                .orElse("any");
    }

    /** The properties of the schema and its parts, in their order; of alternatives those of the first. */
    Map<String, Element> properties(@Nullable Element schema) {
        Map<String, Element> properties = new LinkedHashMap<>();
        collect(schema, properties, new LinkedHashSet<>(), 0);
        return properties;
    }

    Set<String> required(@Nullable Element schema) {
        Set<String> required = new LinkedHashSet<>();
        collect(schema, new LinkedHashMap<>(), required, 0);
        return required;
    }

    private void collect(@Nullable Element schema, Map<String, Element> properties, Set<String> required, int level) {
        Optional<Element> found = resolved(schema);
        if (found.isEmpty() || level > MAX_LEVELS) {
            return;
        }
        Element at = found.get();
        at.items("allOf").forEach(part -> collect(part, properties, required, level + 1));
        properties.putAll(at.members("properties"));
        at.items("required").forEach(name -> required.add(name.text()));
        if (!at.has("properties")) {
            alternatives(at).stream().limit(1).forEach(part -> collect(part, properties, required, level + 1));
        }
    }

    private static List<Element> alternatives(Element schema) {
        List<Element> alternatives = new ArrayList<>(schema.items("oneOf"));
        alternatives.addAll(schema.items("anyOf"));
        return alternatives;
    }

    boolean hasAlternatives(@Nullable Element schema) {
        return resolved(schema).filter(at -> alternatives(at).size() > 1).isPresent();
    }

    /** The only value that the schema permits. */
    Optional<Object> constant(@Nullable Element schema) {
        return resolved(schema).flatMap(at -> at.value("const").or(() -> at.items("enum").size() == 1
                ? Optional.ofNullable(at.items("enum").get(0).plain()) : Optional.empty()));
    }

    /** Whether a key of the schema, or of the schema that it refers to, is true. */
    boolean isTrue(Element schema, String key) {
        return schema.isMap() && schema.is(key, true) || resolved(schema).filter(at -> at.is(key, true)).isPresent();
    }

    boolean isFile(@Nullable Element schema) {
        return resolved(schema).filter(at -> at.text("format").filter("binary"::equals).isPresent()
                || at.has("contentMediaType") && !at.has("contentEncoding")).isPresent();
    }
}
