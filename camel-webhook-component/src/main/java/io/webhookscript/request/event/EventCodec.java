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
package io.webhookscript.request.event;

import java.util.Objects;

import io.webhookscript.request.event.EventSnapshot.Raw;
import io.webhookscript.request.event.EventSnapshot.UnreadableEvent;
import org.jspecify.annotations.Nullable;

/** Writes events for the store, and reads them again with the same data. Stateless. */
public final class EventCodec {

    private static final int READ = 0;
    private static final int WITH_RAW = 1;
    private static final int UNREAD = 2;

    private EventCodec() {
    }

    /** @throws NotSentException when its bytes cannot be read from their file */
    public static void write(EventSnapshot event, ValueOutput out) throws NotSentException {
        UnreadableEvent unread = event.unread();
        Raw raw = event.raw();
        if (unread != null) {
            out.tag(UNREAD).value(unread.deadLetterValue());
        } else if (raw != null) {
            out.tag(WITH_RAW).value(event.data()).value(raw.content()).text(raw.type());
        } else {
            out.tag(READ).value(event.data());
        }
    }

    /** @throws IllegalArgumentException when the content is damaged */
    public static EventSnapshot read(ValueInput in) {
        return switch (in.tag()) {
            case READ -> EventSnapshot.of(in.value());
            case WITH_RAW -> EventSnapshot.parsed(in.value(), content(in.value()), Objects.requireNonNullElse(in.text(), ""));
            case UNREAD -> EventSnapshot.unread(in.value());
            default -> throw new IllegalArgumentException("the event's content is damaged");
        };
    }

    private static Object content(@Nullable Object content) {
        if (content == null) {
            throw new IllegalArgumentException("the event's content is damaged");
        }
        return content;
    }
}
