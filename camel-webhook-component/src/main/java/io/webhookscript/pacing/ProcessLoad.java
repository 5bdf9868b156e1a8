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
package io.webhookscript.pacing;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.function.DoubleSupplier;

import com.sun.management.OperatingSystemMXBean;
import io.webhookscript.spi.LoadMeter;

/** The built-in {@link LoadMeter}: the larger of calls in flight over capacity and the CPU load of this process. */
public final class ProcessLoad implements LoadMeter {

    /**
     * The system call for the CPU load is too expensive for every event, and its value jumps when it is read more
     * often.
     */
    private static final long FRESH_MILLIS = 1_000;

    private final DoubleSupplier occupancy;
    private final DoubleSupplier cpu;
    private final Clock clock;
    private volatile Sample sample = new Sample(Long.MIN_VALUE, 0);

    private record Sample(long takenAt, double cpu) {
    }

    /** @param occupancy calls in flight over the number of connections */
    public ProcessLoad(DoubleSupplier occupancy, Clock clock) {
        this(occupancy, ProcessLoad::processCpuLoad, clock);
    }

    public ProcessLoad(DoubleSupplier occupancy, DoubleSupplier cpu, Clock clock) {
        this.occupancy = occupancy;
        this.cpu = cpu;
        this.clock = clock;
    }

    @Override
    public double load() {
        long now = clock.millis();
        Sample last = sample;
        if (last.takenAt() == Long.MIN_VALUE || now - last.takenAt() >= FRESH_MILLIS) {
            last = new Sample(now, cpu.getAsDouble());
            sample = last;
        }
        return Math.max(occupancy.getAsDouble(), last.cpu());
    }

    /** Not a number or negative if the JVM does not know it; then the process counts as idle. */
    private static double processCpuLoad() {
        double load = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean os
                ? os.getProcessCpuLoad() : 0;
        return load > 0 ? load : 0;
    }
}
