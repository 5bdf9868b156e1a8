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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.webhookscript.cli.input.CommandFailedException;
import io.webhookscript.cli.input.JsonText;
import io.webhookscript.script.UseCase;
import io.webhookscript.script.usecase.UseCases;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the placeholders that a use case offers. */
@Command(name = "placeholders", mixinStandardHelpOptions = true, addMethodSubcommands = false,
         description = "List the placeholders that a use case offers. Without a use case: list the use cases.")
final class PlaceholdersCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "USECASE", completionCandidates = Names.class,
                description = "A built-in use case, or one of --use-cases.")
    private @Nullable String name;

    @Option(names = "--use-cases", paramLabel = "PATH", split = ",", description = "Files and folders with further use cases.")
    private List<Path> paths = new ArrayList<>();

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}; text by default.")
    private ReportFormat format = ReportFormat.TEXT;

    static final class Names implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return UseCases.builtIn().names().iterator();
        }
    }

    @Override
    public Integer call() {
        Terminal terminal = Terminal.of(spec);
        LoadedScripts loaded = LoadedScripts.of(ScriptFiles.at(List.of(), paths), new LanguageOptions());
        loaded.problems().forEach(problem -> terminal.note(Validation.text(terminal, problem)));
        if (name == null) {
            useCases(terminal, loaded.useCases());
        } else {
            String wanted = name;
            placeholders(terminal, loaded.useCases().find(wanted).orElseThrow(
                    () -> new CommandFailedException(unknown(wanted, loaded.useCases()))));
        }
        return loaded.hasErrors() ? ExitCode.WRONG : ExitCode.WELL;
    }

    private static String unknown(String wanted, UseCases useCases) {
        List<String> nearest = useCases.nearest(wanted);
        return "placeholders: there is no use case `" + wanted + "`; "
               + (nearest.isEmpty()
                       ? "there are " + String.join(", ", useCases.names())
                       : "did you mean `" + String.join("` or `", nearest) + "`?");
    }

    private void useCases(Terminal terminal, UseCases useCases) {
        List<UseCase> all = useCases.names().stream().map(useCases::find).flatMap(Optional::stream).toList();
        if (format == ReportFormat.JSON) {
            terminal.result(JsonText.of(all.stream().map(PlaceholdersCommand::values).toList()));
        } else {
            all.forEach(useCase -> terminal.result(String.format("%-16s %d placeholders%s", useCase.name(),
                    useCase.placeholders().size(), useCase.subject() == null ? "" : ", subject " + useCase.subject())));
        }
    }

    private void placeholders(Terminal terminal, UseCase useCase) {
        if (format == ReportFormat.JSON) {
            terminal.result(JsonText.of(values(useCase)));
            return;
        }
        int width = useCase.placeholders().stream().mapToInt(p -> p.path().length()).max().orElse(0);
        useCase.placeholders().forEach(placeholder -> terminal.result(("{{ %-" + Math.max(1, width) + "s }}  %-15s  %s")
                .formatted(placeholder.path(), placeholder.type(), placeholder.example()).stripTrailing()));
        if (useCase.open()) {
            terminal.note("Scripts of this use case may read further data.");
        }
    }

    private static Map<String, Object> values(UseCase useCase) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", useCase.name());
        values.put("subject", Objects.requireNonNullElse(useCase.subject(), ""));
        values.put("open", useCase.open());
        values.put("fields", useCase.fields());
        values.put("placeholders", useCase.placeholders().stream().map(placeholder -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("path", placeholder.path());
            one.put("type", placeholder.type());
            one.put("example", placeholder.example());
            return one;
        }).toList());
        return values;
    }
}
