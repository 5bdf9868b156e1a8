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

import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.webhookscript.callpath.CallPath;
import io.webhookscript.request.event.InboundHeaders;
import io.webhookscript.request.event.NamedValues;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/**
 * Reads a caller's exchange for a delivery: headers by name, variables by name, and the source of the event.
 *
 * @param attributes of a CloudEvent that its body contained, by name; they replace the headers {@code ce-NAME}. Absent
 *                   when the body is the event itself
 * @param givenType  the type of the event, if it is known already
 */
public record CallerMessage(Exchange exchange, @Nullable Map<String, String> attributes, @Nullable String givenType) {

    /** The prefix of the CloudEvents HTTP and AMQP bindings, which most brokers keep. */
    private static final String CLOUD_EVENT = "ce-";
    private static final String CLOUD_EVENT_ID = CLOUD_EVENT + "id";
    private static final String CLOUD_EVENT_SOURCE = CLOUD_EVENT + "source";
    private static final String CLOUD_EVENT_TYPE = CLOUD_EVENT + "type";
    private static final String EVENT_TYPE = "CamelWebhookScriptEventType";
    private static final String CHANNEL = "CamelWebhookScriptChannel";
    private static final String SOURCE_ID = "CamelWebhookScriptSourceId";

    public static final String HOPS = "Webhook-Hops";

    /** The name of the exchange variable. */
    public static final String CONTEXT = "CamelWebhookScriptContext";

    private static final NamedValues NO_VARIABLES = NamedValues.of(Map.of());

    /** Larger values are capped here, so that incrementing cannot overflow. */
    private static final int MAX_HOPS = 999_999_999;

    public CallerMessage(Exchange exchange) {
        this(exchange, null, null);
    }

    Optional<String> contentType() {
        return text(Exchange.CONTENT_TYPE);
    }

    /** The charset that Camel has set for the body, {@code CamelCharsetName}. */
    Optional<Charset> charset() {
        if (exchange.getIn().getHeader(Exchange.CHARSET_NAME) instanceof byte[]
                || exchange.getProperty(Exchange.CHARSET_NAME) instanceof byte[]) {
            return Optional.empty(); // Camel needs the charset to read them, and would ask for it without end
        }
        try {
            return Optional.ofNullable(ExchangeHelper.getCharsetName(exchange, false)).map(Charset::forName);
        } catch (IllegalArgumentException unknown) {
            return Optional.empty(); // an unknown charset is ignored
        }
    }

    Optional<String> eventType() {
        return givenType != null ? Optional.of(givenType) : text(EVENT_TYPE).or(() -> text(CLOUD_EVENT_TYPE));
    }

    /** The different types that the message names, at its first place that names one. */
    public List<String> eventTypes() {
        List<String> types = texts(EVENT_TYPE);
        return types.isEmpty() ? texts(CLOUD_EVENT_TYPE) : types;
    }

    /** The different channels that the message names. */
    public List<String> channels() {
        return texts(CHANNEL);
    }

    /** Whether headers describe the event as a CloudEvent whose body is its data. */
    boolean isBinaryCloudEvent() {
        return text(CLOUD_EVENT + "specversion").or(() -> text(CLOUD_EVENT_TYPE)).isPresent();
    }

    /**
     * The {@code Webhook-Hops} of the inbound message: the largest of several values. A value that is not a number is
     * ignored.
     */
    int hops() {
        if (exchange.getMessage().getHeader(HOPS) == null) {
            return 0;
        }
        return headers().texts(HOPS).flatMap(value -> Stream.of(value.split(","))).mapToInt(CallerMessage::count)
                .max()
                .orElse(0);
    }

    private static int count(String value) {
        String digits = value.strip().replaceFirst("^0+(?=.)", "");
        if (!digits.matches("[0-9]+")) {
            return 0;
        }
        return digits.length() > 9 ? MAX_HOPS : Integer.parseInt(digits);
    }

    /** Reads the headers of the current message, or of a copy when the caller continues meanwhile. */
    NamedValues headers(boolean copied) {
        NamedValues own = headers().byName(copied);
        return attributes == null ? own : new AttributesOf(this, own);
    }

    /** The headers of a CloudEvent whose attributes were in its body. */
    private record AttributesOf(CallerMessage message, NamedValues own) implements NamedValues {

        @Override
        public @Nullable Object apply(String name) {
            return isAttribute(name) ? message.attribute(name).orElse(null) : own.apply(name);
        }

        @Override
        public Map<String, ? extends @Nullable Object> all() {
            Map<String, @Nullable Object> all = new HashMap<>(own.all());
            all.keySet().removeIf(CallerMessage::isAttribute);
            if (message.attributes() != null) {
                message.attributes().forEach((name, value) -> all.put(CLOUD_EVENT + name, value));
            }
            return all;
        }
    }

