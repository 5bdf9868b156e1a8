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
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import io.webhookscript.cli.draft.Names;
import io.webhookscript.cli.draft.ScriptDraft;
import io.webhookscript.cli.input.CommandFailedException;
import io.webhookscript.cli.openapi.OpenApiDocument;
import io.webhookscript.cli.openapi.OpenApiDocument.Operation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a script of an operation of an OpenAPI document. */
@Command(name = "openapi", mixinStandardHelpOptions = true, addMethodSubcommands = false,
         description = "Create a script from an operation or a webhook of an OpenAPI document (version 3.0 or 3.1, YAML or JSON).")
final class ImportOpenApiCommand implements Callable<Integer> {

    /** More than anybody reads in an error. */
    private static final int LISTED = 20;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE",
                description = "The document. References to other documents are listed, and neither read nor downloaded.")
    private Path file = Path.of("");

    @Option(names = "--operation", paramLabel = "ID",
            description = "The operation's id, or its method and path: \"POST /contacts\"; of a webhook, its method and name.")
    private @Nullable String operation;

    @Option(names = "--list", description = "List the operations, and create nothing.")
    private boolean list;

    @Option(names = "--server", paramLabel = "URL", description = "Instead of the first server of the document.")
    private @Nullable String server;

    @Option(names = "--name", paramLabel = "NAME", description = "Of the script; made of the operation's id by default.")
    private @Nullable String name;

    @Mixin
    private DraftOptions options = new DraftOptions();

    @Override
    public Integer call() throws IOException {
        Terminal terminal = Terminal.of(spec);
        if (!Files.isRegularFile(file)) {
            throw new CommandFailedException("there is no file " + file);
        }
        OpenApiDocument document = OpenApiDocument.read(name(file), content(file));
        if (list) {
            document.operations().forEach(each -> terminal.result(Terminal.harmless(
                    String.format("%-40s %-7s %s", each.id(), each.method(), each.path())
                                                                                    + (each.webhook() ? " (webhook)" : ""))));
            document.notes().forEach(terminal::note);
            return ExitCode.WELL;
        }
        Operation chosen = chosen(document);
        ScriptDraft draft = new ScriptDraft(Names.ofScript(Optional.ofNullable(name).orElse(chosen.id())));
        document.map(chosen, server, draft);
        return options.write(draft, terminal);
    }

    private static String name(Path file) {
        return Optional.ofNullable(file.getFileName()).orElse(file).toString();
    }

    /** One byte more than a document may have, so that the reader sees that it is too large. */
    private static byte[] content(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(OpenApiDocument.MAX_BYTES + 1);
        }
    }

    private Operation chosen(OpenApiDocument document) {
        String wanted = Optional.ofNullable(operation).orElse("").strip();
        return document.find(wanted).orElseThrow(() -> {
            List<Operation> all = document.operations();
            return new CommandFailedException(
                    (wanted.isEmpty() ? "--operation is missing" : "there is no operation `" + wanted + "`") + "; there are "
                                              + all.stream().limit(LISTED).map(Operation::id).collect(Collectors.joining(", "))
                                              + (all.size() > LISTED ? ", … (--list shows all)" : ""));
        });
    }
}
