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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

import io.webhookscript.cli.draft.Names;
import io.webhookscript.cli.draft.ScriptDraft;
import io.webhookscript.cli.input.CommandFailedException;
import io.webhookscript.cli.postman.PostmanCollection;
import io.webhookscript.cli.postman.PostmanItem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes scripts of the requests of a collection. */
@Command(name = "postman", mixinStandardHelpOptions = true, addMethodSubcommands = false,
         description = "Create scripts from the requests of a Postman collection (version 2.0 or 2.1): from all of them, or from one.")
final class ImportPostmanCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The collection, as Postman exports it.")
    private Path file = Path.of("");

    @Option(names = "--request", paramLabel = "NAME",
            description = "Only the request of that name, with its folders before it or not.")
    private @Nullable String request;

    @Option(names = "--list", description = "List the requests, and create nothing.")
    private boolean list;

    @Option(names = "--name", paramLabel = "NAME",
            description = "Of the script of one request; made of the request's by default.")
    private @Nullable String name;

    @Mixin
    private DraftOptions options = new DraftOptions();

    @Override
    public Integer call() throws IOException {
        Terminal terminal = Terminal.of(spec);
        if (!Files.isRegularFile(file)) {
            throw new CommandFailedException("there is no file " + file);
        }
        List<PostmanItem> items = chosen(PostmanCollection.read(Files.readAllBytes(file)).items());
        if (list) {
            items.forEach(item -> terminal.result(Terminal.harmless(item.path())));
            return ExitCode.WELL;
        }
        if (name != null && items.size() != 1) {
            throw new CommandFailedException("import postman: --name goes with one request; --request chooses it");
        }
        int worst = ExitCode.WELL;
        Set<String> taken = new HashSet<>();
        for (PostmanItem item : items) {
            worst = Math.max(worst, one(terminal, item, taken));
        }
        return worst;
    }

    private List<PostmanItem> chosen(List<PostmanItem> items) {
        if (items.isEmpty()) {
            throw new CommandFailedException("import postman: the collection has no request");
        }
        if (request == null) {
            return items;
        }
        String wanted = request;
        List<PostmanItem> chosen
                = items.stream().filter(item -> item.name().equals(wanted) || item.path().endsWith(wanted)).toList();
        if (chosen.isEmpty()) {
            throw new CommandFailedException("import postman: there is no request `" + wanted + "`; --list shows all");
        }
        return chosen;
    }

    private int one(Terminal terminal, PostmanItem item, Set<String> taken) throws IOException {
        String scriptName = Names.freeOfScript(Optional.ofNullable(name).orElseGet(item::name), taken);
        taken.add(scriptName);
        terminal.note(item.path());
        ScriptDraft draft = new ScriptDraft(scriptName);
        try {
            item.map(draft);
        } catch (CommandFailedException failure) {
            terminal.note("no script is made of it: " + failure.getMessage());
            return ExitCode.WRONG;
        }
        return options.write(draft, terminal);
    }
}
