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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.webhookscript.cli.curl.CurlCommand;
import io.webhookscript.cli.draft.Names;
import io.webhookscript.cli.draft.RequestMapping;
import io.webhookscript.cli.draft.ScriptDraft;
import io.webhookscript.cli.draft.SourceRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a script of a command of cURL. */
@Command(name = "curl", mixinStandardHelpOptions = true, addMethodSubcommands = false,
         description = "Create a script from a cURL command with the quoting of bash or of Windows' cmd.")
final class ImportCurlCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "COMMAND", description = "The whole command as one argument, or - for the standard input.")
    private String command = "";

    @Option(names = "--name", paramLabel = "NAME", description = "Of the script; made of the URL by default.")
    private @Nullable String name;

    @Mixin
    private DraftOptions options = new DraftOptions();

    @Override
    public Integer call() throws IOException {
        String text = command.equals("-") ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : command;
        CurlCommand curl = CurlCommand.read(text);
        SourceRequest request = curl.request();
        ScriptDraft draft = new ScriptDraft(
                Optional.ofNullable(name).map(Names::ofScript)
                        .orElseGet(() -> Names.ofUrl(CurlCommand.MARKS.resolvedNames(request.url()))));
        curl.notCarried().forEach(draft::notCarried);
        RequestMapping mapping = new RequestMapping(draft, CurlCommand.MARKS, Map.of());
        mapping.map(request);
        mapping.test("the request is that of the command");
        return options.write(draft, Terminal.of(spec));
    }
}