    private static boolean isAttribute(String header) {
        return header.regionMatches(true, 0, CLOUD_EVENT, 0, CLOUD_EVENT.length());
    }

    private Optional<String> attribute(String header) {
        String name = header.substring(CLOUD_EVENT.length()).toLowerCase(Locale.ROOT);
        return attributes != null ? Optional.ofNullable(attributes.get(name)) : Optional.empty();
    }

    /** The approximate number of bytes that copies of the headers and variables take. */
    public long weight() {
        return headers().weight();
    }

    private InboundHeaders headers() {
        return new InboundHeaders(exchange.getMessage());
    }

    /** The values of {@code context} that the route sets besides the URI; empty also when they are not a map. */
    Map<String, String> context() {
        if (!(exchange.getVariable(CONTEXT) instanceof Map<?, ?> values)) {
            return Map.of();
        }
        Map<String, String> context = new HashMap<>();
        values.forEach((name, value) -> {
            if (value != null) {
                context.put(String.valueOf(name), InboundHeaders.text(value));
            }
        });
        return context;
    }

    /** The problem of these values, if any. */
    Optional<String> contextProblem() {
        return Optional.ofNullable(exchange.getVariable(CONTEXT)).filter(value -> !(value instanceof Map)).map(
                value -> "the exchange variable " + CONTEXT + " is a " + value.getClass().getName() + ", expected a map");
    }

    NamedValues variables(boolean copied) {
        if (!copied) {
            return new Variables(exchange);
        }
        return exchange.hasVariables() ? NamedValues.of(new HashMap<>(exchange.getVariables())) : NO_VARIABLES;
    }

    /** Reads the exchange while its caller waits. */
    private record Variables(Exchange exchange) implements NamedValues {

        @Override
        public @Nullable Object apply(String name) {
            return exchange.getVariable(name);
        }

        @Override
        public Map<String, ? extends @Nullable Object> all() {
            return exchange.hasVariables() ? exchange.getVariables() : Map.of();
        }
    }

    /**
     * The id of the event from its source, if the source gives the same id when the event is read again. Headers of one
     * kind of endpoint count only for events from such an endpoint.
     */
    Optional<String> sourceId() {
        return cloudEvent().or(this::givenId)
                .or(() -> SourceKind.JMS.brought(exchange) ? text("JMSMessageID") : Optional.empty())
                .or(() -> SourceKind.KAFKA.brought(exchange) ? kafkaRecord() : Optional.empty())
                .or(() -> SourceKind.FILE.brought(exchange) ? file() : Optional.empty());
    }

    /**
     * CloudEvents 1.0: source and id together identify an event. They are separated by a blank, which no URI contains.
     */
    private Optional<String> cloudEvent() {
        return text(CLOUD_EVENT_ID).map(id -> text(CLOUD_EVENT_SOURCE)
                .map(source -> source.replace("%", "%25").replace(" ", "%20") + " " + id).orElse(id));
    }

    /** Names the whole message, so that it does not identify one of several CloudEvents in its body. */
    private Optional<String> givenId() {
        return attributes != null ? Optional.empty() : text(SOURCE_ID).filter(id -> !id.isBlank());
    }

    private Optional<String> kafkaRecord() {
        return text("kafka.TOPIC").flatMap(topic -> text("kafka.PARTITION").flatMap(partition -> text("kafka.OFFSET")
                .map(offset -> topic + "/" + partition + "/" + offset)));
    }

    private Optional<String> file() {
        return text("CamelFileAbsolutePath").or(() -> text(Exchange.FILE_NAME_CONSUMED))
                .flatMap(name -> text(Exchange.FILE_LAST_MODIFIED)
                        .map(modified -> name + "/" + modified + "/" + text(Exchange.FILE_LENGTH).orElse("")));
    }

    /** The splits, multicasts, loops and calls around this call, outermost first, with the index of the child. */
    List<String> path() {
        return CallPath.pathOf(exchange);
    }

    /** The node that made the call, if the path does not end with it. */
    Optional<String> callingNode() {
        return CallPath.nodeBeyond(exchange);
    }

    /** Whether the source does not wait for a response, so that it learns of a failure only by an exception. */
    boolean isInOnly() {
        return !exchange.getPattern().isOutCapable();
    }

    private Optional<String> text(String header) {
        return attributes != null && isAttribute(header) ? attribute(header) : headers().text(header);
    }

    private List<String> texts(String header) {
        return attributes != null && isAttribute(header)
                ? attribute(header).stream().toList()
                : headers().texts(header).filter(text -> !text.isEmpty()).distinct().toList();
    }
}
