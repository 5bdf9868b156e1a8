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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.Parameter.StyleEnum;
import io.webhookscript.cli.draft.Credential;
import io.webhookscript.cli.draft.ScriptDraft;
import io.webhookscript.cli.draft.TemplateText;
import org.jspecify.annotations.Nullable;

/** Parameters of an operation: each a value of the event, where the document does not say the only one. */
final class ParameterMapping {

    /** Said by the body and by security (OpenAPI 3.1 §4.8.12.1). */
    private static final Set<String> IGNORED_HEADERS = Set.of("accept", "content-type", "authorization");

    private final ScriptDraft draft;
    private final Schemas schemas;
    private final References references;

    ParameterMapping(ScriptDraft draft, Schemas schemas, References references) {
        this.draft = draft;
        this.schemas = schemas;
        this.references = references;
    }

    /** Examples of the parameters in the path. */
    Map<String, String> blanks(List<Parameter> parameters) {
        Map<String, String> blanks = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            if ("path".equals(parameter.getIn())) {
                Object example = example(parameter);
                blanks.put(parameter.getName(), example instanceof List<?> || example instanceof Map<?, ?>
                        ? parameter.getName() : String.valueOf(example));
                StyleEnum style = parameter.getStyle();
                if (style != null && style != StyleEnum.SIMPLE) {
                    draft.notCarried("the style " + style + " of the path's parameter " + parameter.getName());
                }
            }
        }
        return blanks;
    }

    void map(Parameter parameter) {
        switch (String.valueOf(parameter.getIn())) {
            case "query" -> query(parameter);
            case "header" -> header(parameter);
            case "cookie" -> cookie(parameter);
            default -> {
                // the path has its own
            }
        }
    }

    private void query(Parameter parameter) {
        String name = parameter.getName();
        Optional<Object> constant = schemas.constant(parameter.getSchema());
        if (constant.isPresent()) {
            draft.param(name, TemplateText.literal(String.valueOf(constant.get())));
        } else if (Credential.isName(name)) {
            draft.param(name, draft.secretNamed(Credential.nameOf(name), "the param " + name));
        } else if (schemas.type(parameter.getSchema()).equals("object")) {
            object(parameter);
        } else if (schemas.type(parameter.getSchema()).equals("array")) {
            array(parameter);
        } else {
            draft.param(name, value(parameter));
        }
    }

    private TemplateText value(Parameter parameter) {
        return draft.event(List.of(parameter.getName()), scalar(example(parameter)));
    }

    /** A param shows a text: one that cannot be one in this form has its JSON. */
    private static Object scalar(Object example) {
        return example instanceof Map || example instanceof List ? "text" : example;
    }

    private void array(Parameter parameter) {
        String between = Boolean.FALSE.equals(parameter.getExplode())
                ? parameter.getStyle() == StyleEnum.SPACEDELIMITED ? " " : parameter.getStyle() == StyleEnum.PIPEDELIMITED ? "|"
                        : ","
                : "";
        Object example = example(parameter);
        List<?> list = example instanceof List<?> items ? items : List.of(example);
        TemplateText value = draft.event(List.of(parameter.getName()), list);
        if (between.isEmpty()) {
            draft.param(parameter.getName(), value);
        } else {
            String expression = ((TemplateText.Part.Placeholder) value.parts().get(0)).expression();
            draft.param(parameter.getName(), TemplateText.placeholder(
                    expression + " | join('" + between + "')",
                    list.stream().map(String::valueOf).collect(Collectors.joining(between))));
        }
    }

    /** Each property is a param of its own. */
    private void object(Parameter parameter) {
        boolean deep = parameter.getStyle() == StyleEnum.DEEPOBJECT;
        boolean apart = deep || !Boolean.FALSE.equals(parameter.getExplode());
        Map<String, Schema<?>> properties = schemas.properties(parameter.getSchema());
        if (!apart || properties.isEmpty()) {
            draft.notCarried(
                    "the param " + parameter.getName() + ": an object whose parts the document does not name one by one");
            return;
        }
        Object example = example(parameter);
        properties.forEach((name, property) -> {
            Object own = example instanceof Map<?, ?> map && map.get(name) != null ? map.get(name) : schemas.example(property);
            if (own instanceof Map || own instanceof List<?>) {
                draft.notCarried("the part " + name + " of the param " + parameter.getName() + ": it has parts itself");
            } else {
                draft.param(deep ? parameter.getName() + "[" + name + "]" : name,
                        draft.event(List.of(parameter.getName(), name), own));
            }
        });
    }

    private void header(Parameter parameter) {
        String name = parameter.getName();
        Optional<Object> accept = schemas.constant(parameter.getSchema()).or(() -> schemas.ownExample(parameter.getSchema()));
        if (name.equalsIgnoreCase("Accept") && accept.isPresent()) {
            // some receivers name their version there
            draft.header(name, TemplateText.literal(accept.get().toString()));
        } else if (IGNORED_HEADERS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
            draft.notCarried("the parameter " + name + " in the header: body and security of the operation say it");
        } else if (Credential.isName(name)) {
            draft.header(name, draft.secretNamed(Credential.nameOf(name), "the header " + name));
        } else {
            draft.header(name,
                    schemas.constant(parameter.getSchema()).map(constant -> TemplateText.literal(constant.toString()))
                            .orElseGet(() -> ascii(parameter)));
        }
    }

    /** A header can hold no other letters. */
    private TemplateText ascii(Parameter parameter) {
        Object example = scalar(example(parameter));
        boolean sendable = example.toString().chars().allMatch(c -> c >= ' ' && c < 0x7F);
        return draft.event(List.of(parameter.getName()), sendable ? example : "text");
    }

    private void cookie(Parameter parameter) {
        draft.header("Cookie", TemplateText.literal(parameter.getName() + "=")
                .and(draft.secretNamed(Credential.nameOf(parameter.getName()), "the cookie " + parameter.getName())));
    }

    private Object example(Parameter parameter) {
        List<@Nullable Object> examples = new ArrayList<>();
        examples.add(Plain.of(parameter.getExample()));
        if (parameter.getExamples() != null) {
            parameter.getExamples().values().stream().map(references::example).flatMap(Optional::stream)
                    .map(example -> Plain.of(example.getValue())).forEach(examples::add);
        }
        return examples.stream().filter(java.util.Objects::nonNull).findFirst()
                .orElseGet(() -> schemas.example(parameter.getSchema()));
    }
}
