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

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The shells themselves run the scripts, where they are installed. */
@Tag("slow")
class ShellsCompleteCommandsTest {

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            webhookscript va                       | validate
            webhookscript validate --f             | --format --fail-on
            webhookscript validate --format ''     | text json sarif
            webhookscript explain unknown-k        | unknown-key
            webhookscript placeholders con         | contact conversation
            webhookscript docs deliv               | delivery
            webhookscript import po                | postman
            webhookscript new --auth b             | basic bearer
            """)
    void bashCompletes(String typed, String expected) throws Exception {
        Path completion = completion("bash");
        String words = typed.replaceAll(" +$", "");
        int last = words.split(" ").length - 1;

        String completed
                = run("bash", "--norc", "-c", "source " + completion + "; COMP_WORDS=(" + words + "); COMP_CWORD=" + last
                                              + "; _complete_webhookscript; echo ${COMPREPLY[@]}");

        assertThat(completed.split("\\s+")).contains(expected.split(" "));
    }

    @Test
    void zshTakesTheScript() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/zsh")) || Files.isExecutable(Path.of("/bin/zsh")),
                "zsh is not installed");
        Path completion = completion("zsh");

        String registered = run("zsh", "-f", "-c", "source " + completion + " && echo ${_comps[webhookscript]}");

        assertThat(registered).contains("_bash_complete").contains("_complete_webhookscript");
    }

    private Path completion(String shell) throws Exception {
        Cli.Run run = Cli.run("completion", shell);
        assertThat(run.exitCode()).isZero();
        return Files.writeString(folder.resolve("completion"), run.out());
    }

    private String run(String... command) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/" + command[0])) || Files.isExecutable(Path.of("/bin/" + command[0])),
                command[0] + " is not installed");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("HOME", folder.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
