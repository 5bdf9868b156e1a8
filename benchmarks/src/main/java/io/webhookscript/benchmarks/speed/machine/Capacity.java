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

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

import com.sun.management.UnixOperatingSystemMXBean;

/**
 * How many connections a process may have at once: each takes a descriptor at both ends, and a port.
 *
 * @param descriptors of a process
 * @param ports       that the system gives out
 */
public record Capacity(long descriptors, long ports) {

    /** For files, jars, and what is left of a burst before. */
    private static final int SLACK = 2_000;

    private static final Path PORTS = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

    /** A JVM raises its own limit of descriptors as far as it may, so this is that of the children, too. */
    public static Capacity ofThisMachine() throws IOException {
        long descriptors = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
        return new Capacity(descriptors, Files.isReadable(PORTS) ? ports(line(PORTS)) : Long.MAX_VALUE);
    }

    /** In one read: what the kernel gives of such a file after the first read is nothing. */
    private static String line(Path file) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            return Objects.requireNonNull(in.readLine());
        }
    }

    static long ports(String range) {
        String[] ends = range.strip().split("\\s+", -1);
        return Long.parseLong(ends[1]) - Long.parseLong(ends[0]) + 1;
    }

    /** Why so many connections cannot be; empty when they can. */
    public Optional<String> refusal(int connections) {
        if (descriptors < connections + SLACK) {
            return Optional.of(connections + " at once need " + (connections + SLACK) + " descriptors a process, there are "
                               + descriptors + " (ulimit -n)");
        }
        if (ports < connections + SLACK) {
            return Optional.of(connections + " at once need " + (connections + SLACK) + " ports, there are " + ports
                               + " (net.ipv4.ip_local_port_range)");
        }
        return Optional.empty();
    }
}
