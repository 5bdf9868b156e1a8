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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.webhookscript.request.event.CloudEvent;
import io.webhookscript.request.event.EventSnapshot;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.RawEvent;
import io.webhookscript.value.MediaType;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * An event that several scripts may get. It is read once, and released once each delivery has released it, too. A
 * CloudEvent in structured mode is read as if it had come in binary mode: its data is the event, and its attributes are
 * headers.
 *
 * @param problem the reason why it cannot be read; its original is then kept for the dead letters
 */
public record SharedEvent(CallerMessage message, EventSnapshot event, @Nullable String problem) {

    /** Reads the events of a caller's message: one, or those of a batch of CloudEvents. Never fails. */
    public static List<SharedEvent> of(Exchange caller) {
        CallerMessage message = new CallerMessage(caller);
        RawEvent raw = RawEvent.LOST;
        try {
            raw = RawEvent.of(caller.getMessage().getBody());
            EventSnapshot event = raw.readKept(message.contentType().orElse(null), message.charset().orElse(null));
            raw.releaseAllBut(event);
            return events(message, event);
        } catch (NotSentException failure) {
            return List.of(new SharedEvent(message, raw.unread(), String.valueOf(failure.getMessage())));
        }
    }

    private static List<SharedEvent> events(CallerMessage message, EventSnapshot event) {
        MediaType type = MediaType.of(message.contentType().orElse(null));
        if (type.type().equals(CloudEvent.BATCH) && event.data() instanceof List<?> batch) {
            List<SharedEvent> events = new ArrayList<>(batch.size());
            batch.forEach(item -> events.add(enveloped(message, item)));
            event.release();
            return List.copyOf(events);
        }
        if (isEnveloped(message, type, event.data())) {
            SharedEvent inner = enveloped(message, event.data());
            event.release();
            return List.of(inner);
        }
        return List.of(new SharedEvent(message, event, null));
    }

    private static boolean isEnveloped(CallerMessage message, MediaType type, Object data) {
        return type.type().equals(CloudEvent.STRUCTURED) || type.type().equals(CloudEvent.BATCH)
                || (type.isJson() || type.saysNothing()) && !message.isBinaryCloudEvent() && CloudEvent.isOne(data);
    }

    private static SharedEvent enveloped(CallerMessage message, @Nullable Object value) {
        try {
            CloudEvent event = CloudEvent.of(value);
            return new SharedEvent(
                    new CallerMessage(message.exchange(), event.attributes(), null), event.data(),
                    null);
        } catch (NotSentException broken) {
            return new SharedEvent(
                    new CallerMessage(message.exchange(), Map.of(), null), EventSnapshot.unread(value),
                    String.valueOf(broken.getMessage()));
        }
    }

    /** The same event; templates read its type as {@code message.type}. */
    public SharedEvent ofType(String type) {
        return new SharedEvent(
                new CallerMessage(message.exchange(), message.attributes(), type), event, problem);
    }
}
