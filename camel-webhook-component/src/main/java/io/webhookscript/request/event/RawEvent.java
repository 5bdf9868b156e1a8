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

import io.webhookscript.value.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * Holds the body of a message, which is read once because a stream can be read only once. It is parsed as an event; if
 * that fails, it is kept unchanged. Immutable.
 */
public final class RawEvent {

    /** The event of a message that could not be read at all. */
    public static final RawEvent LOST = new RawEvent(null, false);

    private final @Nullable Object content;
    private final boolean encoded;

    /** @param encoded whether the content is text or bytes that may be JSON */
    private RawEvent(@Nullable Object content, boolean encoded) {
        this.content = content;
        this.encoded = encoded;
    }

    /** @throws NotSentException for example when the stream ends early, or the object cannot be read */
    public static RawEvent of(@Nullable Object body) throws NotSentException {
        try {
            return taken(body);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError failure) {
            // a foreign stream, collection or bean may throw anything, for example a lazy one whose session is closed
            throw new NotSentException("the event cannot be read: " + failure, failure);
        }
    }

    /** Creates the event from stored bytes. */
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
     * @param  contentType      of the message with the event
     * @param  charset          of text and JSON in bytes that are not UTF-8, when the Content-Type names none
     * @throws NotSentException when it cannot be read
     */
    public EventSnapshot read(@Nullable String contentType, @Nullable Charset charset) throws NotSentException {
        return readKept(contentType, charset).withoutRaw();
    }

    /**
     * Reads the event like {@link #read}, and keeps the raw content of text or bytes that are parsed.
     *
     * @throws NotSentException when it cannot be read
     */
    public EventSnapshot readKept(@Nullable String contentType, @Nullable Charset charset) throws NotSentException {
        if (content == null || !encoded) {
            return EventSnapshot.of(content);
        }
        MediaType type = MediaType.of(contentType);
        EventContent reading = new EventContent(type, charset);
        Object read = content instanceof String text ? reading.read(text) : reading.read(content);
        if (read == content) {
            return EventSnapshot.of(read);
        }
        return EventSnapshot.parsed(read, content, type.isForm() ? MediaType.FORM : MediaType.JSON);
    }

    /** Releases bytes in a file once only this event needs them. */
    public void releaseAllBut(EventSnapshot event) {
        if (content instanceof SpooledBytes spooled && !event.spooled().contains(spooled)) {
            spooled.release();
        }
    }

    /** Creates the event that could not be read as JSON; its dead letter stores it unchanged. */
    public EventSnapshot unread() {
        return unread(MediaType.JSON);
    }

    /** @param contentType the declared type: a replay fails again unless the content is JSON */
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
