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

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.webhookscript.http.message.RequestBody;
import io.webhookscript.script.RequestDefinition;
import io.webhookscript.value.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * The event of a delivery, converted once and immutable. Templates read it, and a dead letter stores it.
 *
 * <p>
 * With a Content-Type of JSON, text and bytes must be JSON. Without a Content-Type (or with {@code text/plain} and
 * {@code application/octet-stream}, which many senders use for anything), text and bytes that are a JSON object or list
 * are read as JSON. Any other Content-Type decides: text is text; bytes are text when their type is a text type, else
 * bytes.
 *
 * @param data    a Map when the event is an object; else the JSON value, text, {@code byte[]} or, of a long stream,
 *                {@link SpooledBytes}; never null
 * @param unread  present when the event could not be read; then {@code data} is empty
 * @param spooled the parts of the event that are not in memory
 * @param raw     the unchanged content, for a script that relays it; empty for an object that was never text or bytes
 */
public record EventSnapshot(Object data, @Nullable UnreadableEvent unread, List<RequestBody> spooled, @Nullable Raw raw) {

    private static final String BASE64 = "base64";
    private static final String CONTENT_TYPE = "contentType";

    /** The key sets of a dead letter's event that represent bytes. */
    private static final Set<Set<String>> WRAPPERS = Set.of(Set.of(BASE64), Set.of(BASE64, CONTENT_TYPE));

    /** The types of bytes that were read and can be read again. */
    private static final Set<String> REPLAYED = Set.of(MediaType.JSON, MediaType.FORM);

    /** @param deadLetterValue the available part of the event; null when nothing is available */
    record UnreadableEvent(@Nullable Object deadLetterValue) {
    }

    /**
     * @param content text, {@code byte[]} or {@link SpooledBytes}
     * @param type    the type as which it was read
     */
    public record Raw(Object content, String type) {
    }

    public EventSnapshot {
        spooled = List.copyOf(spooled);
    }

    /** Creates the snapshot without its raw content. */
    EventSnapshot(Object data, @Nullable UnreadableEvent unread, List<RequestBody> spooled) {
        this(data, unread, spooled, null);
    }

    /** The data of a {@linkplain #packed packed} snapshot is read again with each call. */
    @Override
    public Object data() {
        Object unpacked = data instanceof PackedJson packed ? packed.unpacked() : data;
        return unpacked == null ? Map.of() : unpacked;
    }

    /**
     * Returns the same event with its parsed data as JSON text, if that is possible. It is for events that only a dead
     * letter will read, which then contains that text.
     */
    public EventSnapshot packed() {
        boolean isParsed = data instanceof Map || data instanceof List;
        if (!isParsed || unread != null || !spooled.isEmpty() || WRAPPERS.contains(members().keySet())) {
            return this;
        }
        try {
            return new EventSnapshot(PackedJson.of(data), unread, spooled, raw);
        } catch (NotSentException nothingThatJsonCanSay) {
            return this;
        }
    }

    private EventSnapshot withRaw(Object content, String type) {
        List<RequestBody> all = content instanceof SpooledBytes bytes ? List.of(bytes) : List.of();
        return new EventSnapshot(data, unread, all, new Raw(content, type));
    }

    /** The snapshot for a request, without the raw content unless the request relays the event. */
    public EventSnapshot forRequest(RequestDefinition request) {
        return request.relaysTheEvent() ? this : withoutRaw();
    }

    /** Only parsed data has raw content, and nothing in parsed data is spooled. */
    EventSnapshot withoutRaw() {
        return raw == null ? this : new EventSnapshot(data, unread, List.of(), null);
    }

    public EventSnapshot(Object data) {
        this(data, null, PlainValues.spooledIn(data));
    }

    /**
     * @param  body             anything: see {@link PlainValues}; text, bytes, streams and files are read according to
     *                          their Content-Type
     * @param  contentType      of the message with the event
     * @throws NotSentException when it cannot be read
     */
    public static EventSnapshot of(@Nullable Object body, @Nullable String contentType) throws NotSentException {
        return of(body, contentType, null);
    }

    /**
     * @param  charset          of text and JSON in bytes that are not UTF-8, when the Content-Type names none
     * @throws NotSentException when it cannot be read
     */
    public static EventSnapshot of(@Nullable Object body, @Nullable String contentType, @Nullable Charset charset)
            throws NotSentException {
        return RawEvent.of(body).read(contentType, charset);
    }

