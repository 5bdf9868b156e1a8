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
 * @param begun         events that were handed over for the destination
 * @param delivered     of them, with the values of their own response
 * @param failed        of them, as the competitor says itself
 * @param wrong         of them: said to be delivered, without the values of their own response
 * @param failures      by kind
 * @param millis        until the last of them ended, or the time was over
 * @param cpuMillis     of the process until then, without its compiler threads
 * @param heapMegabytes at the most, garbage included
 * @param liveMegabytes at the most after a collection; 0 when there was none
 * @param threads       at the most
 * @param silentBegun   events for the receiver that never answers
 */
public record BurstReport(long begun, long delivered, long failed, long wrong, Map<String, Long> failures, double millis,
        double cpuMillis, double heapMegabytes, double liveMegabytes, int threads, long silentBegun) {

    public BurstReport {
        failures = Map.copyOf(failures);
    }

    public long ended() {
        return delivered + failed + wrong;
    }

    public long notBack() {
        return begun - ended();
    }
}
