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

import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.value.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * What a message brought, taken from it once, since a stream comes once only: to be read as an event, and where that
 * fails to be kept as it came. Immutable.
 */
public final class RawEvent {

    /** Of a message of which nothing could be had. */
    public static final RawEvent LOST = new RawEvent(null, false);

    private final @Nullable Object content;
    private final boolean encoded;

    /** @param encoded whether it is text or bytes that may be JSON */
    private RawEvent(@Nullable Object content, boolean encoded) {
        this.content = content;
        this.encoded = encoded;
    }

    /** @throws NotSentException when the stream breaks off, say, or the object is none that can be read */
    public static RawEvent of(@Nullable Object body) throws NotSentException {
        try {
            return taken(body);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError failure) {
            // somebody else's stream, collection or bean: a lazy one whose session is closed, say
            throw new NotSentException("the event cannot be read: " + failure, failure);
        }
    }

    /** Of bytes that were kept of an event. */
    static RawEvent ofBytes(byte[] bytes) {
        return new RawEvent(bytes, true);
    }

    private static RawEvent taken(@Nullable Object body) throws NotSentException {
        if (body == null) {
            return new RawEvent(Map.of(), false);
        }
        if (body instanceof CharSequence text) {
            return new RawEvent(text.toString(), true);
        }
        if (body instanceof Reader reader) {
            return new RawEvent(PlainValues.read(reader), true);
        }
        Object plain = copyOf(body);
        return new RawEvent(plain, plain instanceof byte[] || plain instanceof SpooledBytes);
    }

    private static @Nullable Object copyOf(Object body) throws NotSentException {
        try {
            return PlainValues.copyOf(body);
        } catch (NotSentException e) {
            throw new NotSentException("the event cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * @param  contentType      of the message that brought it
     * @param  charset          of text and JSON in bytes that are not UTF-8, where the Content-Type names none
     * @throws NotSentException when it cannot be read
     */
    public EventSnapshot read(Optional<String> contentType, Optional<Charset> charset) throws NotSentException {
        return readKept(contentType, charset).withoutRaw();
    }

    /**
     * As {@link #read}, for a script that relays the event: what it was read from is kept beside it.
     *
     * @throws NotSentException when it cannot be read
     */
    public EventSnapshot readKept(Optional<String> contentType, Optional<Charset> charset) throws NotSentException {
        if (content == null || !encoded) {
            return EventSnapshot.of(content);
        }
        EventContent reading = new EventContent(MediaType.of(contentType), charset);
        Object read = content instanceof String text ? reading.read(text) : reading.read(content);
        if (read == content) {
            return EventSnapshot.of(read);
        }
        String type = MediaType.of(contentType).isForm() ? MediaType.FORM : MediaType.JSON;
        return EventSnapshot.parsed(read, content, type);
    }

    /** Lets go of bytes in a file once nothing but this event is needed of them. */
    public void releaseAllBut(EventSnapshot event) {
        if (content instanceof SpooledBytes spooled && !event.spooled().contains(spooled)) {
            spooled.release();
        }
    }

    /** The event that could not be read as JSON: its dead letter keeps it as it came. */
    public EventSnapshot unread() {
        return unread(MediaType.JSON);
    }

    /** @param contentType says what it was meant to be: a replay of it fails again unless it is JSON */
    public EventSnapshot unread(String contentType) {
        if (content == null) {
            return EventSnapshot.unread(null);
        }
        if (encoded) {
            Object bytes = content instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : content;
            return EventSnapshot.unread(EventSnapshot.wrapped(bytes, contentType));
        }
        try {
            return EventSnapshot.unread(EventSnapshot.wrapped(Json.writeBytes(content), contentType));
        } catch (NotSentException nothingThatJsonCanSay) {
            return EventSnapshot.unread(null);
        }
    }
}
