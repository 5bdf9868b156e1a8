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
package io.webhookscript.delivery;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import io.webhookscript.http.HttpCall;
import io.webhookscript.request.RenderedRequest;
import io.webhookscript.script.Masker;
import io.webhookscript.script.Outcome;

/**
 * What became of one delivery, as a {@link DeliveryLog} keeps it: masked and capped, without the event.
 *
 * @param began        when the event came in, to the millisecond
 * @param ended        when its outcome was known, after the dead letter
 * @param status       of the receiver's last answer
 * @param reason       empty when delivered
 * @param attempts     how many were made
 * @param lastAttempts the latest of them, at most {@value #MAX_ATTEMPTS}
 * @param method       empty when the request could not be rendered; {@code url} likewise
 * @param answer       the beginning of a failed delivery's last answer; empty when there was none
 */
public record LoggedDelivery(
        String script, String version, Optional<String> tenant, String messageId, Optional<String> sourceId, Instant began,
        Instant ended, Outcome outcome, OptionalInt status, String reason, int attempts, List<AttemptRecord> lastAttempts,
        Optional<String> method, Optional<String> url, String answer, boolean deadLettered) {

    /** Of a script that tries for a day only the end is of interest. */
    public static final int MAX_ATTEMPTS = 20;

    /** Longer ones than ours come from replayed documents of others only; an index wants them short. */
    private static final int MAX_ID = 255;

    /** Enough to see what went wrong; a log of a million entries must stay small. */
    public static final int MAX_CHARACTERS = 1_000;

    public LoggedDelivery {
        began = began.truncatedTo(ChronoUnit.MILLIS);
        ended = ended.truncatedTo(ChronoUnit.MILLIS);
        tenant = tenant.map(LoggedDelivery::cap);
        messageId = capId(messageId);
        sourceId = sourceId.map(LoggedDelivery::cap);
        reason = cap(reason);
        method = method.map(LoggedDelivery::cap);
        url = url.map(LoggedDelivery::cap);
        answer = cap(answer);
        lastAttempts = lastAttempts.stream().skip(Math.max(0, lastAttempts.size() - MAX_ATTEMPTS))
                .map(a -> new AttemptRecord(
                        a.at().truncatedTo(ChronoUnit.MILLIS), a.millis(), a.outcome(), a.status(), cap(a.error())))
                .toList();
    }

    static LoggedDelivery of(Delivery delivery, Instant ended) {
        Masker masker = delivery.data().masker();
        Optional<HttpCall> call = delivery.request().map(RenderedRequest::call);
        return new LoggedDelivery(
                delivery.script().name(), delivery.script().version(), delivery.script().definition().tenant(),
                delivery.data().message().id(), delivery.sourceId().map(id -> masked(masker, id)), delivery.data().now(), ended,
                delivery.result().outcome(), delivery.result().status(), masked(masker, delivery.reason()),
                delivery.attempts().size(),
                delivery.attempts().stream().skip(Math.max(0, delivery.attempts().size() - MAX_ATTEMPTS))
                        .map(attempt -> attempt.masked(masker)).toList(),
                call.map(HttpCall::method), call.map(c -> masked(masker, c.url())),
                delivery.failed() ? delivery.quotedAnswer() : "", delivery.isDeadLettered());
    }

    private static String masked(Masker masker, String text) {
        return String.valueOf(masker.mask(text));
    }

    /** Also of an id that is looked for. */
    static String capId(String messageId) {
        return messageId.substring(0, Math.min(messageId.length(), MAX_ID));
    }

    /** Never in the middle of a character. */
    private static String cap(String text) {
        if (text.length() <= MAX_CHARACTERS) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(MAX_CHARACTERS - 1))
                ? MAX_CHARACTERS - 1 : MAX_CHARACTERS);
    }
}
