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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.webhookscript.cli.draft.Credential;
import io.webhookscript.cli.draft.ScriptDraft;
import io.webhookscript.cli.draft.TemplateText;
import io.webhookscript.cli.input.JsonText;
import org.jspecify.annotations.Nullable;

/** The parameters of an operation: each becomes a value of the event, unless the document permits one value only. */
final class ParameterMapping {

    /** The body and the security of an operation determine these (OpenAPI 3.1 §4.8.12.1). */
    private static final Set<String> IGNORED_HEADERS = Set.of("accept", "content-type", "authorization");

    private static final Map<String, String> SEPARATORS = Map.of("spaceDelimited", " ", "pipeDelimited", "|");

    private final ScriptDraft draft;
    private final Schemas schemas;
    private final SchemaExamples examples;

    ParameterMapping(ScriptDraft draft, Schemas schemas, SchemaExamples examples) {
        this.draft = draft;
        this.schemas = schemas;
        this.examples = examples;
    }

    /** Examples of the parameters in the path. */
    Map<String, String> blanks(List<Element> parameters) {
        Map<String, String> blanks = new LinkedHashMap<>();
        parameters.stream().filter(parameter -> in(parameter).equals("path")).forEach(parameter -> {
            Object example = example(parameter);
            blanks.put(name(parameter), example instanceof List<?> || example instanceof Map<?, ?>
                    ? name(parameter) : String.valueOf(example));
            parameter.text("style").filter(style -> !style.equals("simple")).ifPresent(
                    style -> draft.notCarried("the style " + style + " of the parameter " + name(parameter) + " in the path"));
        });
        return blanks;
    }

    void map(Element parameter) {
        boolean deprecated = parameter.is("deprecated", true) && !parameter.is("required", true);
        if (deprecated) {
            draft.notCarried("the parameter " + name(parameter) + ": it is deprecated");
            return;
        }
        switch (in(parameter)) {
            case "query" -> query(parameter);
            case "header" -> header(parameter);
            case "cookie" -> cookie(parameter);
            case "path" -> {
                // is in the URL already
            }
            default -> draft.notCarried("the parameter " + name(parameter) + " in " + in(parameter));
        }
    }

    private void query(Element parameter) {
        String name = name(parameter);
        Element schema = schema(parameter);
        Optional<Object> constant = schemas.constant(schema);
        if (constant.isPresent()) {
            draft.param(name, TemplateText.literal(String.valueOf(constant.get())));
        } else if (Credential.isName(name)) {
            draft.param(name, draft.secretNamed(Credential.nameOf(name), "the param " + name));
        } else if (parameter.has("content")) {
            json(parameter);
        } else if (schemas.type(schema).equals("object")) {
            object(parameter);
        } else if (schemas.type(schema).equals("array")) {
            array(parameter);
        } else {
            draft.param(name, draft.event(List.of(name), scalar(example(parameter))));
        }
    }

    /** A param is text; a value that is a structure in the document has no form as text there. */
    private static Object scalar(Object example) {
        return example instanceof Map || example instanceof List ? "text" : example;
    }

    private void array(Element parameter) {
        Object example = example(parameter);
        List<?> list = example instanceof List<?> items ? items : List.of(example);
        TemplateText value = draft.event(List.of(name(parameter)), list);
        if (!parameter.is("explode", false)) {
            draft.param(name(parameter), value);
            return;
        }
        String separator = SEPARATORS.getOrDefault(parameter.text("style").orElse(""), ",");
        draft.param(name(parameter), value.filteredIfDefined("join('" + separator + "')",
                list.stream().map(String::valueOf).collect(Collectors.joining(separator))));
    }

    /** A param whose value is a document of its own, JSON in all documents that are known. */
    private void json(Element parameter) {
        Object example = example(parameter);
        draft.param(name(parameter), draft.event(List.of(name(parameter)), example)
                .filteredIfDefined("tojson", JsonText.of(example)));
    }

    /** Each property becomes a param. */
    private void object(Element parameter) {
        String name = name(parameter);
        boolean deep = parameter.text("style").filter("deepObject"::equals).isPresent();
        Map<String, Element> properties = schemas.properties(schema(parameter));
        if (!deep && parameter.is("explode", false) || properties.isEmpty()) {
            draft.notCarried("the param " + name + ": an object whose parts the document does not list");
            return;
        }
        Object example = example(parameter);
        properties.forEach((part, schema) -> {
            Object own = example instanceof Map<?, ?> map && map.get(part) != null ? map.get(part) : examples.of(schema);
            if (own instanceof Map || own instanceof List<?>) {
                draft.notCarried("the part " + part + " of the param " + name + ": it has parts itself");
            } else {
                draft.param(deep ? name + "[" + part + "]" : part, draft.event(List.of(name, part), own));
            }
        });
    }

    private void header(Element parameter) {
        String name = name(parameter);
        Element schema = schema(parameter);
        Optional<Object> accept = schemas.constant(schema).or(() -> examples.own(schema));
        if (name.equalsIgnoreCase("Accept") && accept.isPresent()) {
            // some receivers have their version in this header
            draft.header(name, TemplateText.literal(accept.get().toString()));
        } else if (IGNORED_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
            draft.notCarried(
                    "the parameter " + name + " in the header: the body and the security of the operation determine it");
        } else if (Credential.isName(name)) {
            draft.header(name, draft.secretNamed(Credential.nameOf(name), "the header " + name));
        } else {
            draft.header(name, schemas.constant(schema).map(constant -> TemplateText.literal(constant.toString()))
                    .orElseGet(() -> ascii(parameter)));
        }
    }

    /** A header cannot contain other characters. */
    private TemplateText ascii(Element parameter) {
        Object example = scalar(example(parameter));
        boolean sendable = example.toString().chars().allMatch(c -> c >= ' ' && c < 0x7F);
        return draft.event(List.of(name(parameter)), sendable ? example : "text");
    }

    private void cookie(Element parameter) {
        String name = name(parameter);
        draft.header("Cookie", TemplateText.literal(name + "=")
                .and(draft.secretNamed(Credential.nameOf(name), "the cookie " + name)));
    }

    private Object example(Element parameter) {
        List<Object> beside = new ArrayList<>(examples.beside(parameter));
        content(parameter).filter(Element::isMap).ifPresent(media -> beside.addAll(examples.beside(media)));
        return beside.isEmpty() ? examples.of(schema(parameter)) : beside.get(0);
    }

    private static @Nullable Element schema(Element parameter) {
        return parameter.find("schema")
                .or(() -> content(parameter).filter(Element::isMap).flatMap(media -> media.find("schema")))
                .orElse(null);
    }

    /** The only media type of a parameter whose value is, for example, JSON. */
    private static Optional<Element> content(Element parameter) {
        return parameter.members("content").values().stream().findFirst();
    }

    private static String name(Element parameter) {
        return parameter.text("name").orElse("");
    }

    private static String in(Element parameter) {
        return parameter.text("in").orElse("");
    }
}
