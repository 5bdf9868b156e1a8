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
package io.webhookscript.cli;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Against the schema that OASIS publishes, which the jar of a library brings. */
class SarifIsOfItsSchemaTest {

    @TempDir
    Path folder;

    @Test
    void problemsOfAllKindsAreOfTheSchema() throws Exception {
        Files.writeString(folder.resolve("a b.webhookscript.yaml"), "webhookscript: \"1.0\"\n");
        Files.writeString(folder.resolve("broken.webhookscript.yaml"),
                "webhookscript: \"1.0\"\nname: other\nrequest:\n  url: \"https://example.com/{{ x | uper }}\"\n  method: POST\n");
        Files.writeString(folder.resolve("warned.webhookscript.yaml"),
                "webhookscript: \"1.0\"\nrequest: { url: \"https://example.com/\", method: POST, auth: { ref: '#own' } }\n");
        Files.writeString(folder.resolve("misnamed.yaml"), "");

        JsonNode log = sarif(1);

        assertThat(problems(log)).isEmpty();
        JsonNode run = log.at("/runs/0");
        assertThat(run.at("/columnKind").asText()).isEqualTo("unicodeCodePoints");
        assertThat(run.at("/results").findValuesAsText("level")).contains("error", "warning", "note");
        run.at("/results").forEach(result -> {
            int rule = result.get("ruleIndex").asInt();
            assertThat(run.at("/tool/driver/rules/" + rule + "/id")).isEqualTo(result.get("ruleId"));
        });
        assertThat(run.at("/results").findValuesAsText("uri")).anyMatch(uri -> uri.endsWith("a%20b.webhookscript.yaml"));
        assertThat(run.at("/tool/driver/rules").findValuesAsText("id")).doesNotHaveDuplicates();
    }

    @Test
    void noProblemIsALogWithoutResults() throws Exception {
        Files.writeString(folder.resolve("a.webhookscript.yaml"),
                "webhookscript: \"1.0\"\nrequest: { url: \"https://example.com/\" }\n");

        JsonNode log = sarif(0);

        assertThat(problems(log)).isEmpty();
        assertThat(log.at("/runs/0/results")).isEmpty();
    }

    private JsonNode sarif(int exitCode) throws Exception {
        Cli.Run run = Cli.run("validate", "--format", "sarif", folder.toString());
        assertThat(run.exitCode()).isEqualTo(exitCode);
        return new ObjectMapper().readTree(run.out());
    }

    private static Iterable<?> problems(JsonNode log) throws Exception {
        try (InputStream schema = Objects.requireNonNull(
                SarifIsOfItsSchemaTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json"))) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema).validate(log);
        }
    }
}
