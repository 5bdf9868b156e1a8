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

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

import static org.assertj.core.api.Assertions.assertThat;

/** Whether there is a terminal, and whether its user wants none (NO_COLOR), is picocli's to find out. */
class ColoursAreForTerminalsTest {

    private static final String ESCAPE = "\u001B[";

    @TempDir
    Path folder;

    @Test
    void resultsOnATerminalHaveColoursAndNotesHaveNone() throws Exception {
        Files.writeString(folder.resolve("a.webhookscript.yaml"), "webhookscript: \"1.0\"\n");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] arguments = { "validate", folder.toString() };
        CommandLine line = WebhookScriptCommand.commandLine(arguments).setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true)).setColorScheme(Help.defaultColorScheme(Ansi.ON));

        line.execute(arguments);

        assertThat(out.toString()).contains(ESCAPE + "1m").contains(ESCAPE + "31m").contains(ESCAPE + "0m")
                .doesNotContain(ESCAPE + "21m")
                .contains("[missing-key]");
        assertThat(err.toString()).doesNotContain(ESCAPE);
    }

    @Test
    void elsewhereThereAreNone() throws Exception {
        Files.writeString(folder.resolve("a.webhookscript.yaml"), "webhookscript: \"1.0\"\n");

        Cli.Run run = Cli.run("validate", folder.toString());

        assertThat(run.out() + run.err()).doesNotContain(ESCAPE).contains("[missing-key]");
    }
}
