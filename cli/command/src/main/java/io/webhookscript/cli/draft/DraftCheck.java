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
package io.webhookscript.cli.draft;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.webhookscript.script.Script;
import io.webhookscript.script.ScriptTest;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.reader.ReadResult;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import io.webhookscript.tryout.ScriptTestResult;
import io.webhookscript.tryout.ScriptTests;
import io.webhookscript.tryout.StandaloneTrials;
import org.jspecify.annotations.Nullable;

/** Whether a draft is a script that can be used: it loads, makes a request, and passes its own tests. */
public final class DraftCheck {

    private final ScriptDraft draft;
    private final ReadResult result;

    public DraftCheck(ScriptDraft draft) {
        this.draft = draft;
        this.result = new ScriptReader(ScriptEnvironment.standalone()).read(
                draft.name() + ".webhookscript.yaml", draft.name(), draft.yaml().getBytes(StandardCharsets.UTF_8));
    }

    /** Remarks included. */
    public List<Problem> problems() {
        return result.problems();
    }

    /** Why no request could be made, and what differs from what the draft's tests expect; empty when all is well. */
    public List<String> faults() {
        if (result.script() == null) {
            return result.problems().stream().filter(Problem::isError).map(Problem::toString).toList();
        }
        Script script = result.script();
        List<String> faults = new ArrayList<>(dryRun(script));
        new ScriptTests(List.of()).run(script).stream().filter(test -> !test.passed()).map(ScriptTestResult::report)
                .forEach(faults::add);
        return faults;
    }

    /** Whether it loads, and makes a request of the example event. */
    boolean canBeUsed() {
        return result.script() != null && dryRun(result.script()).isEmpty();
    }

    private List<String> dryRun(Script script) {
        Object event = script.definition().tests().stream().findFirst().map(ScriptTest::event)
                .or(draft::exampleEvent).orElse(Map.of());
        try (StandaloneTrials trials = new StandaloneTrials(StandaloneTrials.Options.DEFAULT)) {
            Map<String, @Nullable Object> run = trials.dryRun(script, new StandaloneTrials.Input(event));
            List<String> problems = new ArrayList<>();
            ((List<?>) run.getOrDefault("problems", List.of())).forEach(problem -> problems.add(String.valueOf(problem)));
            return problems;
        }
    }
}
