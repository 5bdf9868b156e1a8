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
package io.webhookscript.benchmarks.speed.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * How much of the machine processes other than the harness and its children took, on Linux. What the kernel does in
 * interrupts is left out: on loopback that is the work of the processes that are measured.
 */
public final class MachineLoad {

    /** Others may take so much of all processors: beyond it no ratio is printed. */
    static final double MAX_OTHERS = 1.0 / 3;

    /** Ticks of {@code /proc} a second; Linux has shown this one to programs on every platform for decades. */
    private static final double TICKS_PER_SECOND = 100;

    private static final Path STAT = Path.of("/proc/stat");

    /**
     * @param busy ticks of all processors
     * @param own  ticks of the harness and its children
     */
    public record Snapshot(long nanoTime, long busy, long own) {
    }

    public Snapshot now() {
        return Files.isReadable(STAT)
                ? new Snapshot(System.nanoTime(), busy(read(STAT)), own())
                : new Snapshot(System.nanoTime(), -1, -1);
    }

    /** From 0 to 1; NaN where it is not known. */
    public double othersSince(Snapshot before) {
        Snapshot now = now();
        return before.busy < 0 ? Double.NaN : share(before, now, Runtime.getRuntime().availableProcessors());
    }

    static double share(Snapshot before, Snapshot now, int processors) {
        double others = (now.busy - before.busy) - (now.own - before.own);
        double all = (now.nanoTime - before.nanoTime) / 1e9 * TICKS_PER_SECOND * processors;
        return Math.min(1, Math.max(0, others / all));
    }

    /** Not known counts as too much. */
    public static boolean isQuiet(double others) {
        return others <= MAX_OTHERS;
    }

    /** @param stat first line: {@code cpu user nice system idle iowait irq softirq steal …} */
    static long busy(String stat) {
        String[] fields = stat.substring(0, stat.indexOf('\n')).split(" +", -1);
        return Long.parseLong(fields[1]) + Long.parseLong(fields[2]) + Long.parseLong(fields[3]) + Long.parseLong(fields[8]);
    }

    private static long own() {
        try (Stream<ProcessHandle> children = ProcessHandle.current().descendants()) {
            return Stream.concat(Stream.of(ProcessHandle.current()), children)
                    .mapToLong(process -> ticksOf(Path.of("/proc", Long.toString(process.pid()), "stat"))).sum();
        }
    }

    private static long ticksOf(Path stat) {
        String line = read(stat);
        return line.isEmpty() ? 0 : ticks(line);
    }

    /** @param stat of a process; its second field is a name in brackets that may hold anything */
    static long ticks(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    /** Empty for a process that has ended. */
    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            if (Files.exists(file)) {
                throw new UncheckedIOException(e);
            }
            return "";
        }
    }
}
