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

import java.io.Serializable;

import io.webhookscript.script.Outcome;
import io.webhookscript.script.ScriptIdentity;
import io.webhookscript.value.Excerpt;
import io.webhookscript.value.OneLine;
import org.apache.camel.RuntimeCamelException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown to the caller of a failed delivery. The message describes the failure in one line, followed by the beginning
 * of the receiver's response; secrets are masked in every part.
 */
public final class WebhookScriptException extends RuntimeCamelException {

    private static final long serialVersionUID = 1L;

    /** The quoted part of a response is long enough for a reader and does not fill a log. */
    private static final int QUOTED_CHARACTERS = 512;

    private final Failure failure;

    /**
     * The details of the failure.
     *
     * @param attempts     number of attempts that were made
     * @param maxAttempts  number of attempts that were allowed
     * @param response     the receiver's response, capped and masked; empty when no response arrived
     * @param eventAtFault whether the event cannot become a request
     */
    public record Failure(
            ScriptIdentity script, String messageId, int attempts, int maxAttempts, DeliveryResult result, String response,
            boolean eventAtFault)
            implements
                Serializable {
    }

    public WebhookScriptException(Failure failure, @Nullable Throwable cause) {
        super(message(failure), cause);
        this.failure = failure;
    }

    private static String message(Failure f) {
        StringBuilder text
                = new StringBuilder("script '").append(f.script().name()).append("', message ").append(f.messageId());
        if (f.attempts() > 0) {
            text.append(", attempt ").append(f.attempts()).append(" of ").append(f.maxAttempts());
        }
        text.append(": ").append(f.result().outcome().code());
        if (!f.result().reason().isEmpty()) {
            text.append(", ").append(f.result().reason());
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
        return failure.script().name();
    }

    /** The first 12 hex digits of SHA-256 over the script file. */
    public String getVersion() {
        return failure.script().version();
    }

    /** The message id that was sent to the receiver, the same on every attempt. */
    public String getMessageId() {
        return failure.messageId();
    }

    /** The number of HTTP calls that were made; 0 when nothing was sent. */
    public int getAttempts() {
        return failure.attempts();
    }

    public Outcome getOutcome() {
        return failure.result().outcome();
    }

    /**
     * Whether nothing was sent because of the event itself: it cannot be read, or the script cannot create a request
     * from it. The same event will then fail again. False for failures of the receiver or of this side, such as an
     * exhausted rate, an open circuit breaker, a stopped script or a missing secret.
     */
    public boolean isEventAtFault() {
        return failure.eventAtFault();
    }

    /** The receiver's last status; null when there was no response. */
    public @Nullable Integer getStatus() {
        return failure.result().status();
    }

    /** The reason of the failure, and why no further attempt was made; masked. */
    public String getReason() {
        return failure.result().reason();
    }

    /** The receiver's last response, capped and masked; empty when there was none. */
    public String getResponseBody() {
        return failure.response();
    }
}
