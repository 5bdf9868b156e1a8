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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import io.webhookscript.cli.input.CommandFailedException;
import io.webhookscript.script.problem.Severity;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reports every problem of script files and use cases. */
@Command(name = "validate", mixinStandardHelpOptions = true, addMethodSubcommands = false,
         description = "Report every problem of script files: place, what was found, what was expected.")
final class ValidateCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "PATH",
                description = "Script files, use cases, and folders of them, which are read as the component reads them.")
    private List<Path> paths = new ArrayList<>();

    @Option(names = "--use-cases", paramLabel = "PATH", split = ",",
            description = "Files and folders with further use cases that the scripts may name.")
    private List<Path> useCases = new ArrayList<>();

    @Mixin
    private LanguageOptions languages = new LanguageOptions();

    @Option(names = "--format", paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default. sarif is for code scanning.")
    private Format format = Format.TEXT;

    @Option(names = "--fail-on", paramLabel = "SEVERITY",
            description = "The lowest severity for which the exit code is 1: error, warning or note; error by default.")
    private Severity failOn = Severity.ERROR;

    @Option(names = "--watch", description = "Validate again whenever a file changes, until the command is interrupted.")
    private boolean watch;

    @Option(names = "--stdin", paramLabel = "NAME",
            description = "Validate the text on the standard input as a file with this name, for editors.")
    private @Nullable String stdin;

    enum Format {
        TEXT,
        JSON,
        SARIF;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() throws IOException {
        check();
        Validation validation = new Validation(Terminal.of(spec), format);
        if (watch) {
            new Watch(() -> ScriptFiles.at(paths, useCases), languages, validation).untilInterrupted();
            return ExitCode.WELL;
        }
        ScriptFiles files = ScriptFiles.at(paths, useCases);
        LoadedScripts loaded = stdin == null
                ? LoadedScripts.of(files, languages) : LoadedScripts.ofText(stdin, System.in.readAllBytes(), files, languages);
        validation.show(loaded);
        return exitCode(loaded);
    }

    private void check() {
        if (paths.isEmpty() && stdin == null) {
            throw new CommandFailedException("validate: name a file or a folder, such as src/main/resources/webhookscripts");
        }
        if (watch && (stdin != null || format == Format.SARIF)) {
            throw new CommandFailedException("validate: --watch goes with files, and with the formats text and json");
        }
    }

    private int exitCode(LoadedScripts loaded) {
        for (Severity severity : Severity.values()) {
            if (severity.compareTo(failOn) <= 0 && loaded.count(severity) > 0) {
                return ExitCode.WRONG;
            }
        }
        return ExitCode.WELL;
    }
}
