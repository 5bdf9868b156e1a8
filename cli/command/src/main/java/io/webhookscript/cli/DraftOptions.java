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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.webhookscript.cli.draft.DraftCheck;
import io.webhookscript.cli.draft.ScriptDraft;
import io.webhookscript.cli.input.CommandFailedException;
import io.webhookscript.script.problem.Problem;
import picocli.CommandLine.Option;

/** Where a new script goes. */
final class DraftOptions {

    @Option(names = { "-o", "--output" }, paramLabel = "FOLDER",
            description = "The folder for the script; the current folder by default.")
    private Path folder = Path.of("");

    @Option(names = "--print", description = "Write the script to the standard output instead.")
    private boolean print;

    @Option(names = "--force", description = "Write over a script that is there.")
    private boolean force;

    /** Writes the script and tells what its user has to know; the exit code says whether the script is sound. */
    int write(ScriptDraft draft, Terminal terminal) throws IOException {
        if (print) {
            terminal.result(draft.yaml().stripTrailing());
        } else {
            terminal.result(file(draft).toString().replace('\\', '/'));
        }
        draft.secrets().forEach((name, origin) -> terminal.note("secret." + name + " is " + origin
                                                                + "; its value is not in any file: set webhookscript.secret."
                                                                + name));
        draft.notCarried().forEach(what -> terminal.note("not carried over: " + what));
        draft.remarks().forEach(what -> terminal.note("note: " + what));
        DraftCheck check = new DraftCheck(draft);
        check.problems().stream().filter(problem -> !problem.isError())
                .forEach(problem -> terminal.note(Validation.text(terminal, problem)));
        List<String> faults = check.faults();
        faults.forEach(terminal::note);
        return faults.isEmpty() && check.problems().stream().noneMatch(Problem::isError) ? ExitCode.WELL : ExitCode.WRONG;
    }

    private Path file(ScriptDraft draft) throws IOException {
        Path file = folder.resolve(draft.name() + ".webhookscript.yaml");
        if (!force && Files.exists(file)) {
            throw new CommandFailedException(file + " is there already; --force writes over it, --name names another");
        }
        if (!folder.toString().isEmpty()) {
            Files.createDirectories(folder);
        }
        Files.write(file, draft.yaml().getBytes(StandardCharsets.UTF_8));
        return file;
    }
}
