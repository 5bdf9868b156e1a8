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
package io.webhookscript.benchmarks.speed.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;

/**
 * CPU time of this process, and on Linux that of its compiler threads apart: a busy machine draws compilation out over
 * rounds that would be long past it elsewhere. The JVM must run with a fixed number of compiler threads, which are
 * looked for once.
 */
final class CpuMeter {

    private static final Path TASKS = Path.of("/proc/self/task");

    /** Names are cut to 15 characters. */
    private static final List<String> COMPILERS = List.of("C1 Compiler", "C2 Compiler");

    private final List<Path> compilers;

    CpuMeter() {
        if (!Files.isDirectory(TASKS)) {
            compilers = List.of();
            return;
        }
        try (Stream<Path> tasks = Files.list(TASKS)) {
            compilers = tasks.filter(task -> isCompiler(read(task, "comm"))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isCompiler(String name) {
        return COMPILERS.stream().anyMatch(name::startsWith);
    }

    CpuTime now() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new CpuTime(system.getProcessCpuTime(), compilers.stream().mapToLong(CpuMeter::nanos).sum());
    }

    /** The first figure is nanoseconds on a processor. */
    private static long nanos(Path task) {
        String figures = read(task, "schedstat");
        return figures.isEmpty() ? 0 : Long.parseLong(figures.split(" ", 2)[0]);
    }

    /** Empty when the thread has ended, or the kernel keeps no such figures. */
    private static String read(Path task, String file) {
        Path path = task.resolve(file);
        try {
            return Files.exists(path) ? Files.readString(path) : "";
        } catch (IOException e) {
            if (Files.exists(path)) {
                throw new UncheckedIOException(e);
            }
            return "";
        }
    }
}
