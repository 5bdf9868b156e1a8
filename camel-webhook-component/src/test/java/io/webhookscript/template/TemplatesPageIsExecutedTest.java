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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.webhookscript.template.Templates.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every example of the page on templates gives what the page says. */
class TemplatesPageIsExecutedTest {

    private static final Path PAGE = Path.of("../docs/templates.adoc");
    /** A line of an example: the template, two spaces or more, an arrow, the text. */
    private static final Pattern EXAMPLE = Pattern.compile("^(.*?)\\s{2,}=> ?(.*)$");

    record Example(Position position, String template, String expected) {
    }

    @ParameterizedTest
    @MethodSource("examples")
    void givesWhatThePageSays(Example example) throws IOException {
        String result;
        try {
            result = Templates.render(example.template(), example.position(), event());
        } catch (TemplateException e) {
            result = "error: " + e.problem();
        }

        assertThat(result).isEqualTo(example.expected());
    }

    @Test
    void thePageNamesEveryFilterAndTest() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(BuiltIn.names()).allSatisfy(name -> assertThat(page).containsPattern("[|`] ?" + name + "\\b"));
        assertThat(ValueTest.names()).allSatisfy(name -> assertThat(page).contains(name));
    }

    static Stream<Example> examples() throws IOException {
        List<Example> examples = new java.util.ArrayList<>();
        Position position = null;
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("[source,template,position=")) {
                position = Position.valueOf(line.substring(line.lastIndexOf('=') + 1, line.length() - 1));
            }
            Matcher example = EXAMPLE.matcher(line);
            if (position != null && example.matches()) {
                examples.add(new Example(position, example.group(1), example.group(2)));
            }
        }
        assertThat(examples).hasSizeGreaterThan(40);
        return examples.stream();
    }

    private static Event event() throws IOException {
        Matcher block = Pattern.compile("\\[#event]\\n\\[source,json]\\n----\\n(.*?)----", Pattern.DOTALL)
                .matcher(Files.readString(PAGE));
        assertThat(block.find()).isTrue();
        return Event.json(block.group(1));
    }
}
