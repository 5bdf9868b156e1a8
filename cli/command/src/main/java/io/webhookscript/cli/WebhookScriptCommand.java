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
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import io.webhookscript.cli.input.CommandFailedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command above all others; by itself it shows how it is used. */
@Command(name = WebhookScriptCommand.NAME, mixinStandardHelpOptions = true, addMethodSubcommands = false,
         versionProvider = WebhookScriptCommand.Version.class,
         description = "Validate, create, try out, test and import webhook scripts.",
         footer = { "", "Exit codes: 0 all is well, 1 something is wrong with a script, 2 the command could not do its work." })
public final class WebhookScriptCommand implements Callable<Integer> {

    public static final String NAME = "webhookscript";

    private static final Map<String, Supplier<Object>> COMMANDS = commands();

    @Spec
    private @Nullable CommandSpec spec;

    private static Map<String, Supplier<Object>> commands() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("validate", ValidateCommand::new);
        commands.put("test", TestCommand::new);
        commands.put("dry-run", DryRunCommand::new);
        commands.put("run", RunCommand::new);
        commands.put("new", NewCommand::new);
        commands.put("import", ImportCommand::new);
        commands.put("list", ListCommand::new);
        commands.put("placeholders", PlaceholdersCommand::new);
        commands.put("explain", ExplainCommand::new);
        commands.put("docs", DocsCommand::new);
        commands.put("completion", CompletionCommand::new);
        return commands;
    }

    /**
     * The command line for these arguments. Only the subcommand that they name is in it, since making each of them
     * takes time; all of them when they name none.
     */
    public static CommandLine commandLine(String... arguments) {
        CommandLine line = new CommandLine(new WebhookScriptCommand());
        Optional<String> named = Optional.of(arguments).filter(a -> a.length > 0).map(a -> a[0]).filter(COMMANDS::containsKey);
        COMMANDS.forEach((name, command) -> {
            if (named.isEmpty() || named.get().equals(name)) {
                line.addSubcommand(command.get());
            }
        });
        return line.setCaseInsensitiveEnumValuesAllowed(true).setExecutionExceptionHandler(WebhookScriptCommand::failed);
    }

    /**
     * Shows what a user can change in one line, and gives the exit code for it; throws what is anybody else's. A
     * command line that takes these commands in has to call it.
     */
    public static int failed(Exception failure, CommandLine line, ParseResult arguments) throws Exception {
        String reason;
        if (failure instanceof CommandFailedException) {
            reason = String.valueOf(failure.getMessage());
        } else if (failure instanceof IOException || failure instanceof UncheckedIOException) {
            reason = failure.toString();
        } else {
            throw failure;
        }
        line.getErr().println(Terminal.harmless(WebhookScriptCommand.NAME + ": " + reason));
        return ExitCode.FAILED;
    }

    @Override
    public Integer call() {
        Terminal.of(spec).usage();
        return ExitCode.FAILED;
    }

    /** The version of the jar; there is none in a folder of classes. */
    static final class Version implements IVersionProvider {

        static String text() {
            return Optional.ofNullable(WebhookScriptCommand.class.getPackage().getImplementationVersion()).orElse("dev");
        }

        @Override
        public String[] getVersion() {
            return new String[] { NAME + " " + text() };
        }
    }
}
