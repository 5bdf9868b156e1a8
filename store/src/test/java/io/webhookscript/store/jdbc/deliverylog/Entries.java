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
package io.webhookscript.store.jdbc.deliverylog;

import java.time.Instant;
import java.util.List;

import io.webhookscript.delivery.report.AttemptRecord;
import io.webhookscript.delivery.report.DeliveryResult;
import io.webhookscript.deliverylog.LoggedDelivery;
import io.webhookscript.deliverylog.LoggedDelivery.Attempts;
import io.webhookscript.deliverylog.LoggedDelivery.Message;
import io.webhookscript.script.Outcome;
import io.webhookscript.script.ScriptIdentity;

/** Entries for tests. */
final class Entries {

    static final Instant NOON = Instant.parse("2026-05-01T12:00:00.123Z");

    private Entries() {
    }

    static LoggedDelivery entry(String script, String messageId, Outcome outcome, Instant ended) {
        return entry(script, messageId, outcome, ended, "the receiver responded with 503");
    }

    static LoggedDelivery entry(String script, String messageId, Outcome outcome, Instant ended, String reason) {
        return new LoggedDelivery(
                new ScriptIdentity(script, "0123456789ab", "acme"), new Message(messageId, "source", null),
                ended.minusMillis(1_500), ended, new DeliveryResult(outcome, 503, reason),
                new Attempts(
                        2, List.of(new AttemptRecord(ended.minusMillis(1_400), 20, Outcome.TEMPORARY, null, reason),
                                new AttemptRecord(ended.minusMillis(100), 90, outcome, 503, reason)),
                        "PUT", "https://eu.crm.example.com/contacts/7", reason),
                true, null);
    }
}
