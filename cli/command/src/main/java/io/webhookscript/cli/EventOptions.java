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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.webhookscript.cli.input.CommandFailedException;
import io.webhookscript.script.Script;
import io.webhookscript.tryout.StandaloneTrials;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments by which a script is tried out: the script, its event, and what stands beside the event. */
final class EventOptions {

    @Parameters(index = "0", paramLabel = "SCRIPT", description = "A script file.")
    private Path script = Path.of("");

    @Parameters(index = "1", arity = "0..1", paramLabel = "EVENT",
                description = "A file with the event, - for the standard input, or JSON that begins with { or [.")
    private @Nullable String event;

    @Option(names = "--content-type", paramLabel = "TYPE",
            description = "Of the event. JSON for files .json; else by what is in it.")
    private @Nullable String contentType;

    @Option(names = "--context", paramLabel = "KEY=VALUE", description = "Context values; they win over all others.")
    private Map<String, String> context = new LinkedHashMap<>();

    @Option(names = "--variable", paramLabel = "KEY=VALUE", description = "Exchange variables.")
    private Map<String, String> variables = new LinkedHashMap<>();

    @Option(names = "--header", paramLabel = "KEY=VALUE", description = "Message headers.")
    private Map<String, String> headers = new LinkedHashMap<>();

    @Option(names = "--properties", paramLabel = "FILE",
            description = "Properties webhookscript.context.* and webhookscript.secret.*, as in an application.")
    private @Nullable Path properties;

    @Option(names = "--use-cases", paramLabel = "PATH", split = ",", description = "Files and folders with further use cases.")
    private List<Path> useCases = new ArrayList<>();

    @Option(names = "--allow-hosts", paramLabel = "HOST", split = ",",
            description = "Hosts that the event may choose, as the component's option allowHosts.")
    private List<String> allowHosts = new ArrayList<>();

    @Mixin
    private LanguageOptions languages = new LanguageOptions();

    List<String> allowHosts() {
        return allowHosts;
    }

    /** The script, or nothing after its problems have been shown. */
    Optional<Script> script(Terminal terminal) {
        LoadedScripts loaded = LoadedScripts.of(ScriptFiles.at(List.of(script), useCases), languages);
        loaded.problems().forEach(problem -> terminal.note(Validation.text(terminal, problem)));
        if (loaded.hasErrors()) {
            return Optional.empty();
        }
        if (loaded.scripts().size() != 1) {
            throw new CommandFailedException(script + " is a folder; name one script file");
        }
        return Optional.of(loaded.scripts().get(0));
    }

    OperatorProperties operatorProperties(Function<String, @Nullable String> environment) {
        return OperatorProperties.of(properties, environment);
    }

    StandaloneTrials.Input input(Script of, OperatorProperties operator) throws IOException {
        Map<String, String> values = operator.context(of);
        values.putAll(context);
        String type = contentType != null || event == null || !event.endsWith(".json") ? contentType : "application/json";
        return new StandaloneTrials.Input(event(), type, variables, headers, values);
    }

    private byte @Nullable [] event() throws IOException {
        if (event == null) {
            return null;
        }
        if (event.equals("-")) {
            return System.in.readAllBytes();
        }
        if (event.startsWith("{") || event.startsWith("[")) {
            return event.getBytes(StandardCharsets.UTF_8);
        }
        Path file = Path.of(event);
        if (!Files.isRegularFile(file)) {
            throw new CommandFailedException("there is no event file " + file);
        }
        return Files.readAllBytes(file);
    }
}
