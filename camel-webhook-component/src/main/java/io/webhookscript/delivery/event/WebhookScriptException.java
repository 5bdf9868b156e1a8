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
package io.webhookscript.delivery.event;

import java.io.Serializable;

import io.webhookscript.script.Outcome;
import io.webhookscript.value.Excerpt;
import io.webhookscript.value.OneLine;
import org.apache.camel.RuntimeCamelException;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that failed. The message says all in one line, with the beginning of the receiver's response below it;
 * secrets are masked in every part.
 */
public final class WebhookScriptException extends RuntimeCamelException {

    private static final long serialVersionUID = 1L;

    /** As much of a response as helps a reader, without filling a log. */
    private static final int QUOTED_CHARACTERS = 512;

    private final Failure failure;

    /**
     * What failed.
     *
     * @param attempts     that were made
     * @param maxAttempts  that might have been made
     * @param status       of the receiver's last response, null when it gave none
     * @param reason       one clause for people, masked
     * @param response     the receiver's response, capped and masked; empty when none came
     * @param eventAtFault whether no request can be made of the event
     */
    public record Failure(
            String script, String version, String messageId, int attempts, int maxAttempts, Outcome outcome,
            @Nullable Integer status,
            String reason, String response, boolean eventAtFault)
            implements
                Serializable {
    }

    public WebhookScriptException(Failure failure, @Nullable Throwable cause) {
        super(message(failure), cause);
        this.failure = failure;
    }

    private static String message(Failure f) {
        StringBuilder text = new StringBuilder("script '").append(f.script()).append("', message ").append(f.messageId());
        if (f.attempts() > 0) {
            text.append(", attempt ").append(f.attempts()).append(" of ").append(f.maxAttempts());
        }
        text.append(": ").append(f.outcome().code());
        if (!f.reason().isEmpty()) {
            text.append(", ").append(f.reason());
        }
        if (!f.response().isBlank()) {
            String oneLine = OneLine.of(f.response()).strip().replaceAll("\\s+", " ");
            boolean cut = oneLine.length() > QUOTED_CHARACTERS;
            text.append("\n    response (").append(cut ? "first " + QUOTED_CHARACTERS + " characters, " : "")
                    .append("secrets masked): ").append(Excerpt.of(oneLine, QUOTED_CHARACTERS));
        }
        return text.toString();
    }

    public String getScript() {
        return failure.script();
    }

    /** First 12 hex digits of SHA-256 over the script file. */
    public String getVersion() {
        return failure.version();
    }

    /** The same on every attempt, and the one that the receiver saw. */
    public String getMessageId() {
        return failure.messageId();
    }

    /** Number of HTTP calls that were made; 0 when nothing was sent. */
    public int getAttempts() {
        return failure.attempts();
    }

    public Outcome getOutcome() {
        return failure.outcome();
    }

    /**
     * Whether nothing was sent because of the event itself: it cannot be read, or the script cannot make a request of
     * it. Then the same event will fail again. False for all that is the receiver's part or this side's, such as a rate
     * that is used up, an open breaker, a stopped script or a missing secret.
     */
    public boolean isEventAtFault() {
        return failure.eventAtFault();
    }

    /** The receiver's last status, null when it gave none. */
    public @Nullable Integer getStatus() {
        return failure.status();
    }

    /** Why it failed, and why no further attempt was made: masked. */
    public String getReason() {
        return failure.reason();
    }

    /** The receiver's last response, capped and masked; empty when there was none. */
    public String getResponseBody() {
        return failure.response();
    }
}
