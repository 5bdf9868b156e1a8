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
package io.webhookscript.dispatch;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.webhookscript.delivery.caller.SharedEvent;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.value.Excerpt;
import io.webhookscript.value.OneLine;
import org.jspecify.annotations.Nullable;

/**
 * The type of an event, and the channel that its message names.
 *
 * @param channel null when the message names none, so that the use case of each script decides
 */
record EventType(String type, @Nullable String channel) {

    private static final int MAX_SHOWN = 100;

    /**
     * @param  ofEndpoint       the type in the endpoint's path, which wins
     * @throws NotSentException when there is no type, or several different ones
     */
    static EventType of(@Nullable String ofEndpoint, SharedEvent event) throws NotSentException {
        String type = ofEndpoint != null ? ofEndpoint : only(event.message().eventTypes(), "types").orElse(null);
        if (type == null) {
            throw new NotSentException(
                    Objects.requireNonNullElse(
                            event.problem(), "the event has no type: expected webhookscript:event:TYPE, the header"
                                             + " CamelWebhookScriptEventType or ce-type, or a CloudEvent as the body"),
                    null);
        }
        return new EventType(type, only(event.message().channels(), "channels").orElse(null));
    }

    private static Optional<String> only(List<String> values, String what) throws NotSentException {
        if (values.size() > 1) {
            throw new NotSentException("the headers of the event name " + values.size() + " " + what + ", expected one", null);
        }
        return values.stream().findFirst();
    }

    /** The type for logs and messages, which a sender of events has chosen. */
    String shown() {
        return Excerpt.of(OneLine.of(type), MAX_SHOWN);
    }
}
