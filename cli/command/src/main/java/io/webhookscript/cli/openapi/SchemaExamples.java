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

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.cli.draft.ScriptDraft;
import org.jspecify.annotations.Nullable;

/** Examples of a document, and values that fit a schema where it has none. */
final class SchemaExamples {

    private final Schemas schemas;
    private final References references;
    private final ScriptDraft draft;

    SchemaExamples(Schemas schemas, References references, ScriptDraft draft) {
        this.schemas = schemas;
        this.references = references;
        this.draft = draft;
    }

    /** The examples of a parameter or a media type, without those of its schema. */
    List<Object> beside(Element holder) {
        List<Object> examples = new ArrayList<>();
        holder.value("example").ifPresent(examples::add);
        holder.members("examples").values().forEach(example -> references.follow(example).filter(Element::isMap)
                .ifPresent(found -> {
                    found.text("externalValue").ifPresent(
                            address -> draft.notCarried("the example at " + address + ": nothing is downloaded"));
                    found.value("value").ifPresent(examples::add);
                }));
        return examples;
    }

    /** The schema's own example or default value. */
    Optional<Object> own(@Nullable Element schema) {
        Optional<Object> beside = Optional.ofNullable(schema).filter(Element::isMap).flatMap(SchemaExamples::given);
        return beside.or(() -> schemas.resolved(schema).flatMap(SchemaExamples::given));
    }

    private static Optional<Object> given(Element schema) {
        return schema.value("example")
                .or(() -> schema.items("examples").stream().findFirst().flatMap(first -> Optional.ofNullable(first.plain())))
                .or(() -> schema.value("default"));
    }

    /** An example of the document, or a value of the type. */
    Object of(@Nullable Element schema) {
        return of(schema, 0);
    }

    private Object of(@Nullable Element schema, int level) {
        return schemas.constant(schema).or(() -> own(schema)).orElseGet(() -> made(schema, level));
    }

    private Object made(@Nullable Element schema, int level) {
        Optional<Element> found = schemas.resolved(schema);
        List<Element> permitted = found.map(at -> at.items("enum")).orElse(List.of());
        if (!permitted.isEmpty()) {
            return Optional.ofNullable(permitted.get(0).plain()).orElse("");
        }
        Optional<Object> minimum = found.flatMap(at -> at.value("minimum")).filter(Number.class::isInstance);
        return switch (schemas.type(schema)) {
            case "integer" -> minimum.map(least -> (Object) ((Number) least).longValue()).orElse(1L);
            case "number" -> minimum.orElse(new BigDecimal("1.5"));
            case "boolean" -> true;
            case "array" -> level > Schemas.MAX_LEVELS
                    ? List.of() : List.of(of(found.flatMap(at -> at.find("items")).orElse(null), level + 1));
            case "object" -> object(schema, level);
            default -> text(found.flatMap(at -> at.text("format")).orElse(""));
        };
    }

    private Object object(@Nullable Element schema, int level) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (level < Schemas.MAX_LEVELS) {
            schemas.properties(schema).forEach((name, property) -> {
                if (!schemas.isTrue(property, "readOnly")) {
                    object.put(name, of(property, level + 1));
                }
            });
        }
        return object;
    }

    private static String text(String format) {
        return switch (format) {
            case "date" -> "2024-06-18";
            case "date-time" -> "2024-06-18T23:22:36Z";
            case "email" -> "ada@example.com";
            case "uri", "url" -> "https://example.com/";
            case "uuid" -> "7d444840-9dc0-11d1-b245-5ffdce74fad2";
            default -> "text";
        };
    }
}
