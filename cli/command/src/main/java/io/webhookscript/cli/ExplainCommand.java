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

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

import io.webhookscript.cli.input.CommandFailedException;
import io.webhookscript.cli.page.ProblemEntries;
import io.webhookscript.script.problem.ProblemCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a problem's code means, what causes it, and what to write instead. */
@Command(name = "explain", mixinStandardHelpOptions = true, addMethodSubcommands = false,
         description = "Say what a problem's code means, and what to write instead. Without a code: list all codes.")
final class ExplainCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "CODE", completionCandidates = Codes.class,
                description = "A code that validate shows after a problem, such as unknown-key.")
    private @Nullable String code;

    static final class Codes implements Iterable<String> {

        static List<String> all() {
            return Arrays.stream(ProblemCode.values()).map(ProblemCode::code).toList();
        }

        @Override
        public java.util.Iterator<String> iterator() {
            return all().iterator();
        }
    }

    @Override
    public Integer call() {
        Terminal terminal = Terminal.of(spec);
        if (code == null) {
            for (ProblemCode each : ProblemCode.values()) {
                terminal.result(terminal.bold(each.code()));
                terminal.result("    " + ProblemEntries.of(each).summary());
            }
            return ExitCode.WELL;
        }
        String word = code;
        ProblemCode found = ProblemCode.find(word).orElseThrow(() -> new CommandFailedException(unknown(word)));
        terminal.result(terminal.bold(found.code()) + " (" + found.severity().code() + ")");
        terminal.result("");
        terminal.result(ProblemEntries.of(found).text());
        return ExitCode.WELL;
    }

    private static String unknown(String word) {
        List<String> nearest = ProblemCode.nearest(word);
        return "explain: there is no problem code `" + word + "`; "
               + (nearest.isEmpty()
                       ? "`webhookscript explain` lists all" : "did you mean `" + String.join("` or `", nearest) + "`?");
    }
}
