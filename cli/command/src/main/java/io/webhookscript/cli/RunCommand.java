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
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

import io.webhookscript.cli.input.CommandFailedException;
import io.webhookscript.cli.input.JsonText;
import io.webhookscript.script.Outcome;
import io.webhookscript.script.Script;
import io.webhookscript.tryout.RealRun;
import io.webhookscript.tryout.StandaloneTrials;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends the request that a script makes of an event, once. */
@Command(name = "run", mixinStandardHelpOptions = true, addMethodSubcommands = false,
         description = "Send the request that a script creates for an event once, without retries and rate. The receiver processes it. "
                       + "Secrets come from environment variables WEBHOOKSCRIPT_SECRET_NAME and from --properties, and are never shown.")
final class RunCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private EventOptions options = new EventOptions();

    @Option(names = "--allow", paramLabel = "ADDRESS", split = ",",
            description = "Addresses beyond public ones that may be called: loopback, private, networks, host names.")
    private List<String> allow = new ArrayList<>();

    @Option(names = "--proxy", paramLabel = "URL", description = "HTTP proxy: http://host:port.")
    private @Nullable URI proxy;

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}; text by default.")
    private ReportFormat format = ReportFormat.TEXT;

    private final Set<String> missing = new LinkedHashSet<>();

    @Override
    public Integer call() throws IOException {
        Terminal terminal = Terminal.of(spec);
        Optional<Script> script = options.script(terminal);
        if (script.isEmpty()) {
            return ExitCode.WRONG;
        }
        RealRun run = run(script.get());
        if (format == ReportFormat.JSON) {
            terminal.result(JsonText.of(values(run)));
        } else {
            show(terminal, run);
        }
        missing.forEach(name -> terminal.note(
                "secret." + name + " is not set: set the environment variable " + OperatorProperties.secretVariable(name)
                                              + ", or webhookscript.secret." + name + " in the file of --properties"));
        return run.outcome() == Outcome.DELIVERED ? ExitCode.WELL : ExitCode.WRONG;
    }

    private RealRun run(Script script) throws IOException {
        OperatorProperties properties = options.operatorProperties(System::getenv);
        StandaloneTrials.Input input = options.input(script, properties);
        try (StandaloneTrials trials = trials(properties)) {
            return trials.realRun(script, input);
        }
    }

    private StandaloneTrials trials(OperatorProperties properties) {
        try {
            return new StandaloneTrials(
                    new StandaloneTrials.Options(
                            allow, options.allowHosts(), proxy, name -> secret(properties, name)));
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException("run: " + e.getMessage(), e);
        }
    }

    private Optional<String> secret(OperatorProperties properties, String name) {
        Optional<String> secret = properties.secret(name);
        if (secret.isEmpty()) {
            missing.add(name);
        }
        return secret;
    }

    private static void show(Terminal terminal, RealRun run) {
        if (!run.request().isEmpty()) {
            terminal.result(HttpText.request(terminal, run.request()));
            terminal.result("");
        }
        if (run.response() != null) {
            terminal.result(HttpText.response(terminal, run.response()));
            terminal.result("");
        }
        boolean delivered = run.outcome() == Outcome.DELIVERED;
        String outcome = run.outcome().code();
        terminal.result((delivered ? terminal.good(outcome) : terminal.bad(outcome)) + " after " + run.took().toMillis() + " ms"
                        + (run.reason().isEmpty() ? "" : ": " + run.reason()));
        run.variables().forEach((name, value) -> terminal.result(name + " = " + JsonText.of(value)));
    }

    private static Map<String, @Nullable Object> values(RealRun run) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("outcome", run.outcome().code());
        values.put("reason", run.reason());
        values.put("millis", run.took().toMillis());
        values.put("request", run.request());
        values.put("response", run.response());
        values.put("variables", run.variables());
        values.put("body", run.body());
        return values;
    }
}
