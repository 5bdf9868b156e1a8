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

import java.nio.charset.StandardCharsets;

import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemReport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Hostile files end in problems, not in exceptions, and soon. */
@Tag("slow")
class NoContentMakesTheReaderThrowTest {

    @Property(tries = 500)
    void anyBytesAreReadWithoutAnException(@ForAll byte[] content) {
        assertThat(new ScriptReader(ScriptEnvironment.standalone()).read("a.webhookscript.yaml", "test", content).script())
                .isNull();
    }

    @Property(tries = 500)
    void anyTextIsCompiledWithoutAnException(@ForAll @StringLength(max = 40) String text) {
        String quoted
                = text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("[\\p{Cntrl}\\p{Cs}\uFFFE\uFFFF\uFEFF]", "");
        String file
                = "webhookscript: \"1.0\"\nrequest:\n  url: https://example.com/\n  body: { json: \"{{ " + quoted + " }}\" }\n";

        ReadResult result = ValidScripts.read("a.webhookscript.yaml", file);

        assertThat(result.problems()).filteredOn(Problem::isError).allSatisfy(p -> assertThat(p.line()).isEqualTo(4));
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 2, 3, 4, 5, 6, 7 })
    void aliasBombsAreReportedAsProblems(int which) {
        StringBuilder aliases = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 25; i++) {
            aliases.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        String file = switch (which) {
            case 0 -> aliases.toString();
            case 1 -> "[".repeat(10_000) + "]".repeat(10_000);
            case 2 -> "- ".repeat(10_000);
            case 3 -> "a: &a { b: *a }";
            case 4 -> "? ".repeat(10_000);
            case 5 -> "a: " + "9".repeat(500_000);
            case 6 -> "a: !!javax.script.ScriptEngineManager [ x ]";
            default -> "{ \"a\": ".repeat(10_000);
        };

        ReadResult yaml = ValidScripts.read("a.webhookscript.yaml", file);
        ReadResult json = ValidScripts.read("a.webhookscript.json", file);

        assertThat(yaml.script()).isNull();
        assertThat(json.script()).isNull();
        assertThat(yaml.problems()).isNotEmpty();
        assertThat(ProblemReport.of(yaml.problems()).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(10_000);
    }
}
