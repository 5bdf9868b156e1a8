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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.cli.draft.ScriptDraft;
import io.webhookscript.cli.draft.TemplateText;
import org.jspecify.annotations.Nullable;

/** Makes the body of a draft of a media type in the document. For one draft. */
final class BodyMapping {

    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final ScriptDraft draft;
    private final Schemas schemas;
    private final SchemaExamples examples;

    BodyMapping(ScriptDraft draft, Schemas schemas, SchemaExamples examples) {
        this.draft = draft;
        this.schemas = schemas;
        this.examples = examples;
    }

    /** The type of which a script can contain the most. */
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

    void map(String contentType, Element media) {
        String type = contentType.toLowerCase(Locale.ROOT);
        Element schema = media.find("schema").orElse(null);
        List<Object> beside = examples.beside(media);
        Object whole = beside.isEmpty() ? examples.own(schema).orElse(null) : beside.get(0);
        BodyFields fields = new BodyFields(draft, schemas, examples, schema, whole);
        if (schemas.hasAlternatives(schema)) {
            draft.remark("the document has several forms of the body; the script has the first one");
        }
        if (type.matches(".*[+/]json.*")) {
            json(contentType, schema, fields, whole);
        } else if (type.startsWith(FORM)) {
            draft.body(Map.of("form", fields.form()));
        } else if (type.startsWith("multipart/")) {
            multipart(contentType, fields);
        } else if (type.matches(".*[+/]xml.*") || type.startsWith("text/")) {
            text(contentType, type, whole);
        } else {
            draft.wholeBody("content", contentType);
        }
    }

    private void json(String contentType, @Nullable Element schema, BodyFields fields, @Nullable Object whole) {
        if (!contentType.equalsIgnoreCase(JSON)) {
            draft.header("Content-Type", TemplateText.literal(contentType));
        }
        if (!fields.isEmpty()) {
            draft.body(Map.of("json", fields.json()));
            return;
        }
        Object value = whole == null ? examples.of(schema) : whole;
        TemplateText body = draft.event(List.of("body"), value);
        draft.body(Map.of("json", body));
        if (value instanceof Map || value instanceof List) {
            draft.expect(value);
        }
    }

    private void multipart(String contentType, BodyFields fields) {
        if (!contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            draft.notCarried("the type " + contentType + " of the body: a script sends parts as multipart/form-data");
        }
        draft.body(Map.of("multipart", fields.parts()));
    }

    private void text(String contentType, String type, @Nullable Object whole) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (whole instanceof String text && !text.isBlank()) {
            body.put("text", TemplateText.literal(text));
            draft.remark("the body is the example of the document; replace its values with placeholders");
        } else {
            TemplateText value = draft.event(List.of("text"), "text");
            body.put("text", type.contains("xml")
                    ? TemplateText.literal("<event>").and(value).and(TemplateText.literal("</event>")) : value);
            draft.remark("the document has no example of the body; replace the body with the text that the receiver expects");
        }
        body.put("contentType", contentType);
        draft.body(body);
    }
}
