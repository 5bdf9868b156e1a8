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
package io.webhookscript.benchmarks.templates;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * How long compiled templates take to render. Aims: at most 1.5 times as long as by hand, and a third of Pebble's time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TemplateRenderingBenchmark {

    @Param
    private Workload workload = Workload.LOOP;

    @Param
    private Engine engine = Engine.WEBHOOKSCRIPT;

    private Map<String, Object> event = Map.of();
    private List<Function<Map<String, Object>, String>> texts = List.of();

    @Setup
    public void compile() {
        if (!workload.render(Engine.WEBHOOKSCRIPT).equals(workload.render(Engine.HAND_WRITTEN))) {
            throw new IllegalStateException("by hand comes out something else: " + workload.render(Engine.HAND_WRITTEN));
        }
        event = workload.event();
        texts = workload.by(engine);
    }

    @Benchmark
    public void render(Blackhole sink) {
        for (Function<Map<String, Object>, String> text : texts) {
            sink.consume(text.apply(event));
        }
    }
}
