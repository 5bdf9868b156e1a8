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
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.OutputFormat;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.usecase.FoundFile;
import io.webhookscript.script.usecase.UseCases;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The published schema accepts and refuses what the parser accepts and refuses: over files made from the schema itself,
 * with every key of it, and over each of those with each of its values replaced.
 */
@Tag("slow")
class SchemaAgreesWithTheParserTest {

    /** What only somebody who reads templates, other files or several values at once can see. */
    private static final Set<ProblemCode> BEYOND_A_SCHEMA = EnumSet.of(
            ProblemCode.TEMPLATE, ProblemCode.EXPRESSION, ProblemCode.UNKNOWN_ROOT, ProblemCode.UNKNOWN_FIELD,
            ProblemCode.UNKNOWN_USE_CASE, ProblemCode.NAME_UNLIKE_FILE);

    /** Of a use case that has a field to remove. */
    private static final String USE_CASE = "{ \"name\": \"any\", \"open\": true, \"fields\": { \"x\": \"{{ 1 }}\" } }";

    private final ScriptReader reader = new ScriptReader(
            ValidScripts.environment().withUseCases(UseCases.builtIn().with(List.of(
                    new FoundFile("any.usecase.yaml", "test", USE_CASE.getBytes(StandardCharsets.UTF_8)))).useCases()));
    private final ObjectMapper json = new ObjectMapper();
    private JsonSchema validator;
    private SchemaSamples samples;

    @BeforeEach
    void open() throws IOException {
        validator = ScriptSchema.load();
        try (InputStream in = getClass().getResourceAsStream(ScriptSchema.RESOURCE)) {
            samples = new SchemaSamples(json.readTree(in), this::accepts);
        }
    }

    @Test
    void everyKeyStandsInAFileThatBothAccept() throws IOException {
        Set<String> accepted = new LinkedHashSet<>();
        for (SchemaSamples.Sample file : samples.files()) {
            List<Problem> problems = problems(file.value());
            assertThat(verdict(file.value())).as(file.value().toString()).isEmpty();
            if (problems.stream().noneMatch(Problem::isError) && accepts(file.value())) {
                accepted.addAll(file.keys());
            }
        }

        assertThat(accepted).containsAll(samples.keys());
    }

    @Test
    void bothSayTheSameOfEveryMutation() throws IOException {
        Set<JsonNode> probes = samples.probes();
        Set<String> seen = new LinkedHashSet<>();
        Map<String, String> disagreements = new LinkedHashMap<>();
        for (SchemaSamples.Sample file : samples.files()) {
            for (Map.Entry<String, JsonNode> mutation : samples.mutations(file.value(), probes).entrySet()) {
                if (seen.add(mutation.getValue().toString())) {
                    String verdict = verdict(mutation.getValue());
                    if (!verdict.isEmpty()) {
                        disagreements.put(mutation.getKey(), verdict);
                    }
                }
            }
        }

        assertThat(seen).hasSizeGreaterThan(10_000);
        assertThat(disagreements).isEmpty();
    }

    /** Empty when they agree. */
    private String verdict(JsonNode file) throws IOException {
        List<Problem> errors = problems(file).stream().filter(Problem::isError).toList();
        boolean valid = accepts(file);
        if (valid && errors.stream().anyMatch(e -> !isBeyondASchema(e))) {
            return "only the parser refuses: " + errors;
        }
        return !valid && errors.isEmpty() ? "only the schema refuses: " + validator.validate(file) : "";
    }

    /** Stops at the first fault, unlike {@code validate}. */
    private boolean accepts(JsonNode file) {
        return validator.validate(file, OutputFormat.BOOLEAN);
    }

    private static boolean isBeyondASchema(Problem error) {
        return BEYOND_A_SCHEMA.contains(error.code()) || error.expected().contains("slidingWindowSize")
                || error.code() == ProblemCode.MISSING_KEY && error.field().equals("limits.loop.key"); // use cases have ids
    }

    private List<Problem> problems(JsonNode file) throws IOException {
        return reader.read("crm-upsert-contact.webhookscript.json", "test", json.writeValueAsBytes(file)).problems();
    }
}
