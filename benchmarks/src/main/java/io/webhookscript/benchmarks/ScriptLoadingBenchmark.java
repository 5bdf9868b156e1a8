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
package io.webhookscript.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.webhookscript.script.reader.ReadResult;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** How long 1,000 scripts take to load, against parsing their YAML alone. Bound: five times as long. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ScriptLoadingBenchmark {

    private static final int SCRIPTS = 1_000;

    private List<byte[]> files = List.of();

    @Setup
    public void write() {
        List<byte[]> written = new ArrayList<>();
        for (int i = 0; i < SCRIPTS; i++) {
            written.add(ContactScripts
                    .file("script-" + i, "https://eu.crm.example.com", "https://us.crm.example.com", ContactScripts.LIMITED)
                    .getBytes(StandardCharsets.UTF_8));
        }
        files = List.copyOf(written);
    }

    /** The yardstick. */
    @Benchmark
    public void parseYaml(Blackhole sink) {
        ContactScripts.parse(files, sink::consume);
    }

    @Benchmark
    public void loadScripts(Blackhole sink) {
        ScriptReader reader = new ScriptReader(ScriptEnvironment.standalone());
        for (int i = 0; i < files.size(); i++) {
            ReadResult result = reader.read("script-" + i + ".webhookscript.yaml", "benchmark", files.get(i));
            sink.consume(result.orThrow());
        }
    }
}
