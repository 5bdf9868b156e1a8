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
package io.webhookscript.cli.postman;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.webhookscript.cli.draft.ScriptDraft;
import io.webhookscript.cli.draft.SourceRequest.Body;
import io.webhookscript.cli.draft.SourceRequest.Pair;
import io.webhookscript.cli.draft.SourceRequest.Part;
import io.webhookscript.cli.input.JsonText;

/** The body of a request, by its mode. */
final class PostmanBody {

    private final Fields body;
    private final ScriptDraft draft;

    PostmanBody(Fields body, ScriptDraft draft) {
        this.body = body;
        this.draft = draft;
    }

    Optional<Body> read() {
        if (body.isTrue("disabled")) {
            draft.notCarried("the body: it is disabled");
            return Optional.empty();
        }
        return switch (body.text("mode").orElse("")) {
            case "raw" -> body.text("raw").filter(text -> !text.isEmpty()).map(text -> new Body.Text(text, rawType(text)));
            case "urlencoded" -> form();
            case "formdata" -> multipart();
            case "file" -> body.fields("file").text("src").map(file -> new Body.File(file, "application/octet-stream"));
            case "graphql" -> Optional.of(graphql());
            default -> Optional.empty();
        };
    }

    private String rawType(String text) {
        return switch (body.fields("options").fields("raw").text("language").orElse("")) {
            case "json" -> "application/json";
            case "xml" -> "application/xml";
            case "html" -> "text/html; charset=utf-8";
            case "javascript" -> "application/javascript";
            default -> {
                if (text.strip().startsWith("{")) {
                    draft.remark("Postman sends this body as text/plain unless a header says otherwise");
                }
                yield "text/plain; charset=utf-8";
            }
        };
    }

    private Optional<Body> form() {
        List<Pair> fields = enabled("urlencoded").stream()
                .map(field -> new Pair(field.text("key").orElse(""), field.text("value").orElse(""))).toList();
        return fields.isEmpty() ? Optional.empty() : Optional.of(new Body.Form(fields));
    }

    private Optional<Body> multipart() {
        List<Part> parts = new ArrayList<>();
        for (Fields field : enabled("formdata")) {
            String name = field.text("key").orElse("");
            Optional<String> type = field.text("contentType").filter(text -> !text.isBlank());
            if (field.text("type").filter("file"::equals).isPresent()) {
                List<String> files = field.value("src") instanceof List<?> list
                        ? list.stream().map(String::valueOf).toList() : field.text("src").map(List::of).orElse(List.of("file"));
                files.forEach(file -> parts.add(new Part(name, file, true, null, type.orElse(null))));
            } else {
                parts.add(new Part(name, field.text("value").orElse(""), false, null, type.orElse(null)));
            }
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(new Body.Multipart(parts));
    }

    private List<Fields> enabled(String mode) {
        List<Fields> all = body.list(mode);
        all.stream().filter(field -> field.isTrue("disabled"))
                .forEach(field -> draft.notCarried("the field " + field.text("key").orElse("") + ": it is disabled"));
        return all.stream().filter(field -> !field.isTrue("disabled") && !field.text("key").orElse("").isEmpty()).toList();
    }

    /** As clients of GraphQL send it. */
    private Body graphql() {
        Fields graphql = body.fields("graphql");
        String variables = graphql.text("variables").filter(text -> !text.isBlank()).orElse("{}");
        String operation = graphql.text("operationName").filter(name -> !name.isBlank())
                .map(name -> ", \"operationName\": " + JsonText.of(name)).orElse("");
        return new Body.Text(
                "{\"query\": " + JsonText.of(graphql.text("query").orElse("")) + operation + ", \"variables\": " + variables
                             + "}",
                "application/json");
    }
}
