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
package io.webhookscript.delivery.durable;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.webhookscript.request.event.EventCodec;
import io.webhookscript.request.event.EventSnapshot;
import io.webhookscript.request.event.NamedValues;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.StorableValues;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.request.event.ValueInput;
import io.webhookscript.request.event.ValueOutput;
import org.jspecify.annotations.Nullable;

/**
 * An accepted event as the outbox keeps it. Together with the script's current version it gives the same request as
 * before. It contains no secret of a script; what came with the event is kept. Context is kept only as far as the call
 * has set it: the rest is the script's and its environment's, which are read again.
 *
 * @param headers   inbound headers by name, as {@link StorableValues} converts them
 * @param variables exchange variables by name, converted likewise
 * @param context   the values that the call has set
 * @param now       the time of the acceptance, which templates read as {@code now}
 */
public record StoredEvent(
        EventSnapshot event, Map<String, Object> headers, Map<String, Object> variables, Map<String, String> context,
        Instant now, Origin origin, Options options) {

    private static final int FORMAT = 1;

    /** Most documents are a little longer than their event's text. */
    private static final int USUAL = 1024;

    /** A larger file could not be sent. */
    private static final StorableValues NO_BEANS = new StorableValues(false, 10 << 20);

    private static final StorableValues BEANS = new StorableValues(true, 10 << 20);

    /**
     * Where the event comes from.
     *
     * @param sourceId       the source's id of the event
     * @param type           the event's type, if it is known
     * @param hops           the value of {@code Webhook-Hops} for the receiver
     * @param problem        why nothing can be sent for this event
     * @param traceParent    of the caller's trace
     * @param deadLetterPath digests of the dead-letter endpoints that the event has passed
     */
    public record Origin(
            @Nullable String sourceId, @Nullable String type, int hops, @Nullable String problem,
            @Nullable String traceParent, @Nullable String traceState, List<String> deadLetterPath) {

        public Origin {
            deadLetterPath = List.copyOf(deadLetterPath);
        }
    }

    /**
     * The options of the endpoint that was called.
     *
     * @param deadLetter the name or the URI of an endpoint, as the route gives it
     */
    public record Options(@Nullable Duration timeout, @Nullable String deadLetter, boolean replay) {
    }

    /** Takes what the store needs from the data of a delivery. */
    public static StoredEvent of(TemplateInputs data, Origin origin, Options options) {
        Map<String, String> context = new LinkedHashMap<>();
        data.endpointContext().forEach(name -> context.put(name, data.context().getOrDefault(name, "")));
        return new StoredEvent(
                data.event(), NO_BEANS.of(NamedValues.allOf(data.headers())), BEANS.of(NamedValues.allOf(data.variables())),
                context, data.now(), origin, options);
    }

    /** The same event for a replay, which begins at another time. */
    public StoredEvent acceptedAgain(Instant time) {
        return new StoredEvent(
                event, headers, variables, context, time, origin,
                new Options(options.timeout(), options.deadLetter(), true));
    }

    /** @throws NotSentException when the event cannot be written, for example because its spooled bytes are gone */
    public byte[] toBytes() throws NotSentException {
        ValueOutput out = new ValueOutput(USUAL);
        out.tag(FORMAT).instant(now).number(origin.hops()).text(origin.type()).value(headers).value(variables).value(context);
        out.text(origin.sourceId()).text(origin.problem()).text(origin.traceParent()).text(origin.traceState())
                .value(origin.deadLetterPath());
        out.value(options.timeout() != null ? options.timeout().toMillis() : null).text(options.deadLetter())
                .flag(options.replay());
        EventCodec.write(event, out);
        return out.toByteArray();
    }

    /**
     * @throws IllegalArgumentException when the document is damaged, or was written by a later version that this one
     *                                  does not understand
     */
    public static StoredEvent of(byte[] document) {
        ValueInput in = new ValueInput(document);
        int format = document.length == 0 ? 0 : in.tag();
        if (format != FORMAT) {
            throw new IllegalArgumentException("the stored event has the format " + format + ", expected " + FORMAT);
        }
        try {
            return read(in);
        } catch (IllegalArgumentException | ArithmeticException | ClassCastException damaged) {
            throw new IllegalArgumentException("the stored event is damaged: " + damaged.getMessage(), damaged);
        }
    }

    private static StoredEvent read(ValueInput in) {
        Instant now = in.instant();
        int hops = Math.toIntExact(in.number());
        String type = in.text();
        Map<String, Object> headers = members(in);
        Map<String, Object> variables = members(in);
        Map<String, String> context = new LinkedHashMap<>();
        members(in).forEach((name, value) -> context.put(name, String.valueOf(value)));
        Origin origin = new Origin(in.text(), type, hops, in.text(), in.text(), in.text(), texts(in));
        Options options = new Options(
                Optional.ofNullable(in.value()).map(millis -> Duration.ofMillis(((Number) millis).longValue())).orElse(null),
                in.text(), in.flag());
        StoredEvent stored = new StoredEvent(
                EventCodec.read(in), headers, variables, context, now, origin, options);
        if (!in.isAtEnd()) {
            throw new IllegalArgumentException("it is followed by other content");
        }
        return stored;
    }

    private static Map<String, Object> members(ValueInput in) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (!(in.value() instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("it contains other values than expected");
        }
        map.forEach((name, value) -> members.put(String.valueOf(name), Objects.requireNonNullElse(value, "")));
        return members;
    }

    private static List<String> texts(ValueInput in) {
        if (!(in.value() instanceof List<?> list)) {
            throw new IllegalArgumentException("it contains other values than expected");
        }
        return list.stream().map(String::valueOf).toList();
    }
}
