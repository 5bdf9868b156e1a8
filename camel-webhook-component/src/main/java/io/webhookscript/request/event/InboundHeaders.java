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

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers of a caller's message. Bytes, which Kafka uses for each header, become text if they are UTF-8.
 * Names match in any letter case.
 */
public record InboundHeaders(Message message) implements NamedValues {

    private static final NamedValues NONE = new StoredHeaders(Map.of());

    /** The text of a header; empty when it is missing or empty. Bytes that are not text become base64. */
    public Optional<String> text(String name) {
        Object value = message.getHeader(name);
        if (value == null) {
            return Optional.empty(); // as most are, on the way of each event
        }
        return Optional.of(texts(value).collect(Collectors.joining(", "))).filter(text -> !text.isEmpty());
    }

    /** The texts of a header that may be repeated. */
    public Stream<String> texts(String name) {
        Object value = message.getHeader(name);
        return value == null ? Stream.empty() : texts(value);
    }

    private static Stream<String> texts(Object value) {
        if (value instanceof Collection<?> several) {
            return several.stream().map(InboundHeaders::text);
        }
        return value instanceof Object[] several
                ? Stream.of(several).map(InboundHeaders::text) : Stream.of(text(value));
    }

    /** The text of one value. */
    public static String text(@Nullable Object value) {
        Object decoded = decoded(value);
        return decoded instanceof byte[] binary ? Base64.getEncoder().encodeToString(binary) : String.valueOf(decoded);
    }

    /** The approximate number of bytes that a copy of the headers, and of the variables of the exchange, takes. */
    public long weight() {
        Exchange exchange = message.getExchange();
        return (message.hasHeaders() ? Weight.ofTexts(message.getHeaders()) : 0)
               + (exchange.hasVariables() ? Weight.ofTexts(exchange.getVariables()) : 0);
    }

    /** Reads the headers of the current message, or of a copy when the caller continues meanwhile. */
    public NamedValues byName(boolean copied) {
        if (copied && !message.hasHeaders()) {
            return NONE;
        }
        if (copied) {
            // Camel's own map type, so that names are found in any case
            return stored(message.getExchange().getContext().getCamelContextExtension().getHeadersMapFactory()
                    .newMap(message.getHeaders()));
        }
        return this;
    }

    /** @param values headers by name; the map finds a name in any case */
    public static NamedValues stored(Map<String, ? extends @Nullable Object> values) {
        return new StoredHeaders(values);
    }

    /** Headers that do not belong to a message any more. */
    private record StoredHeaders(Map<String, ? extends @Nullable Object> all) implements NamedValues {

        @Override
        public @Nullable Object apply(String name) {
            return decoded(all.get(name));
        }
    }

    @Override
    public @Nullable Object apply(String name) {
        return decoded(message.getHeader(name));
    }

    @Override
    public Map<String, ? extends @Nullable Object> all() {
        return message.getHeaders();
    }

    /** Bytes that are not UTF-8 stay bytes. */
    private static @Nullable Object decoded(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            try {
                return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            } catch (CharacterCodingException binary) {
                return value;
            }
        }
        return value;
    }
}
