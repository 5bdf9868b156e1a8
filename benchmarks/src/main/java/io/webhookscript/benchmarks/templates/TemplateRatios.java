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

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.webhookscript.benchmarks.CpuTime;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the template benchmarks in rounds that take turns, and prints the ratios of their medians as AsciiDoc: each
 * engine's CPU time over that by hand, and the bytes that one rendering allocates over those of the texts that it
 * makes.
 */
public final class TemplateRatios {

    private static final int DEFAULT_ROUNDS = 3;
    /** Iterations are many and short, and the lower quartile counts: whatever else runs on a machine only adds time. */
    private static final double LEAST_DISTURBED = 25;

    private final Map<Workload, Map<Engine, List<Double>>> times = new EnumMap<>(Workload.class);
    private final Map<Workload, Map<Engine, List<Double>>> bytes = new EnumMap<>(Workload.class);

    private TemplateRatios() {
    }

    /** @param arguments how many rounds */
    public static void main(String[] arguments) throws RunnerException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_ROUNDS;
        TemplateRatios rendering = new TemplateRatios();
        TemplateRatios compilation = new TemplateRatios();
        for (int i = 0; i < rounds; i++) {
            rendering.run(TemplateRenderingBenchmark.class);
            compilation.run(TemplateCompilationBenchmark.class);
        }
        rendering.print("rendering", Engine.HAND_WRITTEN);
        compilation.print("compiling", Engine.WEBHOOKSCRIPT);
    }

    private void run(Class<?> benchmark) throws RunnerException {
        Options options = new OptionsBuilder().include(benchmark.getSimpleName()).forks(1).warmupIterations(5)
                .warmupTime(TimeValue.seconds(1)).measurementIterations(60).measurementTime(TimeValue.milliseconds(25))
                .jvmArgsAppend("-Xmx512m").addProfiler("gc").addProfiler(CpuTime.class).build();
        for (RunResult result : new Runner(options).run()) {
            BenchmarkParams params = result.getParams();
            Workload workload = Workload.valueOf(params.getParam("workload"));
            Engine engine = Engine.valueOf(params.getParam("engine"));
            result.getSecondaryResults().forEach((name, value) -> add(name, value, workload, engine));
        }
    }

    private void add(String name, Result<?> value, Workload workload, Engine engine) {
        if (name.endsWith("gc.alloc.rate.norm")) {
            add(bytes, workload, engine, value.getScore());
        } else if (name.endsWith(CpuTime.RESULT)) {
            add(times, workload, engine, value.getStatistics().getPercentile(LEAST_DISTURBED));
        }
    }

    private static void add(Map<Workload, Map<Engine, List<Double>>> to, Workload workload, Engine engine, double score) {
        to.computeIfAbsent(workload, w -> new EnumMap<>(Engine.class)).computeIfAbsent(engine, e -> new ArrayList<>())
                .add(score);
    }

    private void print(String what, Engine yardstick) {
        System.out.println(
                "\n." + what + ": CPU time over that of " + yardstick + ", nanoseconds, bytes allocated over bytes of output");
        times.forEach((workload, engines) -> engines.forEach((engine, scores) -> System.out.printf(Locale.ROOT,
                "| %s | %s | %.2f | %.0f | %.2f%n", workload, engine,
                median(scores) / median(of(times, workload, yardstick)), median(scores),
                median(of(bytes, workload, engine)) / workload.outputBytes())));
    }

    private static List<Double> of(Map<Workload, Map<Engine, List<Double>>> scores, Workload workload, Engine engine) {
        return scores.getOrDefault(workload, Map.of()).getOrDefault(engine, List.of(Double.NaN));
    }

    private static double median(List<Double> scores) {
        return scores.stream().sorted().skip((scores.size() - 1) / 2).findFirst().orElse(Double.NaN);
    }
}
