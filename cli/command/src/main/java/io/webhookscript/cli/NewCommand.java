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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.webhookscript.cli.draft.Names;
import io.webhookscript.cli.draft.NewScript;
import io.webhookscript.cli.draft.ScriptDraft;
import io.webhookscript.cli.input.CommandFailedException;
import io.webhookscript.script.UseCase;
import io.webhookscript.script.usecase.UseCases;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a script of a few answers. */
@Command(name = "new", mixinStandardHelpOptions = true, addMethodSubcommands = false,
         description = "Create a script. Without a name and a URL, or with --ask, the command asks for the values of missing options.")
final class NewCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Lower-case letters, digits and hyphens.")
    private @Nullable String name;

    @Option(names = "--url", paramLabel = "URL", description = "The URL of the receiver.")
    private @Nullable String url;

    @Option(names = "--method", paramLabel = "METHOD", description = "POST by default.")
    private @Nullable String method;

    @Option(names = "--use-case", paramLabel = "USECASE", completionCandidates = PlaceholdersCommand.Names.class,
            description = "The use case, which defines the data of the event; any by default.")
    private @Nullable String useCase;

    @Option(names = "--body", paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}; json by default.")
    private NewScript.@Nullable BodyKind body;

    @Option(names = "--auth", paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}; none by default.")
    private NewScript.@Nullable AuthKind auth;

    @Option(names = "--sign", description = "Sign the request with Standard Webhooks.")
    private boolean sign;

    @Option(names = "--ask",
            description = "Ask for the values of missing options: questions are written to the standard error, answers are read from the standard input.")
    private boolean ask;

    @Mixin
    private DraftOptions options = new DraftOptions();

    @Override
    public Integer call() throws IOException {
        Terminal terminal = Terminal.of(spec);
        if (ask || name == null && url == null) {
            askForMissing(terminal);
        }
        String wantedName = required(name, "NAME");
        String wantedUrl = required(url, "--url");
        if (!wantedName.equals(Names.ofScript(wantedName))) {
            throw new CommandFailedException(
                    "new: `" + wantedName + "` is not a script's name, which has 1 to 63 lower-case letters, "
                                             + "digits and hyphens; `" + Names.ofScript(wantedName) + "` is one");
        }
        NewScript script = new NewScript(
                wantedName, wantedUrl, Optional.ofNullable(method).map(m -> m.toUpperCase(Locale.ROOT)).orElse("POST"),
                useCase(), Optional.ofNullable(body).orElse(NewScript.BodyKind.JSON),
                Optional.ofNullable(auth).orElse(NewScript.AuthKind.NONE), sign);
        ScriptDraft draft = script.draft();
        int exitCode = options.write(draft, terminal);
        if (exitCode == ExitCode.WELL) {
            terminal.note("next: webhookscript test " + wantedName + ".webhookscript.yaml");
        }
        return exitCode;
    }

    private static String required(@Nullable String value, String what) {
        if (value == null || value.isBlank()) {
            throw new CommandFailedException("new: " + what + " is missing; --ask asks for it");
        }
        return value;
    }

    private UseCase useCase() {
        UseCases all = UseCases.builtIn();
        String wanted = Optional.ofNullable(useCase).orElse("any");
        return all.find(wanted).orElseThrow(() -> new CommandFailedException(
                "new: there is no use case `" + wanted + "`; there are " + String.join(", ", all.names())));
    }

    private void askForMissing(Terminal terminal) throws IOException {
        BufferedReader responses = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        name = name == null ? response(terminal, responses, "Name of the script", "my-webhook") : name;
        url = url == null ? response(terminal, responses, "URL", "https://example.com/hook") : url;
        method = method == null ? response(terminal, responses, "Method", "POST") : method;
        useCase = useCase == null
                ? response(terminal, responses, "Use case (" + String.join(", ", UseCases.builtIn().names()) + ")", "any")
                : useCase;
        body = body == null
                ? choice(terminal, responses, "Body", NewScript.BodyKind.class, NewScript.BodyKind.JSON) : body;
        auth = auth == null
                ? choice(terminal, responses, "Authentication", NewScript.AuthKind.class, NewScript.AuthKind.NONE) : auth;
    }

    private static String response(Terminal terminal, BufferedReader responses, String question, String without)
            throws IOException {
        terminal.note(question + " [" + without + "]:");
        String response = responses.readLine();
        if (response == null) {
            throw new CommandFailedException("new: the input has ended; give NAME and --url");
        }
        return response.isBlank() ? without : response.strip();
    }

    private static <E extends Enum<E>> E choice(
            Terminal terminal, BufferedReader responses, String question, Class<E> type, E without)
            throws IOException {
        String all = String.join(", ", Arrays.stream(type.getEnumConstants()).map(Object::toString).toList());
        String response = response(terminal, responses, question + " (" + all + ")", without.toString());
        return Arrays.stream(type.getEnumConstants()).filter(each -> each.toString().equalsIgnoreCase(response)).findFirst()
                .orElseThrow(() -> new CommandFailedException("new: `" + response + "` is not one of " + all));
    }
}
