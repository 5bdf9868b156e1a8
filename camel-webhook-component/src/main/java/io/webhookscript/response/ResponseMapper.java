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
package io.webhookscript.response;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.request.event.Json;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.script.ResponseDefinition;
import io.webhookscript.script.ResponseDefinition.As;
import io.webhookscript.script.ResponseDefinition.Variable;
import io.webhookscript.script.ValueTree;
import io.webhookscript.script.yaml.FieldPositions;
import io.webhookscript.template.Moments;
import io.webhookscript.template.TemplateException;
import io.webhookscript.template.Undefined;
import io.webhookscript.value.Members;
import org.jspecify.annotations.Nullable;

/** Maps a delivered response to the caller's result: variables, body, headers. */
final class ResponseMapper {

    /**
     * Thrown when this response does not provide a value that the script requires; the message is a sentence, unmasked.
     */
    static final class UnmappableResponseException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String field;

        UnmappableResponseException(String field, String problem, @Nullable Throwable cause) {
            super(field + ": " + problem, cause);
            this.field = field;
        }

        UnmappableResponseException(TemplateException problem) {
            super(problem.getMessage(), problem);
            this.field = "";
        }

        /** The message after the field's position in the file; a problem of a template contains its own position. */
        String placed(FieldPositions places) {
            return places.of(field).map(place -> place + "  ").orElse("") + getMessage();
        }
    }

    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String BYTES = "application/octet-stream";

    private ResponseMapper() {
    }

    static MappedResponse map(
            ResponseDefinition definition, ResponseRoots roots, ResponseHeaders headers, ResponseBody body,
            @Nullable SessionChange session)
            throws UnmappableResponseException {
        Map<String, @Nullable Object> variables = variables(definition.variables(), roots);
        Map<String, Object> handedOn = handedOn(definition.headers(), headers);
        if (definition.body() == null) {
            return new MappedResponse(body.plain(), contentType(headers).orElse(null), variables, handedOn, session);
        }
        return mapped(tree(definition.body(), roots), variables, handedOn, session);
    }

    private static Map<String, @Nullable Object> variables(List<Variable> definitions, ResponseRoots roots)
            throws UnmappableResponseException {
        @Nullable
        Object[] variables = new @Nullable Object[2 * definitions.size()];
        int end = 0;
        for (Variable variable : definitions) {
            variables[end++] = variable.name();
            variables[end++] = variable(variable, roots);
        }
        return Members.of(variables);
    }

    private static Map<String, Object> handedOn(List<String> names, ResponseHeaders headers) {
        if (names.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> handedOn = new LinkedHashMap<>();
        for (String name : names) {
            Object value = headers.get(name);
            if (value != null) {
                handedOn.put(name, value);
            }
        }
        return handedOn;
    }

    private static Optional<String> contentType(ResponseHeaders headers) {
        Object value = headers.get("Content-Type");
        return Optional.ofNullable(value instanceof List<?> several ? several.get(0) : value).map(Object::toString);
    }

    private static MappedResponse mapped(
            @Nullable Object body, Map<String, @Nullable Object> variables, Map<String, Object> headers,
            @Nullable SessionChange session)
            throws UnmappableResponseException {
        if (body == null || body == Undefined.UNDEFINED) {
            return new MappedResponse(null, null, variables, headers, session);
        }
        if (body instanceof Map || body instanceof List) {
            return new MappedResponse(json(body), JSON, variables, headers, session);
        }
        return new MappedResponse(body, body instanceof byte[] ? BYTES : TEXT, variables, headers, session);
    }

    private static String json(Object body) throws UnmappableResponseException {
        try {
            return Json.write(body);
        } catch (NotSentException e) {
            throw new UnmappableResponseException("response.body", String.valueOf(e.getMessage()), e);
        }
    }

    /** The value of a variable; null when there is none, so that the value of an earlier call does not stay. */
    private static @Nullable Object variable(Variable variable, ResponseRoots roots) throws UnmappableResponseException {
        Object value = evaluate(variable.expression(), roots);
        boolean found = value != Undefined.UNDEFINED && !(isNoTime(value, variable) && !variable.required());
        if (!found) {
            value = standard(variable);
        }
        boolean noMatch = variable.expression().isSearch() && value instanceof List<?> list && list.isEmpty();
        if (value == null || noMatch && variable.required()) {
            if (variable.required()) {
                throw new UnmappableResponseException(variable.field(), "the response lacks this required value", null);
            }
            return null;
        }
        try {
            return variable.as() != null ? TypedValue.of(value, variable.as()) : value;
        } catch (IllegalArgumentException e) {
            throw new UnmappableResponseException(variable.field(), "the value " + e.getMessage(), e);
        }
    }

    private static @Nullable Object standard(Variable variable) {
        Object given = variable.defaultValue() != null ? variable.defaultValue().value() : null;
        return isNoTime(given, variable) ? null : given;
    }

    /** Some systems send {@code 0000-00-00}, an empty text or "never" when they have no time. */
    private static boolean isNoTime(@Nullable Object value, Variable variable) {
        return value != null && variable.as() == As.DATE && Moments.read(value).isEmpty();
    }

    private static @Nullable Object tree(ValueTree tree, ResponseRoots roots) throws UnmappableResponseException {
        if (tree instanceof ValueTree.Constant constant) {
            return constant.value();
        }
        if (tree instanceof ValueTree.Leaf leaf) {
            return evaluate(leaf.expression(), roots);
        }
        if (tree instanceof ValueTree.Members members) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            for (Map.Entry<String, ValueTree> member : members.members().entrySet()) {
                Object value = tree(member.getValue(), roots);
                if (value != Undefined.UNDEFINED) {
                    map.put(member.getKey(), value);
                }
            }
            return map;
        }
        if (tree instanceof ValueTree.Items items) {
            List<@Nullable Object> list = new ArrayList<>();
            for (ValueTree item : items.items()) {
                Object value = tree(item, roots);
                list.add(value == Undefined.UNDEFINED ? null : value);
            }
            return list;
        }
        return asList(tree(((ValueTree.AsList) tree).value(), roots));
    }

    private static Object asList(@Nullable Object value) {
        if (value instanceof List || value == Undefined.UNDEFINED) {
            return value;
        }
        List<@Nullable Object> one = new ArrayList<>();
        one.add(value);
        return one;
    }

    private static @Nullable Object evaluate(io.webhookscript.template.Expression expression, ResponseRoots roots)
            throws UnmappableResponseException {
        try {
            return expression.evaluate(roots);
        } catch (TemplateException e) {
            throw new UnmappableResponseException(e);
        }
    }
}
