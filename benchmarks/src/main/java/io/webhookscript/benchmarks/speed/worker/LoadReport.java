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

import java.util.Map;

/**
 * What callers saw and what it cost.
 *
 * @param begun          events
 * @param delivered      of them, with the values of their own response
 * @param failed         of them, as the competitor says itself
 * @param wrong          of them: said to be delivered, without the values of their own response
 * @param p50Micros      of the time that a caller waits; p99 and p99.9 likewise
 * @param cpuMicros      of the process per event, without its compiler threads
 * @param compilerMicros of the compiler threads per event
 * @param bytes          that the process allocated per event
 * @param failures       by kind
 */
public record LoadReport(long begun, long delivered, long failed, long wrong, double seconds, double p50Micros,
        double p99Micros, double p999Micros, double cpuMicros, double compilerMicros, double bytes,
        Map<String, Long> failures) {

    public LoadReport {
        failures = Map.copyOf(failures);
    }

    public long ended() {
        return delivered + failed + wrong;
    }

    public double endedPerSecond() {
        return ended() / seconds;
    }
}
