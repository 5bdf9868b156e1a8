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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;

/**
 * CPU time of this process. That of its compiler threads is known apart, on Linux: a busy machine draws compilation out
 * over rounds that would be long past it elsewhere. The JVM must run with a fixed number of compiler threads, since
 * what one took is forgotten when it ends.
 *
 * @param compilerNanos 0 where it is not known
 */
record CpuTime(long processNanos, long compilerNanos) {

    private static final Path TASKS = Path.of("/proc/self/task");
    private static final List<String> COMPILERS = List.of("C1 Compiler", "C2 Compiler");

    static CpuTime now() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new CpuTime(system.getProcessCpuTime(), compilers());
    }

    CpuTime since(CpuTime before) {
        return new CpuTime(processNanos - before.processNanos, compilerNanos - before.compilerNanos);
    }

    private static long compilers() {
        if (!Files.isDirectory(TASKS)) {
            return 0;
        }
        try (Stream<Path> tasks = Files.list(TASKS)) {
            return tasks.mapToLong(CpuTime::nanosOfCompiler).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long nanosOfCompiler(Path task) {
        try {
            // names are cut to 15 characters
            String name = Files.readString(task.resolve("comm")).strip();
            return COMPILERS.stream().anyMatch(name::startsWith)
                    ? Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ", 2)[0])
                    : 0;
        } catch (NoSuchFileException e) {
            return 0; // the thread ended while the folder was read
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
