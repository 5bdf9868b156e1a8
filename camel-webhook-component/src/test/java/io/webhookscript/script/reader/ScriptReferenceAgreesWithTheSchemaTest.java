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
package io.webhookscript.script.reader;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docs/script-reference.adoc} is made from the schema; {@code -Dgolden.update} writes it anew. */
class ScriptReferenceAgreesWithTheSchemaTest {

    private static final Path PAGE = Path.of("../docs/script-reference.adoc");

    private final List<String> rows = new ArrayList<>();
    private JsonNode schema;

    @Test
    void pageIsThatOfTheSchema() throws IOException {
        try (InputStream in = getClass().getResourceAsStream(ScriptSchema.RESOURCE)) {
            schema = new ObjectMapper().readTree(in);
        }
        rows(schema, "");
        String page
                = """
                        = Script reference

                        A script is a file `NAME.webhookscript.yaml` or `NAME.webhookscript.json`. These are its keys. This page is made from the
                        JSON Schema, which is in the jar as `META-INF/webhookscript/webhookscript-1.0.schema.json`; an editor completes keys when
                        the file begins with

                        [source,yaml]
                        ----
                        # yaml-language-server: $schema=https://webhookscript.io/schema/webhookscript-1.0.schema.json
                        ----

                        Durations are `500` (milliseconds), `5s`, `1m30s`, or ISO-8601; sizes `500` (bytes), `64KiB`, `1MB`. A key that is not here is
                        an error, unless it begins with `x-` on the first level, which is a place for anchors. What else can be wrong is on the page xref:problems.adoc[Problems of script files].

                        [cols="2m,2,1m,4"]
                        |===
                        |key |type |default |meaning

                        """
                  + String.join("\n", rows) + "\n|===\n";
        if (System.getProperty("golden.update") != null) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).hasContent(page);
    }

    private void rows(JsonNode node, String path) {
        for (Map.Entry<String, JsonNode> property : (Iterable<Map.Entry<String, JsonNode>>) node.path("properties")::fields) {
            String below = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            JsonNode value = property.getValue();
            if (rows.stream().noneMatch(r -> r.startsWith("|" + below + "\n"))) {
                rows.add("|" + below + "\n|" + escaped(type(value)) + "\n|" + escaped(text(value.path("default"))) + "\n|"
                         + escaped(meaning(value)) + "\n");
            }
            rows(value, below);
            rows(value.path("items"), below + "[]");
            rows(value.path("additionalProperties"), below + ".NAME");
        }
        for (String branches : List.of("oneOf", "anyOf")) {
            node.path(branches).forEach(b -> rows(b, path));
        }
    }

    private String meaning(JsonNode value) {
        JsonNode example = value.path("examples").path(0);
        String shown = example.isMissingNode() ? "" : " Example: `+" + text(example) + "+`";
        return value.path("description").asText() + shown;
    }

    private String type(JsonNode value) {
        if (value.has("$ref")) {
            JsonNode definition = schema.at(value.get("$ref").asText().substring(1));
            return definition.has("title") ? definition.get("title").asText() : type(definition);
        }
        if (value.has("enum") || value.has("const")) {
            return value.has("const") ? text(value.get("const")) : joined(value.get("enum"), true);
        }
        if (value.has("type")) {
            return value.get("type").isArray() ? joined(value.get("type"), true) : value.get("type").asText();
        }
        JsonNode branches = value.has("anyOf") ? value.get("anyOf") : value.path("oneOf");
        return branches.isEmpty() ? "any value" : joined(branches, false);
    }

    private String joined(JsonNode values, boolean plain) {
        return StreamSupport.stream(values.spliterator(), false).map(v -> plain ? text(v) : type(v)).distinct()
                .collect(Collectors.joining(" or "));
    }

    private static String text(JsonNode value) {
        return value.isMissingNode() ? "" : value.isTextual() ? value.asText() : value.toString();
    }

    private static String escaped(String cell) {
        return cell.replace("|", "\\|");
    }
}
