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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import io.webhookscript.callpath.CallPath;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery reads of its caller's exchange: headers by name, variables by name, and where the event came from.
 */
public record CallerMessage(Exchange exchange) {

    /** Of the CloudEvents HTTP and AMQP bindings; survives most brokers. */
    private static final String CLOUD_EVENT_ID = "ce-id";
    private static final String CLOUD_EVENT_TYPE = "ce-type";

    /** A count that has more digits is no honest one; one more still is an int. */
    private static final int MAX_HOPS = 999_999_999;

    Optional<String> contentType() {
        return text(Exchange.CONTENT_TYPE);
    }

    /** What Camel knows of the charset of its body, {@code CamelCharsetName}. */
    Optional<Charset> charset() {
        try {
            return Optional.ofNullable(ExchangeHelper.getCharsetName(exchange, false)).map(Charset::forName);
        } catch (IllegalArgumentException unknown) {
            return Optional.empty(); // as good as none
        }
    }

    Optional<String> eventType() {
        return text("CamelWebhookScriptEventType").or(() -> text(CLOUD_EVENT_TYPE));
    }

    /**
     * {@code Webhook-Hops} of any inbound message: the largest of several values; what is no number is as good as none.
     */
    int hops() {
        if (exchange.getMessage().getHeader("Webhook-Hops") == null) {
            return 0;
        }
        return values("Webhook-Hops").flatMap(value -> Stream.of(value.split(","))).mapToInt(CallerMessage::count).max()
                .orElse(0);
    }

    private static int count(String value) {
        String digits = value.strip().replaceFirst("^0+(?=.)", "");
        if (!digits.matches("[0-9]+")) {
            return 0;
        }
        return digits.length() > 9 ? MAX_HOPS : Integer.parseInt(digits);
    }

    /** Of a header that may be repeated. */
    private Stream<String> values(String header) {
        Object value = exchange.getMessage().getHeader(header);
        if (value instanceof Collection<?> several) {
            return several.stream().map(String::valueOf);
        }
        return value instanceof Object[] several
                ? Stream.of(several).map(String::valueOf) : Stream.ofNullable(value).map(String::valueOf);
    }

    /** Reads the message that is there now, or a copy of it, when the caller goes on meanwhile. */
    Function<String, @Nullable Object> headers(boolean copied) {
        Message message = exchange.getMessage();
        if (copied && !message.hasHeaders()) {
            return name -> null;
        }
        if (copied) {
            // a map of Camel's own kind, so that names are still found in any case
            Map<String, Object> copy = exchange.getContext().getCamelContextExtension().getHeadersMapFactory()
                    .newMap(message.getHeaders());
            return copy::get;
        }
        return message::getHeader;
    }

    Function<String, @Nullable Object> variables(boolean copied) {
        if (copied && !exchange.hasVariables()) {
            return name -> null;
        }
        if (copied) {
            Map<String, Object> copy = new HashMap<>(exchange.getVariables());
            return copy::get;
        }
        return exchange::getVariable;
    }

    /** The id that the event's source gave it, where it gives one that stays the same when the event is read again. */
    Optional<String> sourceId() {
        return text(CLOUD_EVENT_ID).or(() -> text("JMSMessageID")).or(this::kafkaRecord).or(this::file);
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

    /** Each split, multicast, loop and call around the call, outermost first, with the index of the child. */
    List<String> path() {
        return CallPath.pathOf(exchange);
    }

    /** What made the call, where the path does not end with it. */
    Optional<String> callingNode() {
        return CallPath.nodeBeyond(exchange);
    }

    /**
     * A source that has to be told of failures by an exception, and otherwise sees success: no response is waited for.
     */
    boolean isInOnly() {
        return !exchange.getPattern().isOutCapable();
    }

    private Optional<String> text(String header) {
        return Optional.ofNullable(exchange.getMessage().getHeader(header)).map(Object::toString).filter(s -> !s.isEmpty());
    }
}
