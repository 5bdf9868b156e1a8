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

import io.webhookscript.benchmarks.speed.receiver.ReceiverCounts;
import io.webhookscript.benchmarks.speed.worker.BurstReport;

/**
 * One burst.
 *
 * @param others how much of the machine others took
 */
record MeasuredBurst(String peer, String runtime, BurstReport report, double others, ReceiverCounts receiver) {

    /** Time over that of another; how reliable it is depends on both. */
    Ratio.Single timeOver(MeasuredBurst reference) {
        return new Ratio.Single(report.millis() / reference.report.millis(), Math.max(others, reference.others));
    }
}
