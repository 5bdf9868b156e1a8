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
package io.webhookscript.delivery.caller;

import java.util.Map;
import java.util.Optional;

import io.webhookscript.delivery.letter.DeadLetterDocument;
import io.webhookscript.request.event.EventSnapshot;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.RawEvent;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a dead-letter document that are used to deliver its event again. The context is not used.
 *
 * @param event   empty when {@code problem} says why it cannot be read
 * @param problem the problem of an event that was damaged on arrival or in its dead letter; it stays as the dead letter
 *                says
 */
record Replay(String messageId, @Nullable String sourceId, EventSnapshot event, @Nullable String problem) {

    private static final int MAX_ID = 200;

    /**
     * @param  script           the script that replays it
     * @throws NotSentException when the body is not such a document, or belongs to another script, whose receiver knows
     *                          the id
     */
    static Replay of(RawEvent body, String script) throws NotSentException {
        Object data = body.read(null, null).data();
        if (!(data instanceof Map<?, ?> document) || !(document.get("messageId") instanceof String id)
                || !document.containsKey("webhookscript") || !document.containsKey("event")) {
            throw new NotSentException(
                    "with replay=true the body must be a dead-letter document: a JSON object with webhookscript, messageId and event",
                    null);
        }
        if (!DeadLetterDocument.FORMAT.equals(document.get("webhookscript"))) {
            throw new NotSentException(
                    "the dead letter has a format that this version cannot read; expected `\"webhookscript\": \""
                                       + DeadLetterDocument.FORMAT + "\"`",
                    null);
        }
        if (!id.matches("[A-Za-z0-9_-]{1," + MAX_ID + "}")) {
            throw new NotSentException("the dead letter's messageId does not have the format of this component", null);
        }
        if (!script.equals(document.get("script"))) {
            throw new NotSentException(
                    "the dead letter does not belong to the script `" + script
                                       + "`, so its own script must replay it",
                    null);
        }
        Optional<String> sourceId = document.get("sourceId") instanceof String source ? Optional.of(source) : Optional.empty();
        Object event = document.get("event");
        try {
            return new Replay(id, sourceId.orElse(null), EventSnapshot.ofDeadLetterValue(event), null);
        } catch (NotSentException damaged) {
            return new Replay(id, sourceId.orElse(null), EventSnapshot.unread(event), damaged.getMessage());
        }
    }
}
