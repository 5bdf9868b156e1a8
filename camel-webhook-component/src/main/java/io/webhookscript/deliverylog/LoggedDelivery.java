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

import io.webhookscript.delivery.report.AttemptRecord;
import io.webhookscript.delivery.report.DeliveryResult;
import io.webhookscript.script.ScriptIdentity;
import io.webhookscript.value.Excerpt;
import org.jspecify.annotations.Nullable;

/**
 * One delivery in a {@link DeliveryLog}: masked and capped, without the event.
 *
 * @param began   when the event was accepted, to the millisecond
 * @param ended   when its outcome was known, after the dead letter
 * @param keepFor how long the script wants the entry to be kept after its end; null when it does not say it
 */
public record LoggedDelivery(
        ScriptIdentity script, Message message, Instant began, Instant ended, DeliveryResult result, Attempts attempts,
        boolean deadLettered, @Nullable Duration keepFor) {

    /** When a script retries for a day, only the last attempts are of interest. */
    public static final int MAX_ATTEMPTS = 20;

    /** Longer ids come only from foreign dead-letter documents; an index needs short values. */
    private static final int MAX_ID = 255;

    /** The limit is enough to see the cause of a failure; a log of a million entries must stay small. */
    public static final int MAX_CHARACTERS = 1_000;

    public LoggedDelivery {
        script = capped(script);
        began = began.truncatedTo(ChronoUnit.MILLIS);
        ended = ended.truncatedTo(ChronoUnit.MILLIS);
        result = capped(result);
    }

    /**
     * Identifies the event.
     *
     * @param id       the message id
     * @param sourceId the event's id at its source; null if it has none
     * @param subject  a digest that identifies the person whose data the event contains; null when that is not known
     */
    public record Message(String id, @Nullable String sourceId, @Nullable String subject) {

        public Message {
            id = capId(id);
            sourceId = sourceId == null ? null : cap(sourceId);
        }
    }

    /**
     * What was sent, and what came back.
     *
     * @param count    the number of attempts
     * @param last     the latest attempts, at most {@value #MAX_ATTEMPTS}
     * @param method   null when the request could not be rendered; {@code url} likewise
     * @param response the beginning of a failed delivery's last response; empty when there was none
     */
    public record Attempts(
            int count, List<AttemptRecord> last, @Nullable String method, @Nullable String url, String response) {

        public Attempts {
            last = latest(last);
            method = method == null ? null : cap(method);
            url = url == null ? null : cap(url);
            response = cap(response);
        }

        private static List<AttemptRecord> latest(List<AttemptRecord> all) {
            AttemptRecord[] latest = new AttemptRecord[Math.min(all.size(), MAX_ATTEMPTS)];
            for (int i = 0; i < latest.length; i++) {
                AttemptRecord a = all.get(all.size() - latest.length + i);
                latest[i] = new AttemptRecord(
                        a.at().truncatedTo(ChronoUnit.MILLIS), a.millis(), a.outcome(), a.status(), cap(a.reason()));
            }
            return List.of(latest);
        }
    }

    public String messageId() {
        return message.id();
    }

    private static ScriptIdentity capped(ScriptIdentity script) {
        return script.tenant() == null || script.tenant().length() <= MAX_CHARACTERS
                ? script : new ScriptIdentity(script.name(), script.version(), cap(script.tenant()));
    }

    private static DeliveryResult capped(DeliveryResult result) {
        return result.reason().length() <= MAX_CHARACTERS
                ? result : new DeliveryResult(result.outcome(), result.status(), cap(result.reason()));
    }

    /** Caps a message id; a query caps its id in the same way. */
    static String capId(String messageId) {
        return Excerpt.of(messageId, MAX_ID);
    }

    private static String cap(String text) {
        return Excerpt.of(text, MAX_CHARACTERS);
    }
}
