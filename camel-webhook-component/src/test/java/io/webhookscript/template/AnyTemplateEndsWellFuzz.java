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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.webhookscript.template.Templates.Event;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever the template and the event are, there is a result or an error with its place. An input is the number of a
 * position, a template, and after a line of {@code ----} the event; see CONTRIBUTING.md for how to run it.
 */
class AnyTemplateEndsWellFuzz {

    private static final Path CORPUS = Path.of("src/test/resources/template/fuzz");
    private static final String SEPARATOR = "\n----\n";
    private static final String EVENT
            = "{\"a\": 1, \"t\": \"O\\\"N\\n\", \"l\": [1, \"b\", null, 2.50], \"m\": {\"k\": {\"15\": true}}}";
    private static final JsonMapper STRICT = JsonMapper.builder().build();

    static {
        STRICT.getFactory().setStreamReadConstraints(StreamReadConstraints.builder().maxNumberLength(Limits.TEXT)
                .maxNameLength(Limits.TEXT).maxNestingDepth(Limits.DATA_DEPTH).build());
    }

    static Stream<byte[]> corpus() {
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files.sorted().map(AnyTemplateEndsWellFuzz::bytes).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @MethodSource("corpus")
    @FuzzTest(maxDuration = "1m", maxExecutions = 20_000)
    void anyTemplateEndsWell(byte[] input) {
        check(input);
    }

    @MethodSource("corpus")
    @FuzzTest(maxDuration = "10m")
    void anyTemplateEndsWellAtLength(byte[] input) {
        check(input);
    }

    private static void check(byte[] input) {
        if (input.length == 0) {
            return;
        }
        Position position = Position.values()[Math.floorMod(input[0] - '0', Position.values().length)];
        String text = new String(input, 1, input.length - 1, StandardCharsets.UTF_8);
        int separator = text.indexOf(SEPARATOR);
        String template = separator < 0 ? text : text.substring(0, separator);
        String event = separator < 0 ? EVENT : text.substring(separator + SEPARATOR.length());
        check(template, position, event(event), event(event));
    }

    private static void check(String text, Position position, Map<String, ?> event, Map<String, ?> copy) {
        try {
            Template template = Templates.compile(text, position);
            String result = template.render(Event.of(event));
            template.evaluate(Event.of(event));
            assertThat(result).isEqualTo(template.render(Event.of(event)));
            assertThat(template.work(Event.of(event))).isLessThanOrEqualTo(Limits.WORK);
            if (position == Position.JSON) {
                STRICT.readTree(result);
            }
        } catch (TemplateException e) {
            assertThat(e.line()).isPositive();
            assertThat(e.column()).isPositive();
            assertThat(e.offset()).isBetween(0, text.length());
            assertThat(e.getMessage()).isNotBlank();
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON", e);
        }
        assertThat(event).isEqualTo(copy);
    }

    /** What is no event is the value of {@code t}. */
    private static Map<String, ?> event(String text) {
        try {
            return Event.json(text).data();
        } catch (IllegalArgumentException e) {
            return Map.of("t", text);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
