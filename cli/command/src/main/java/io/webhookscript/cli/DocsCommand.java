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

import java.util.Iterator;
import java.util.concurrent.Callable;

import io.webhookscript.cli.input.CommandFailedException;
import io.webhookscript.cli.page.AsciiDoc;
import io.webhookscript.cli.page.Pages;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a page of the user guide. */
@Command(name = "docs", mixinStandardHelpOptions = true, addMethodSubcommands = false,
         description = "Show a page of the user guide, of this version. Without a name: list all pages.")
final class DocsCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "PAGE", completionCandidates = Names.class,
                description = "Such as delivery or script-reference.")
    private @Nullable String page;

    static final class Names implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return Pages.names().iterator();
        }
    }

    @Override
    public Integer call() {
        Terminal terminal = Terminal.of(spec);
        if (page == null) {
            Pages.names().forEach(name -> terminal.result(
                    String.format("%-26s %s", name, title(Pages.find(name).orElseThrow()))));
            return ExitCode.WELL;
        }
        String name = page;
        terminal.result(Pages.find(name).map(text -> new AsciiDoc(text).text()).orElseThrow(
                () -> new CommandFailedException(
                        "docs: there is no page `" + name + "`; there are "
                                                 + String.join(", ", Pages.names()))));
        return ExitCode.WELL;
    }

    private static String title(String page) {
        return page.lines().filter(line -> line.startsWith("= ")).map(line -> line.substring(2)).findFirst().orElse("");
    }
}
