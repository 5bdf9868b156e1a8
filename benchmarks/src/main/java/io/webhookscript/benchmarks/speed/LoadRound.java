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

import io.webhookscript.benchmarks.speed.machine.MachineLoad;
import io.webhookscript.benchmarks.speed.receiver.ReceiverCounts;
import io.webhookscript.benchmarks.speed.worker.LoadReport;

/**
 * One competitor's load in one round.
 *
 * @param number of the round, from 1, also across the starts of the competitors
 * @param others how much of the machine others took
 */
record LoadRound(int number, LoadReport report, double others, ReceiverCounts receiver) {

    boolean isQuiet() {
        return MachineLoad.isQuiet(others);
    }

    /** How many requests the receiver got for one event. */
    double requestsPerEvent() {
        return (double) receiver.requests() / report.events().begun();
    }
}
