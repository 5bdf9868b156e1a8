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
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import io.webhookscript.callpath.CallPath;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery reads of its caller's exchange: headers by name, variables by name, and where the event came from.
 */
public record CallerMessage(Exchange exchange) {

    /** Of the CloudEvents HTTP and AMQP bindings; survives most brokers. */
    private static final String CLOUD_EVENT_ID = "ce-id";
    private static final String CLOUD_EVENT_SOURCE = "ce-source";
    private static final String CLOUD_EVENT_TYPE = "ce-type";

    /** Exchange variable. */
    private static final String CONTEXT = "CamelWebhookScriptContext";

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
        return headers().texts("Webhook-Hops").flatMap(value -> Stream.of(value.split(","))).mapToInt(CallerMessage::count)
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

    /** Reads the message that is there now, or a copy of it, when the caller goes on meanwhile. */
    Function<String, @Nullable Object> headers(boolean copied) {
        return headers().byName(copied);
    }

    private InboundHeaders headers() {
        return new InboundHeaders(exchange.getMessage());
    }

    /** Values of {@code context} that the route gives beside the URI; empty also where they are no map. */
    Map<String, String> context() {
        Map<String, String> context = new HashMap<>();
        if (exchange.getVariable(CONTEXT) instanceof Map<?, ?> values) {
            values.forEach((name, value) -> {
                if (value != null) {
                    context.put(String.valueOf(name), InboundHeaders.text(value));
                }
            });
        }
        return context;
    }

    /** What is wrong with them. */
    Optional<String> contextProblem() {
        return Optional.ofNullable(exchange.getVariable(CONTEXT)).filter(value -> !(value instanceof Map)).map(
                value -> "the exchange variable " + CONTEXT + " is a " + value.getClass().getName() + ", expected a map");
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

    /**
     * The id that the event's source gave it, where it gives one that stays the same when the event is read again. What
     * an endpoint of a kind says of its events counts only for those that such an endpoint has brought.
     */
    Optional<String> sourceId() {
        return cloudEvent().or(() -> SourceKind.JMS.brought(exchange) ? text("JMSMessageID") : Optional.empty())
                .or(() -> SourceKind.KAFKA.brought(exchange) ? kafkaRecord() : Optional.empty())
                .or(() -> SourceKind.FILE.brought(exchange) ? file() : Optional.empty());
    }

    /** CloudEvents 1.0: source and id together name an event. A blank, which no URI holds, stands between them. */
    private Optional<String> cloudEvent() {
        return text(CLOUD_EVENT_ID).map(id -> text(CLOUD_EVENT_SOURCE)
                .map(source -> source.replace("%", "%25").replace(" ", "%20") + " " + id).orElse(id));
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
        return headers().text(header);
    }
}
