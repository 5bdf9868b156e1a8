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
package io.webhookscript.benchmarks.speed;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;
import io.webhookscript.benchmarks.speed.machine.JavaRuntime;

/** What the figures are figures of. */
final class MachineDescription {

    private static final Path CPU = Path.of("/proc/cpuinfo");
    private static final Pattern MAJOR_MINOR = Pattern.compile("^(\\d+\\.\\d+).*");

    private static final List<String> ARTIFACTS = List.of("camel-http", "httpclient5", "spring-integration-http",
            "vertx-web-client", "vertx-circuit-breaker", "logback-classic", "micrometer-core");

    private MachineDescription() {
    }

    static String text(Bench bench) throws IOException {
        return """
                * Machine: %d processors (%s), %d GiB of memory, %s %s
                * JDKs: %s
                * Each competitor in a JVM of its own: %s, the JVM's own choice of collector
                * Versions: %s
                """
                .formatted(Runtime.getRuntime().availableProcessors(), processor(), gibibytes(), System.getProperty("os.name"),
                        MAJOR_MINOR.matcher(System.getProperty("os.version")).replaceFirst("$1"), runtimes(),
                        String.join(" ", bench.plan().jvms().options()), versions(bench));
    }

    private static String processor() throws IOException {
        if (!Files.isReadable(CPU)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(CPU)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst().orElse(System.getProperty("os.arch"));
        }
    }

    private static long gibibytes() {
        return Math.round(((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize()
                          / (double) (1 << 30));
    }

    private static String runtimes() throws IOException {
        List<String> runtimes = new ArrayList<>();
        for (JavaRuntime runtime : JavaRuntime.found()) {
            runtimes.add(runtime.label() + " (" + runtime.version() + ")");
        }
        return String.join(", ", runtimes) + "; callers are platform threads, and virtual ones where it says so";
    }

    private static String versions(Bench bench) {
        return ARTIFACTS.stream()
                .flatMap(artifact -> bench.classPath().version(artifact).map(version -> artifact + " " + version).stream())
                .collect(Collectors.joining(", "));
    }
}
