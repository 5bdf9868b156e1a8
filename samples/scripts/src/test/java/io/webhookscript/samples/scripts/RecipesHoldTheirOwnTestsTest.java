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
package io.webhookscript.samples.scripts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.webhookscript.junit5.WebhookScriptTest;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The recipes of the user guide are files that load, whose tests hold, and which the page shows as they are. */
class RecipesHoldTheirOwnTestsTest {

    private static final Path RECIPES = Path.of("src/main/resources/recipes");
    private static final Path PAGE = Path.of("../../docs/recipes.adoc");
    private static final Pattern SCRIPT
            = Pattern.compile("(?m)^----\\n(webhookscript: \"1\\.0\"\\nname: (\\S+)\\n(?s:.*?))^----$");

    @WebhookScriptTest(scripts = "classpath:recipes/", allowHosts = { "hooks.slack.com", "*.amazonaws.com" })
    void recipes() {
    }

    @Test
    void thePageShowsEachFileAsItIs() throws IOException {
        Map<String, String> shown = new TreeMap<>();
        Matcher script = SCRIPT.matcher(Files.readString(PAGE));
        while (script.find()) {
            assertThat(shown.put(script.group(2), script.group(1))).as(script.group(2)).isNull();
        }

        assertThat(shown).isEqualTo(files());
        assertThat(shown).hasSizeGreaterThanOrEqualTo(20);
    }

    /** Without a warning but that a call whose outcome is not known is not repeated, which a recipe may want. */
    @Test
    void eachFileLoadsAndHasTests() throws IOException {
        for (Map.Entry<String, String> file : files().entrySet()) {
            var result = new ScriptReader(ScriptEnvironment.standalone()).read(file.getKey() + ".webhookscript.yaml",
                    file.getValue());

            assertThat(result.problems()).as(file.getKey()).extracting(Problem::code)
                    .allMatch(ProblemCode.NOT_REPEATED::equals);
            assertThat(result.orThrow().definition().tests()).as(file.getKey()).hasSizeGreaterThanOrEqualTo(2);
        }
    }

    /** By name, without the licence's head. */
    private static Map<String, String> files() throws IOException {
        Map<String, String> scripts = new TreeMap<>();
        try (Stream<Path> files = Files.list(RECIPES)) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                scripts.put(file.getFileName().toString().replace(".webhookscript.yaml", ""),
                        text.substring(text.indexOf("webhookscript: ")));
            }
        }
        return scripts;
    }
}
