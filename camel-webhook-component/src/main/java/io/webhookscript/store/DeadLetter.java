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
package io.webhookscript.store;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A failed delivery in the store.
 *
 * @param messageId the id of the message; a replay uses it again
 * @param failedAt  when the delivery failed
 * @param outcome   the code of the outcome
 * @param status    the HTTP status of the last response; null when there was none
 * @param reason    the masked reason
 * @param contents  the documents; null in a list
 */
public record DeadLetter(
        String messageId, String script, Instant failedAt, String outcome, @Nullable Integer status, String reason,
        Replays replays, @Nullable Contents contents) {

    /** A letter that was not sent again yet. */
    public DeadLetter(
                      String messageId, String script, Instant failedAt, String outcome, @Nullable Integer status,
                      String reason, Contents contents) {
        this(messageId, script, failedAt, outcome, status, reason, Replays.NONE, contents);
    }

    /**
     * How often and when a letter was sent again.
     *
     * @param last null when the letter is open: it was never sent again, or has failed since
     */
    public record Replays(int count, @Nullable Instant last) {

        public static final Replays NONE = new Replays(0, null);
    }

    /**
     * The documents of a letter. The array is not copied, and must not be changed.
     *
     * @param document the dead-letter document, JSON
     * @param entry    what a replay needs
     */
    public record Contents(String document, OutboxEntry entry) {
    }
}
