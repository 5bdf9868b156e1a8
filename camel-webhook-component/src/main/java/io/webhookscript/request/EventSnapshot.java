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
package io.webhookscript.request;

import java.io.Reader;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.webhookscript.http.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * The event of a delivery, converted once and never changed: what templates read, and what a dead letter keeps.
 *
 * <p>
 * A Content-Type of JSON says that text and bytes must be JSON. Without one (or with {@code text/plain} and
 * {@code application/octet-stream}, which many senders put on anything) text and bytes that begin like a JSON object or
 * list and are one are taken for it. Any other Content-Type is believed: text is text; bytes are text when their type
 * is a text type, else bytes.
 *
 * @param data a Map when the event is an object; else the JSON value, text, {@code byte[]} or, of a long stream,
 *             {@link SpooledBytes}; never null
 */
public record EventSnapshot(Object data) {

    private static final String BASE64 = "base64";
    private static final String CONTENT_TYPE = "contentType";

    /** Key sets of a dead letter's event that stand for bytes. */
    private static final Set<Set<String>> WRAPPERS = Set.of(Set.of(BASE64), Set.of(BASE64, CONTENT_TYPE));

    /**
     * @param  body             anything: see {@link PlainValues}; text, bytes, streams and files are read as their
     *                          Content-Type says
     * @param  contentType      of the message that brought it
     * @throws NotSentException when it cannot be read
     */
    public static EventSnapshot of(@Nullable Object body, Optional<String> contentType) throws NotSentException {
        return of(body, contentType, Optional.empty());
    }

    /**
     * @param  charset          of text and JSON in bytes that are not UTF-8, where the Content-Type names none
     * @throws NotSentException when it cannot be read
     */
    public static EventSnapshot of(@Nullable Object body, Optional<String> contentType, Optional<Charset> charset)
            throws NotSentException {
        EventContent content = new EventContent(MediaType.of(contentType), charset);
        if (body == null) {
            return new EventSnapshot(Map.of());
        }
        if (body instanceof CharSequence text) {
            return of(content.read(text.toString()));
        }
        if (body instanceof Reader reader) {
            return of(content.read(PlainValues.read(reader)));
        }
        Object plain = copyOf(body);
        return of(plain instanceof byte[] || plain instanceof SpooledBytes ? content.read(plain) : plain);
    }

    private static @Nullable Object copyOf(Object body) throws NotSentException {
        try {
            return PlainValues.copyOf(body);
        } catch (NotSentException e) {
            throw new NotSentException("the event cannot be read: " + e.getMessage(), e);
        }
    }

    private static EventSnapshot of(@Nullable Object data) {
        return new EventSnapshot(data == null ? Map.of() : data);
    }

    /** The top-level keys; empty when the event is no object. */
    Map<?, ?> members() {
        return data instanceof Map<?, ?> map ? map : Map.of();
    }

    /**
     * The event as a value that {@link Json} writes, for a dead letter; {@code {"base64": …}} when it is bytes. An
     * object that looks like that itself is wrapped, too.
     *
     * @throws NotSentException when it holds what JSON cannot say
     */
    public Object toDeadLetterValue() throws NotSentException {
        if (data instanceof byte[] || data instanceof SpooledBytes) {
            return Map.of(BASE64, data);
        }
        if (WRAPPERS.contains(members().keySet())) {
            Map<String, Object> wrapped = new LinkedHashMap<>();
            wrapped.put(BASE64, Json.writeBytes(data));
            wrapped.put(CONTENT_TYPE, MediaType.JSON);
            return wrapped;
        }
        return data;
    }

    /**
     * The inverse of {@link #toDeadLetterValue}.
     *
     * @param  value            as {@link Json} read it
     * @throws NotSentException when it holds what is not base64
     */
    public static EventSnapshot ofDeadLetterValue(@Nullable Object value) throws NotSentException {
        if (!(value instanceof Map<?, ?> map && WRAPPERS.contains(map.keySet()))) {
            return of(value);
        }
        if (!(map.get(BASE64) instanceof String text)) {
            throw new NotSentException("the dead letter's event.base64 is no text", null);
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return of(map.containsKey(CONTENT_TYPE) ? Json.read(bytes, Optional.empty()) : bytes);
        } catch (IllegalArgumentException e) {
            throw new NotSentException("the dead letter's event.base64 is not base64: " + e.getMessage(), e);
        }
    }

    /** Lets go of spooled bytes; called once, when the delivery has ended. */
    public void release() {
        List<RequestBody> spooled = new ArrayList<>();
        PlainValues.collectSpooled(data, spooled);
        spooled.forEach(RequestBody::release);
    }
}
