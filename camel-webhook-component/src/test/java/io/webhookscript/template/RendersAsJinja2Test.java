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
package io.webhookscript.template;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Every case that Python's Jinja2 rendered gives the same text here; no difference is tolerated. */
class RendersAsJinja2Test {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);

    private final TemplateCompiler compiler = new TemplateCompiler(Map.of(), Set.of(), false);

    @TestFactory
    List<DynamicTest> everyGroupRendersTheSame() throws IOException {
        return lines("jinja2-groups.jsonl").stream()
                .collect(java.util.stream.Collectors.groupingBy(line -> line.get("group").asText(), java.util.TreeMap::new,
                        java.util.stream.Collectors.toList()))
                .entrySet().stream()
                .map(group -> DynamicTest.dynamicTest(group.getKey(), () -> group.getValue().forEach(this::check))).toList();
    }

    @ParameterizedTest
    @CsvSource({ "jinja2.jsonl, 1500", "jinja2-corners.jsonl, 1276", "jinja2-tests.jsonl, 394" })
    void everyCaseRendersTheSame(String file, int size) throws IOException {
        List<JsonNode> cases = lines(file);

        assertThat(cases).hasSize(size).allSatisfy(this::check);
    }

    private void check(JsonNode line) {
        TemplateSource source = TemplateSource.of(line.get("template").asText());
        if (line.has("error")) {
            assertThatThrownBy(() -> compiler.compile(source, Position.TEXT)).as(source.text())
                    .isInstanceOf(TemplateException.class);
            return;
        }
        Map<?, ?> event = JSON.convertValue(line.get("event"), Map.class);
        DataRoots roots = root -> event.containsKey(root) ? event.get(root) : Undefined.UNDEFINED;

        assertThat(compiler.compile(source, Position.TEXT).render(roots)).as("%s of %s", source.text(), event)
                .isEqualTo(line.get("expected").asText());
    }

    private static List<JsonNode> lines(String file) throws IOException {
        try (InputStream in = RendersAsJinja2Test.class.getResourceAsStream("/template/" + file)) {
            return JSON.readerFor(JsonNode.class).<JsonNode> readValues(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .readAll();
        }
    }
}
