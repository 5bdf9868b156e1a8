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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.webhookscript.benchmarks.speed.machine.JavaRuntime;

/** What the figures are figures of. */
final class MachineDescription {

    private static final Path CPU = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");

    private static final List<String> ARTIFACTS = List.of("camel-http", "httpclient5", "spring-integration-http",
            "vertx-web-client", "vertx-circuit-breaker", "logback-classic", "micrometer-core");

    private MachineDescription() {
    }

    static String text(Bench bench) throws IOException {
        String versions = ARTIFACTS.stream()
                .flatMap(artifact -> bench.classPath().version(artifact).map(version -> artifact + " " + version).stream())
                .collect(Collectors.joining(", "));
        return "* Machine: " + Runtime.getRuntime().availableProcessors() + " processors (" + field(CPU, "model name")
               + "), memory "
               + field(MEMORY, "MemTotal") + ", " + System.getProperty("os.name") + " " + System.getProperty("os.version")
               + "\n"
               + "* JDKs: " + System.getProperty("java.vm.name") + " " + Runtime.version() + "; callers on platform threads, "
               + "and on virtual ones where the label says so; found: "
               + JavaRuntime.found().stream().map(JavaRuntime::label).collect(Collectors.joining(", ")) + "\n"
               + "* Each competitor in a JVM of its own: -Xmx512m -Xss256k, the JVM's own choice of collector\n"
               + "* Versions: " + versions + "\n";
    }

    private static String field(Path file, String name) throws IOException {
        if (!Files.isReadable(file)) {
            return "unknown";
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name)).map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst().orElse("unknown");
        }
    }
}
