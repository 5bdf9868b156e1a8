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

import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes scripts of what other tools have. */
@Command(name = "import", mixinStandardHelpOptions = true, addMethodSubcommands = false,
         description = {
                 "Create a script from a request of another tool. Nothing is fetched or sent.",
                 "Credentials become secrets, whose names are printed; their values are not written to a file. What a script cannot express is listed." },
         subcommands = { ImportCurlCommand.class, ImportOpenApiCommand.class, ImportPostmanCommand.class })
final class ImportCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Terminal.of(spec).usage();
        return ExitCode.FAILED;
    }
}
