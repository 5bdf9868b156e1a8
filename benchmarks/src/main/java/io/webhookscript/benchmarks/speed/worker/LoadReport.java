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

/**
 * What callers saw and what it cost.
 *
 * @param waits          of a caller for the end of an event
 * @param cpuMicros      of the process per event, without its compiler threads
 * @param compilerMicros of the compiler threads per event
 * @param bytes          that the process allocated per event
 */
public record LoadReport(EventCounts events, double seconds, Waits waits, double cpuMicros, double compilerMicros,
        double bytes) {

    private static final double LITTLE = 0.05;

    /** Percentiles: 50, 99 and 99.9. */
    public record Waits(double p50Micros, double p99Micros, double p999Micros) {
    }

    /** Whether the compiler threads took at most 5 % of one processor. */
    public boolean compilerHasLittleToDo() {
        return compilerMicros * events.ended() / 1e6 <= LITTLE * seconds;
    }

    public double endedPerSecond() {
        return events.ended() / seconds;
    }
}
