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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.webhookscript.cli.draft.Credential;
import io.webhookscript.cli.draft.ScriptDraft;
import io.webhookscript.cli.draft.TemplateText;
import io.webhookscript.cli.draft.TemplateText.Part.Placeholder;
import io.webhookscript.cli.input.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a body that is an object. Each becomes a value of the event as a whole, and is left out of the body
 * if the event does not have it. For one draft.
 */
final class BodyFields {

    private final ScriptDraft draft;
    private final Schemas schemas;
    private final SchemaExamples examples;
    private final Map<?, ?> example;
    private final boolean hasExample;
    private final Set<String> required;
    private final Map<String, @Nullable Element> properties;
    private final List<String> prefix;

    /** @param whole the document's example of the body */
    BodyFields(ScriptDraft draft, Schemas schemas, SchemaExamples examples, @Nullable Element schema, @Nullable Object whole) {
        this.draft = draft;
        this.schemas = schemas;
        this.examples = examples;
        hasExample = whole instanceof Map;
        example = whole instanceof Map<?, ?> map ? map : Map.of();
        required = schemas.required(schema);
        properties = properties(schema);
        prefix = properties.keySet().stream().anyMatch(draft::eventHas) ? List.of("body") : List.of();
    }

    /** Those that a caller sends, and those of the example that the schema does not have. */
    private Map<String, @Nullable Element> properties(@Nullable Element schema) {
        Map<String, @Nullable Element> found = new LinkedHashMap<>();
        schemas.properties(schema).forEach((name, property) -> {
            if (!schemas.isTrue(property, "readOnly")) {
                found.put(name, property);
            }
        });
        example.keySet().forEach(name -> found.putIfAbsent(String.valueOf(name), null));
        return found;
    }

    boolean isEmpty() {
        return properties.isEmpty();
    }

    Map<String, Object> json() {
        Map<String, Object> tree = new LinkedHashMap<>();
        Map<String, @Nullable Object> expected = new LinkedHashMap<>();
        properties.forEach((name, property) -> {
            Optional<Object> constant
                    = schemas.constant(property).filter(value -> !(value instanceof Map || value instanceof List));
            if (constant.isPresent() && (!hasExample || constant.get().equals(example.get(name)))) {
                Object value = constant.get();
                tree.put(name, value instanceof String text ? TemplateText.literal(text) : value);
                expected.put(name, value);
            } else {
                TemplateText value = value(name, property);
                tree.put(name, value);
                if (isGiven(name)) {
                    expected.put(name, value.rendered());
                }
            }
        });
        draft.expect(expected);
        return tree;
    }

    /** Whether the event of the test has it: each property without an example, else those that the example has. */
    private boolean isGiven(String name) {
        return !hasExample || example.containsKey(name) || required.contains(name);
    }

    private TemplateText value(String name, @Nullable Element property) {
        if (Credential.isField(name)) {
            return draft.secretNamed(Credential.nameOf(name), "the field " + name);
        }
        return isGiven(name)
                ? draft.event(path(name), example.containsKey(name) ? example.get(name) : examples.of(property))
                : draft.eventWithoutExample(path(name));
    }

    private List<String> path(String... names) {
        List<String> path = new ArrayList<>(prefix);
        path.addAll(List.of(names));
        return path;
    }

    Map<String, Object> form() {
        Map<String, Object> form = new LinkedHashMap<>();
        properties.forEach((name, property) -> {
            if (schemas.type(property).equals("object")) {
                nested(name, property, form);
            } else {
                form.put(name, schemas.constant(property).map(value -> TemplateText.literal(value.toString()))
                        .orElseGet(() -> scalars(name, property)));
            }
        });
        return form;
    }

    private void nested(String name, @Nullable Element property, Map<String, Object> form) {
        Map<String, Element> parts = schemas.properties(property);
        if (parts.isEmpty()) {
            draft.notCarried("the field " + name + ": an object whose parts the document does not list");
        }
        parts.forEach((part, schema) -> {
            if (schemas.type(schema).matches("object|array")) {
                draft.notCarried("the part " + part + " of the field " + name + ": it has parts itself");
            } else {
                form.put(name + "[" + part + "]", isGiven(name)
                        ? draft.event(path(name, part), examples.of(schema)) : draft.eventWithoutExample(path(name, part)));
            }
        });
    }

    private TemplateText scalars(String name, @Nullable Element property) {
        TemplateText value = value(name, property);
        boolean nested = value.rendered() instanceof List<?> list
                && list.stream().anyMatch(item -> item instanceof Map || item instanceof List);
        if (!nested) {
            return value;
        }
        draft.remark("the field " + name + " is sent as JSON text; the receiver may expect lists of objects in another form");
        return json(value);
    }

    private static TemplateText json(TemplateText value) {
        return value.filteredIfDefined("tojson", JsonText.of(value.rendered()));
    }

    /** The parts of a multipart body. */
    List<Map<String, Object>> parts() {
        List<Map<String, Object>> parts = new ArrayList<>();
        properties.forEach((name, property) -> {
            Map<String, Object> part = new LinkedHashMap<>();
            part.put("name", TemplateText.literal(name));
            if (schemas.isFile(property)) {
                TemplateText file = draft.event(List.of(name), Base64.getEncoder()
                        .encodeToString(("content of " + name).getBytes(StandardCharsets.UTF_8)));
                part.put("file", ((Placeholder) file.parts().get(0)).expression());
                part.put("filename", TemplateText.literal(name));
            } else {
                TemplateText value = value(name, property);
                part.put("value", value.rendered() instanceof Map || value.rendered() instanceof List
                        ? json(value) : value);
            }
            parts.add(part);
        });
        return parts;
    }
}
