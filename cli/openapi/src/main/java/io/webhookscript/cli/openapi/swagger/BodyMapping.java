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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.webhookscript.cli.draft.Credential;
import io.webhookscript.cli.draft.ScriptDraft;
import io.webhookscript.cli.draft.TemplateText;
import org.jspecify.annotations.Nullable;

/**
 * The body of an operation. Of an object each property is a value of the event, whole; what the event does not have is
 * left out. For one draft.
 */
final class BodyMapping {

    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final ScriptDraft draft;
    private final Schemas schemas;
    private final References references;
    private Map<?, ?> example = Map.of();
    private boolean hasExample;
    private Set<String> required = Set.of();
    private List<String> prefix = List.of();

    BodyMapping(ScriptDraft draft, Schemas schemas, References references) {
        this.draft = draft;
        this.schemas = schemas;
        this.references = references;
    }

    /** The type that says most in a script. */
    static String preferred(List<String> types) {
        for (String pattern : List.of("application/json.*", ".*[+/]json.*", FORM + ".*", "multipart/.*", ".*[+/]xml.*",
                "text/.*")) {
            Optional<String> found = types.stream().filter(type -> type.toLowerCase(Locale.ROOT).matches(pattern)).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        return types.get(0);
    }

    void map(String contentType, MediaType media) {
        String type = contentType.toLowerCase(Locale.ROOT);
        Schema<?> schema = media.getSchema();
        List<Object> examples = examples(media);
        Optional<Object> whole = examples.isEmpty() ? schemas.ownExample(schema) : Optional.of(examples.get(0));
        hasExample = whole.isPresent() && whole.get() instanceof Map;
        example = whole.isPresent() && whole.get() instanceof Map<?, ?> map ? map : Map.of();
        required = schemas.required(schema);
        Map<String, Schema<?>> properties = properties(schema);
        prefix = properties.keySet().stream().anyMatch(draft::eventHas) ? List.of("body") : List.of();
        if (schemas.hasAlternatives(schema)) {
            draft.remark("the document has several forms of the body; the first is carried over");
        }
        if (type.matches(".*[+/]json.*")) {
            json(contentType, schema, properties, whole);
        } else if (type.startsWith(FORM)) {
            form(properties);
        } else if (type.startsWith("multipart/")) {
            multipart(contentType, properties);
        } else if (type.matches(".*[+/]xml.*") || type.startsWith("text/")) {
            text(contentType, type, whole);
        } else {
            draft.wholeBody("content", contentType);
        }
    }

    /** All that stand beside the media type, the first first. */
    List<Object> examples(@Nullable MediaType media) {
        List<Object> examples = new ArrayList<>();
        if (media != null && media.getExample() != null) {
            Optional.ofNullable(Plain.of(media.getExample())).ifPresent(examples::add);
        }
        if (media != null && media.getExamples() != null) {
            media.getExamples().values().stream().map(references::example).flatMap(Optional::stream).forEach(found -> {
                if (found.getExternalValue() != null) {
                    draft.notCarried("the example at " + found.getExternalValue() + ": nothing is fetched");
                }
                Optional.ofNullable(Plain.of(found.getValue())).ifPresent(examples::add);
            });
        }
        return examples;
    }

    /** Those that a caller sends, and those of the example that the schema does not name. */
    private Map<String, Schema<?>> properties(@Nullable Schema<?> schema) {
        Map<String, Schema<?>> properties = new LinkedHashMap<>();
        schemas.properties(schema).forEach((name, property) -> {
            if (!schemas.isReadOnly(property)) {
                properties.put(name, property);
            }
        });
        example.keySet().forEach(name -> properties.putIfAbsent(String.valueOf(name), new Schema<>()));
        return properties;
    }

    private void json(
            String contentType, @Nullable Schema<?> schema, Map<String, Schema<?>> properties, Optional<Object> whole) {
        if (!contentType.equalsIgnoreCase(JSON)) {
            draft.header("Content-Type", TemplateText.literal(contentType));
        }
        if (properties.isEmpty()) {
            Object value = whole.orElseGet(() -> schemas.example(schema));
            TemplateText body = draft.event(List.of("body"), value);
            draft.body(Map.of("json", body));
            if (value instanceof Map || value instanceof List) {
                draft.expect(value);
            }
            return;
        }
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
                TemplateText leaf = leaf(name, property);
                tree.put(name, leaf);
                if (isGiven(name)) {
                    expected.put(name, leaf.rendered());
                }
            }
        });
        draft.body(Map.of("json", tree));
        draft.expect(expected);
    }

    /** Whether the event of the test has it: all when there is no example, else what the example has. */
    private boolean isGiven(String name) {
        return !hasExample || example.containsKey(name) || required.contains(name);
    }

    private TemplateText leaf(String name, Schema<?> property) {
        if (Credential.isField(name)) {
            return draft.secretNamed(Credential.nameOf(name), "the field " + name);
        }
        List<String> path = new ArrayList<>(prefix);
        path.add(name);
        return isGiven(name)
                ? draft.event(path, example.containsKey(name) ? example.get(name) : schemas.example(property))
                : draft.eventWithoutExample(path);
    }

    private void form(Map<String, Schema<?>> properties) {
        Map<String, Object> form = new LinkedHashMap<>();
        properties.forEach((name, property) -> {
            if (!schemas.type(property).equals("object")) {
                form.put(name, schemas.constant(property).map(value -> TemplateText.literal(value.toString()))
                        .orElseGet(() -> scalars(name, property)));
                return;
            }
            Map<String, Schema<?>> parts = schemas.properties(property);
            if (parts.isEmpty()) {
                draft.notCarried("the field " + name + ": an object whose parts the document does not name");
            }
            parts.forEach((part, schema) -> {
                List<String> path = new ArrayList<>(prefix);
                path.add(name);
                path.add(part);
                if (schemas.type(schema).matches("object|array")) {
                    draft.notCarried("the part " + part + " of the field " + name + ": it has parts itself");
                } else {
                    form.put(name + "[" + part + "]", isGiven(name)
                            ? draft.event(path, schemas.example(schema)) : draft.eventWithoutExample(path));
                }
            });
        });
        draft.body(Map.of("form", form));
    }

    private TemplateText scalars(String name, Schema<?> property) {
        TemplateText leaf = leaf(name, property);
        boolean nested = leaf.rendered() instanceof List<?> list
                && list.stream().anyMatch(item -> item instanceof Map || item instanceof List);
        if (!nested) {
            return leaf;
        }
        draft.remark("the field " + name + " is sent as JSON text; see how the receiver wants lists of objects");
        return leaf.filtered("tojson");
    }

    private void multipart(String contentType, Map<String, Schema<?>> properties) {
        if (!contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            draft.notCarried("the type " + contentType + " of the body: a script sends parts as multipart/form-data");
        }
        List<Map<String, Object>> parts = new ArrayList<>();
        properties.forEach((name, property) -> {
            Map<String, Object> part = new LinkedHashMap<>();
            part.put("name", TemplateText.literal(name));
            if (schemas.isFile(property)) {
                TemplateText file = draft.event(List.of(name), Base64.getEncoder()
                        .encodeToString(("content of " + name).getBytes(StandardCharsets.UTF_8)));
                part.put("file", ((TemplateText.Part.Placeholder) file.parts().get(0)).expression());
                part.put("filename", TemplateText.literal(name));
            } else {
                TemplateText leaf = leaf(name, property);
                part.put("value", leaf.rendered() instanceof Map || leaf.rendered() instanceof List
                        ? leaf.filtered("tojson") : leaf);
            }
            parts.add(part);
        });
        draft.body(Map.of("multipart", parts));
    }

    private void text(String contentType, String type, Optional<Object> whole) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (whole.isPresent() && whole.get() instanceof String text && !text.isBlank()) {
            body.put("text", TemplateText.literal(text));
            draft.remark("the body is the document's example; put placeholders where the event belongs");
        } else {
            body.put("text", type.contains("xml")
                    ? TemplateText.literal("<event>").and(draft.event(List.of("text"), "text"))
                            .and(TemplateText.literal("</event>"))
                    : draft.event(List.of("text"), "text"));
            draft.remark("the document shows no example of the body; a frame stands for it");
        }
        body.put("contentType", contentType);
        draft.body(body);
    }
}
