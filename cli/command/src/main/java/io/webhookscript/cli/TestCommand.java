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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.webhookscript.cli.input.JsonText;
import io.webhookscript.script.Script;
import io.webhookscript.tryout.ScriptTestResult;
import io.webhookscript.tryout.ScriptTests;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the tests that stand in script files. */
@Command(name = "test", mixinStandardHelpOptions = true, addMethodSubcommands = false,
         description = "Run the tests in script files. Nothing is sent, and no secret is needed.")
final class TestCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ScriptPaths paths = new ScriptPaths();

    @Option(names = "--allow-hosts", paramLabel = "HOST", split = ",",
            description = "Hosts that the event may choose, as the component's option allowHosts.")
    private List<String> allowHosts = new ArrayList<>();

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}; text by default.")
    private ReportFormat format = ReportFormat.TEXT;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.of(spec);
        LoadedScripts loaded = paths.load();
        ScriptTests tests = new ScriptTests(allowHosts);
        List<ScriptTestResult> results = new ArrayList<>();
        for (Script script : loaded.scripts()) {
            List<ScriptTestResult> ofScript = tests.run(script);
            if (ofScript.isEmpty()) {
                terminal.note(script.name() + " has no tests");
            }
            results.addAll(ofScript);
        }
        show(terminal, results);
        loaded.problems().stream().filter(problem -> problem.isError())
                .forEach(problem -> terminal.note(Validation.text(terminal, problem)));
        long failed = results.stream().filter(result -> !result.passed()).count();
        terminal.note(results.size() - failed + " passed, " + failed + " failed");
        return failed > 0 || loaded.hasErrors() ? ExitCode.WRONG : ExitCode.WELL;
    }

    private void show(Terminal terminal, List<ScriptTestResult> results) {
        if (format == ReportFormat.JSON) {
            terminal.result(JsonText.of(results.stream().map(TestCommand::values).toList()));
            return;
        }
        for (ScriptTestResult result : results) {
            String mark = result.passed() ? terminal.good("passed") : terminal.bad("failed");
            terminal.result(mark + "  " + result.script() + ": " + result.test().name());
            if (!result.passed()) {
                terminal.result(result.report());
            }
        }
    }

    private static Map<String, Object> values(ScriptTestResult result) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("script", result.script());
        values.put("test", result.test().name());
        values.put("file", result.test().place().file());
        values.put("line", (long) result.test().place().line());
        values.put("passed", result.passed());
        values.put("differences", result.differences().stream().map(difference -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("line", (long) difference.line());
            one.put("path", difference.path());
            one.put("expected", difference.expected());
            one.put("found", difference.found());
            return one;
        }).toList());
        return values;
    }
}
