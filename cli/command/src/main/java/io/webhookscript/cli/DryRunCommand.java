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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.webhookscript.cli.input.JsonText;
import io.webhookscript.script.Script;
import io.webhookscript.tryout.StandaloneTrials;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the request that a script makes of an event. */
@Command(name = "dry-run", mixinStandardHelpOptions = true, addMethodSubcommands = false,
         description = "Show the request that a script creates for an event. Nothing is sent, and no secret is needed: "
                       + "each is shown as ***name***, and signatures are left out.")
final class DryRunCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private EventOptions options = new EventOptions();

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}; text by default.")
    private ReportFormat format = ReportFormat.TEXT;

    @Override
    public Integer call() throws IOException {
        Terminal terminal = Terminal.of(spec);
        Optional<Script> script = options.script(terminal);
        return script.isEmpty() ? ExitCode.WRONG : show(terminal, run(script.get()));
    }

    private Map<String, @Nullable Object> run(Script script) throws IOException {
        StandaloneTrials.Options settings = new StandaloneTrials.Options(
                List.of(), options.allowHosts(), null, name -> Optional.empty());
        try (StandaloneTrials trials = new StandaloneTrials(settings)) {
            return trials.dryRun(script, options.input(script, options.operatorProperties(System::getenv)));
        }
    }

    private int show(Terminal terminal, Map<String, @Nullable Object> run) {
        List<?> problems = run.get("problems") instanceof List<?> list ? list : List.of();
        if (format == ReportFormat.JSON) {
            terminal.result(JsonText.of(run));
        } else if (run.get("url") != null) {
            terminal.result(HttpText.request(terminal, run));
        }
        problems.forEach(problem -> terminal.note(String.valueOf(problem)));
        return problems.isEmpty() ? ExitCode.WELL : ExitCode.WRONG;
    }
}
