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
package io.webhookscript.delivery.report;

import java.time.Instant;
import java.util.List;

import io.webhookscript.pacing.WaitTimes;
import io.webhookscript.script.Script;

/**
 * Describes one delivery that has ended, for notifier events, with all texts masked.
 *
 * @param startedAt    when its event was accepted
 * @param deadLettered whether its dead letter is stored
 * @param handedBack   whether its transacted source gets the event back
 */
public record DeliveryReport(
        Script script, String messageId, DeliveryResult result, List<AttemptRecord> attempts, Instant startedAt,
        WaitTimes waits, boolean deadLettered, boolean handedBack) {

    public DeliveryReport {
        attempts = List.copyOf(attempts);
        waits = waits.copy();
    }
}
