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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.webhookscript.script.Script;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import io.webhookscript.tryout.ScriptTests;
import io.webhookscript.tryout.StandaloneTrials;

import static org.assertj.core.api.Assertions.assertThat;

/** A script that an import has written: what a receiver would get of it. */
final class Imported {

    final String text;
    final Script script;
    final Map<String, Object> request;

    private Imported(String text, Script script, Map<String, Object> request) {
        this.text = text;
        this.script = script;
        this.request = request;
    }

    /** Loads it, runs its own tests, and makes its request of the event of its first test. */
    static Imported of(Path file) throws Exception {
        String text = Files.readString(file);
        Script script = new ScriptReader(ScriptEnvironment.standalone()).read(file.getFileName().toString(), text).orThrow();
        assertThat(new ScriptTests(List.of()).run(script)).isNotEmpty().allSatisfy(
                result -> assertThat(result.passed()).as(result.report()).isTrue());
        try (StandaloneTrials trials = new StandaloneTrials(StandaloneTrials.Options.DEFAULT)) {
            Map<String, Object> request
                    = trials.dryRun(script, new StandaloneTrials.Input(script.definition().tests().get(0).event()));
            assertThat((List<?>) request.get("problems")).isEmpty();
            return new Imported(text, script, request);
        }
    }

    String method() {
        return String.valueOf(request.get("method"));
    }

    String url() {
        return String.valueOf(request.get("url"));
    }

    String body() {
        return String.valueOf(request.get("body"));
    }

    /** The first of that name; null without one. */
    String header(String name) {
        List<?> values = (List<?>) ((Map<?, ?>) Objects.requireNonNull(request.get("headers"))).get(name);
        return values == null ? null : String.valueOf(values.get(0));
    }

    List<String> headerNames() {
        return ((Map<?, ?>) Objects.requireNonNull(request.get("headers"))).keySet().stream().map(String::valueOf).toList();
    }
}