    /** Creates the snapshot of an event that cannot be read, with the value for its dead letter. */
    public static EventSnapshot unread(@Nullable Object deadLetterValue) {
        return new EventSnapshot(
                Map.of(), new UnreadableEvent(deadLetterValue),
                PlainValues.spooledIn(deadLetterValue));
    }

    /** Creates the snapshot of an event that was read from text or bytes, so that nothing in it is spooled. */
    static EventSnapshot parsed(@Nullable Object data, Object content, String type) {
        return new EventSnapshot(data == null ? Map.of() : data, null, List.of()).withRaw(content, type);
    }

    public static EventSnapshot of(@Nullable Object data) {
        return new EventSnapshot(data == null ? Map.of() : data);
    }

    /** The approximate number of bytes in memory; content in a file does not count. */
    public long weight() {
        return Weight.of(data) + (raw == null ? 0 : Weight.of(raw.content()))
               + (unread == null ? 0 : Weight.of(unread.deadLetterValue()));
    }

    /** The top-level members; empty when the event is not an object. */
    public Map<?, ?> members() {
        return data() instanceof Map<?, ?> map ? map : Map.of();
    }

    /**
     * Converts the event to a value that {@link Json} writes, for a dead letter; {@code {"base64": …}} for bytes. An
     * object that looks like this form is wrapped, too. An event that could not be read is stored unchanged.
     *
     * @throws NotSentException when it contains a value that JSON cannot represent
     */
    public Object toDeadLetterValue() throws NotSentException {
        if (unread != null) {
            if (unread.deadLetterValue() == null) {
                throw new NotSentException("an event that could not be read has no content", null);
            }
            return unread.deadLetterValue();
        }
        if (raw != null && (data instanceof Map || data instanceof List || data instanceof PackedJson)) {
            Object content = raw.content();
            return wrapped(content instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : content, raw.type());
        }
        if (data instanceof PackedJson) {
            return data;
        }
        if (data instanceof byte[] || data instanceof SpooledBytes) {
            return Map.of(BASE64, data);
        }
        if (WRAPPERS.contains(members().keySet())) {
            return wrapped(Json.writeBytes(data), MediaType.JSON);
        }
        return data;
    }

    /** @param bytes {@code byte[]} or {@link SpooledBytes} */
    static Map<String, Object> wrapped(Object bytes, String contentType) {
        Map<String, Object> wrapped = new LinkedHashMap<>();
        wrapped.put(BASE64, bytes);
        wrapped.put(CONTENT_TYPE, contentType);
        return wrapped;
    }

    /**
     * Reads the result of {@link #toDeadLetterValue}.
     *
     * @param  value            the value that {@link Json} has read
     * @throws NotSentException when it contains invalid base64, or an event that could not be read on arrival
     */
    public static EventSnapshot ofDeadLetterValue(@Nullable Object value) throws NotSentException {
        if (!(value instanceof Map<?, ?> map && WRAPPERS.contains(map.keySet()))) {
            return of(value);
        }
        if (!(map.get(BASE64) instanceof String text)) {
            throw new NotSentException("the dead letter's event.base64 is not a text", null);
        }
        if (map.containsKey(CONTENT_TYPE) && !REPLAYED.contains(String.valueOf(map.get(CONTENT_TYPE)))) {
            throw new NotSentException(
                    "the event of this dead letter could not be read on arrival; it is " + map.get(CONTENT_TYPE)
                                       + " in base64, and must be repaired",
                    null);
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return map.containsKey(CONTENT_TYPE)
                    ? RawEvent.ofBytes(bytes).readKept(
                            String.valueOf(map.get(CONTENT_TYPE)), null)
                    : of(bytes);
        } catch (IllegalArgumentException e) {
            throw new NotSentException("the dead letter's event.base64 is not base64: " + e.getMessage(), e);
        }
    }

    /** Returns the snapshot for a further delivery of the same event, which releases it, too. */
    public EventSnapshot shared() {
        spooled.forEach(bytes -> {
            if (bytes instanceof SpooledBytes own) {
                own.share();
            }
        });
        return this;
    }

    /** Releases spooled bytes; called once, when the delivery has ended. */
    public void release() {
        spooled.forEach(RequestBody::release);
    }
}
