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
package io.webhookscript;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.reader.ReadResult;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every whole script that README and the pages of the user guide show is one that loads. */
class ScriptsInTheDocsLoadTest {

    /** A fenced block that begins with the format's version is a whole script; other blocks show parts. */
    private static final Pattern SCRIPT
            = Pattern.compile("(?m)^(?:----|```yaml)\\n(webhookscript: \"1\\.0\"\\n(?s:.*?))^(?:----|```)$");
    /** Pages with scripts that are broken, or need a use case of the page; each has a test of its own. */
    private static final Set<String> OTHERS = Set.of("problems.adoc", "use-cases.adoc");

    private static final Pattern NAME = Pattern.compile("(?m)^name: (\\S+)$");

    record Shown(String page, String text) {

        @Override
        public String toString() {
            return page + " " + name();
        }

        String name() {
            Matcher name = NAME.matcher(text);
            return name.find() ? name.group(1) : "shown";
        }
    }

    static List<Shown> scripts() throws Exception {
        List<Shown> shown = new ArrayList<>();
        try (Stream<Path> pages = Files.list(Path.of("../docs"))) {
            for (Path page : Stream.concat(Stream.of(Path.of("../README.md")), pages).filter(Files::isRegularFile).sorted()
                    .toList()) {
                Matcher script = SCRIPT.matcher(Files.exists(page) ? Files.readString(page) : "");
                while (script.find() && !OTHERS.contains(page.getFileName().toString())) {
                    shown.add(new Shown(page.getFileName().toString(), script.group(1)));
                }
            }
        }
        return shown;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scripts")
    void everyScriptOfTheDocsLoads(Shown shown) {
        ReadResult result = new ScriptReader(ScriptEnvironment.standalone()).read(
                shown.name() + ".webhookscript.yaml", shown.page(), shown.text().getBytes(StandardCharsets.UTF_8));

        assertThat(result.problems()).filteredOn(Problem::isError).isEmpty();
    }

    @Test
    void theDocsHoldScripts() throws Exception {
        assertThat(scripts()).extracting(Shown::page).contains("delivery.adoc");
    }
}
