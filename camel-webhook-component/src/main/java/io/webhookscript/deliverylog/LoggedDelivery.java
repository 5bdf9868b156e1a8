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
package io.webhookscript.deliverylog;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalInt;

import io.webhookscript.delivery.event.AttemptRecord;
import io.webhookscript.script.Outcome;
import io.webhookscript.value.Excerpt;
import org.jspecify.annotations.Nullable;

/**
 * The result of one delivery in a {@link DeliveryLog}: masked and capped, without the event.
 *
 * @param tenant       null if the script has none
 * @param sourceId     the event's id at its source; null if it has none
 * @param began        when the event was accepted, to the millisecond
 * @param ended        when its outcome was known, after the dead letter
 * @param status       of the receiver's last response
 * @param reason       empty when delivered
 * @param attempts     the number of attempts
 * @param lastAttempts the latest attempts, at most {@value #MAX_ATTEMPTS}
 * @param method       null when the request could not be rendered; {@code url} likewise
 * @param response     the beginning of a failed delivery's last response; empty when there was none
 * @param subject      a digest that identifies the person whose data the event contains; null when that is not known
 * @param keepFor      how long the script wants the entry to be kept after its end; null when it does not say it
 */
public record LoggedDelivery(
        String script, String version, @Nullable String tenant, String messageId, @Nullable String sourceId, Instant began,
        Instant ended, Outcome outcome, OptionalInt status, String reason, int attempts, List<AttemptRecord> lastAttempts,
        @Nullable String method, @Nullable String url, String response, boolean deadLettered, @Nullable String subject,
        @Nullable Duration keepFor) {

    /** When a script retries for a day, only the last attempts are of interest. */
    public static final int MAX_ATTEMPTS = 20;

    /** Longer ids come only from foreign dead-letter documents; an index needs short values. */
    private static final int MAX_ID = 255;

    /** The limit is enough to see the cause of a failure; a log of a million entries must stay small. */
    public static final int MAX_CHARACTERS = 1_000;

    public LoggedDelivery {
        began = began.truncatedTo(ChronoUnit.MILLIS);
        ended = ended.truncatedTo(ChronoUnit.MILLIS);
        tenant = tenant == null ? null : cap(tenant);
        messageId = capId(messageId);
        sourceId = sourceId == null ? null : cap(sourceId);
        reason = cap(reason);
        method = method == null ? null : cap(method);
        url = url == null ? null : cap(url);
        response = cap(response);
        lastAttempts = last(lastAttempts);
    }

    /** An entry without a person and without a retention of its own. */
    public LoggedDelivery(
                          String script, String version, @Nullable String tenant, String messageId, @Nullable String sourceId,
                          Instant began, Instant ended, Outcome outcome, OptionalInt status, String reason, int attempts,
                          List<AttemptRecord> lastAttempts, @Nullable String method, @Nullable String url, String response,
                          boolean deadLettered) {
        this(script, version, tenant, messageId, sourceId, began, ended, outcome, status, reason, attempts, lastAttempts,
             method, url, response, deadLettered, null, null);
    }

    private static List<AttemptRecord> last(List<AttemptRecord> all) {
        AttemptRecord[] last = new AttemptRecord[Math.min(all.size(), MAX_ATTEMPTS)];
        for (int i = 0; i < last.length; i++) {
            AttemptRecord a = all.get(all.size() - last.length + i);
            last[i] = new AttemptRecord(
                    a.at().truncatedTo(ChronoUnit.MILLIS), a.millis(), a.outcome(), a.status(), cap(a.reason()));
        }
        return List.of(last);
    }

    /** Caps a message id; a query caps its id in the same way. */
    static String capId(String messageId) {
        return Excerpt.of(messageId, MAX_ID);
    }

    private static String cap(String text) {
        return Excerpt.of(text, MAX_CHARACTERS);
    }
}
