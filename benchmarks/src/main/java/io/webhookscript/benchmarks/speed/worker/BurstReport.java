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
 * @param events        that were handed over for the destination
 * @param millis        until the last of them ended, or the time was over
 * @param cpuMillis     of the process until then, without its compiler threads
 * @param heapMegabytes at the most, garbage included
 * @param liveMegabytes at the most after a collection; 0 when there was none
 * @param threads       at the most
 * @param silentBegun   events for the receiver that never answers
 */
public record BurstReport(EventCounts events, double millis, double cpuMillis, double heapMegabytes, double liveMegabytes,
        int threads, long silentBegun) {
}
