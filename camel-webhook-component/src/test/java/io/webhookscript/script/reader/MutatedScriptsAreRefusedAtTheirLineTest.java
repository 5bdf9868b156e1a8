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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.yaml.Findings;
import io.webhookscript.script.yaml.YamlTree;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** One fault put into a valid file is always reported, at its line, and the published schema sees what it can see. */
@Tag("slow")
class MutatedScriptsAreRefusedAtTheirLineTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void namesTheMutatedLine() throws IOException {
        List<Mutation> mutations = mutations();
        SoftAssertions all = new SoftAssertions();

        for (Mutation mutation : mutations) {
            ReadResult result
                    = new ScriptReader(ScriptEnvironment.standalone()).read(mutation.file(), "test", mutation.content());
            all.assertThat(result.script()).as(mutation.toString()).isNull();
            all.assertThat(result.problems()).filteredOn(Problem::isError).extracting(Problem::line).as(mutation.toString())
                    .contains(mutation.line());
        }

        assertThat(mutations).hasSizeGreaterThan(1_000);
        all.assertAll();
    }

    @Test
    void schemaRefusesWhatItCanSee() throws IOException {
        JsonSchema schema = ScriptSchema.load();
        SoftAssertions all = new SoftAssertions();

        for (Mutation mutation : mutations()) {
            if (mutation.visible()) {
                all.assertThat(schema.validate(json(mutation.content()))).as(mutation.toString()).isNotEmpty();
            }
        }

        all.assertAll();
    }

    @Test
    void schemaAcceptsTheValidFiles() throws IOException {
        JsonSchema schema = ScriptSchema.load();
        SoftAssertions all = new SoftAssertions();

        for (Path file : ValidScripts.all()) {
            all.assertThat(schema.validate(json(Files.readAllBytes(file)))).as(file.toString()).isEmpty();
        }

        all.assertAll();
    }

    /** Of all valid files, and of the YAML ones written as JSON. */
    private static List<Mutation> mutations() throws IOException {
        List<Mutation> mutations = new ArrayList<>();
        for (Path file : ValidScripts.all()) {
            String name = file.getFileName().toString();
            mutations.addAll(Mutation.of(name, Files.readString(file)));
            if (name.endsWith(".yaml")) {
                String json = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json(Files.readAllBytes(file)));
                mutations.addAll(Mutation.of(name.replace(".yaml", ".json"), json));
            }
        }
        return mutations;
    }

    static JsonNode json(byte[] content) {
        Findings findings = new Findings("test");
        boolean json = content.length > 0 && content[0] == '{';
        return JSON.valueToTree(YamlTree.read(content, json, findings)
                .orElseThrow(() -> new AssertionError(findings.problems())).root().plain());
    }
}
