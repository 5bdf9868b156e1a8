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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** What of the page is no command; {@code CommandLinePageIT} runs those. */
class CommandLinePageTest {

    private static final Path PAGE = Path.of("../../docs/command-line.adoc");
    private static final Path ACTION = Path.of("../../docs/github-action/action.yml");

    @Test
    void everyVersionIsThatOfTheBuild() throws Exception {
        Matcher version = Pattern.compile("<version>([^<]+)</version>").matcher(Files.readString(Path.of("../../pom.xml")));
        assertThat(version.find()).isTrue();

        String shown = Files.readString(PAGE) + Files.readString(ACTION);

        assertThat(Pattern.compile("(?<!openapi: )\\b\\d+\\.\\d+\\.\\d+(?:-SNAPSHOT)?(?=<|$|\\n)", Pattern.MULTILINE)
                .matcher(shown).results()
                .map(found -> found.group())).isNotEmpty().containsOnly(version.group(1));
    }

    @Test
    void theWorkflowGivesTheActionWhatItTakes() throws Exception {
        Matcher workflow = Pattern.compile("(?m)^----\\n(steps:\\n(?s:.*?))^----$").matcher(Files.readString(PAGE));
        assertThat(workflow.find()).isTrue();
        Map<?, ?> inputs = (Map<?, ?>) ((Map<?, ?>) yaml(Files.readString(ACTION))).get("inputs");

        List<?> steps = (List<?>) ((Map<?, ?>) yaml(workflow.group(1))).get("steps");

        Map<?, ?> own = (Map<?, ?>) steps.stream().filter(step -> ((Map<?, ?>) step).get("uses").toString().startsWith("./"))
                .findFirst()
                .orElseThrow();
        Map<?, ?> scanning = (Map<?, ?>) ((Map<?, ?>) steps.get(steps.size() - 1)).get("with");
        assertThat(inputs.containsKey(((Map<?, ?>) own.get("with")).keySet().iterator().next())).isTrue();
        assertThat(scanning.get("sarif_file")).isEqualTo(((Map<?, ?>) inputs.get("sarif")).get("default"));
    }

    @Test
    void everyCommandThatThereIsStandsOnThePage() throws Exception {
        String page = Files.readString(PAGE);

        assertThat(WebhookScriptCommand.commandLine().getSubcommands().keySet()).allSatisfy(
                name -> assertThat(page).containsPattern("(?m)^webhookscript " + name + "\\b"));
    }

    private static Object yaml(String text) {
        return new Load(LoadSettings.builder().build()).loadFromString(text);
    }
}
