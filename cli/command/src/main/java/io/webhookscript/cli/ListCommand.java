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

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

import io.webhookscript.cli.input.JsonText;
import io.webhookscript.script.Script;
import io.webhookscript.script.ScriptDefinition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists scripts. */
@Command(name = "list", mixinStandardHelpOptions = true, addMethodSubcommands = false,
         description = "List scripts: name, version, method, use case, execution, tests, description.")
final class ListCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ScriptPaths paths = new ScriptPaths();

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}; text by default.")
    private ReportFormat format = ReportFormat.TEXT;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.of(spec);
        LoadedScripts loaded = paths.load();
        if (format == ReportFormat.JSON) {
            terminal.result(JsonText.of(loaded.scripts().stream().map(ListCommand::values).toList()));
        } else {
            int width = loaded.scripts().stream().mapToInt(script -> script.name().length()).max().orElse(1);
            loaded.scripts().forEach(script -> terminal.result(line(terminal, script, width)));
        }
        if (loaded.hasErrors()) {
            loaded.problems().forEach(problem -> terminal.note(Validation.text(terminal, problem)));
            return ExitCode.WRONG;
        }
        return ExitCode.WELL;
    }

    private static String line(Terminal terminal, Script script, int width) {
        ScriptDefinition definition = script.definition();
        return (terminal.bold(("%-" + width + "s").formatted(script.name())) + "  %s  %-6s  %-12s  %-5s  %-8s  %s")
                .formatted(script.version(), definition.request().method(), definition.about().useCase().name(),
                        execution(definition), Validation.counted(definition.tests().size(), "test"),
                        Objects.requireNonNullElse(definition.about().description(), ""))
                .stripTrailing()
               + (definition.about().active() ? "" : "  (not active)");
    }

    private static String execution(ScriptDefinition definition) {
        return definition.delivery().execution().name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> values(Script script) {
        ScriptDefinition definition = script.definition();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", script.name());
        values.put("version", script.version());
        values.put("location", script.location());
        values.put("description", Objects.requireNonNullElse(definition.about().description(), ""));
        values.put("tenant", Objects.requireNonNullElse(definition.about().tenant(), ""));
        values.put("useCase", definition.about().useCase().name());
        values.put("method", definition.request().method());
        values.put("execution", execution(definition));
        values.put("active", definition.about().active());
        values.put("triggers", definition.events().triggers().stream().map(ScriptDefinition.Trigger::event).toList());
        values.put("tests", (long) definition.tests().size());
        return values;
    }
}
