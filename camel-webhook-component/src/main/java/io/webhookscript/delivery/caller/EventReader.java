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

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

import io.webhookscript.delivery.DeliveryOverrides;
import io.webhookscript.delivery.durable.StoredEvent;
import io.webhookscript.delivery.letter.DeadLetterDocument;
import io.webhookscript.pacing.RateLimitedLogger;
import io.webhookscript.request.event.EventSnapshot;
import io.webhookscript.request.event.InboundHeaders;
import io.webhookscript.request.event.MessageIds;
import io.webhookscript.request.event.NamedValues;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.RawEvent;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.request.event.TemplateInputs.MessageIdentity;
import io.webhookscript.script.RequestDefinition;
import io.webhookscript.script.Script;
import io.webhookscript.secret.MaskPatterns;
import io.webhookscript.template.TemplateException;
import io.webhookscript.value.OneLine;
import org.jspecify.annotations.Nullable;

/**
 * Reads a caller's message once: event, variables, headers and context become the data of one delivery, under its id.
 */
public final class EventReader {

    private final MessageIds messageIds;
    private final Function<Script, Function<String, Optional<String>>> secrets;
    private final Clock clock;
    private final RateLimitedLogger warnings;

    public EventReader(MessageIds messageIds, Function<Script, Function<String, Optional<String>>> secrets, Clock clock,
                       RateLimitedLogger warnings) {
        this.warnings = warnings;
        this.messageIds = messageIds;
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * The script and the caller's message of an event.
     *
     * @param context values of the script and its environment, without those of the endpoint
     * @param copied  whether the caller continues meanwhile, so that its message must not be read later
     */
    public record Call(
            Script script, Map<String, String> context, MaskPatterns masks, DeliveryOverrides overrides, CallerMessage message,
            boolean copied) {
    }

    /**
     * The data that was read.
     *
     * @param problem the reason why nothing can be sent; the event is then empty, and its original is kept for the dead
     *                letter
     */
    public record ReadEvent(TemplateInputs data, @Nullable String sourceId, @Nullable String problem) {
    }

    /** Reads the event and never fails: an event that cannot be read gets an id, too, under which it is reported. */
    public ReadEvent take(Call call) {
        RawEvent raw = RawEvent.LOST;
        try {
            raw = RawEvent.of(call.message().exchange().getMessage().getBody());
            ReadEvent taken = call.overrides().replay()
                    ? replayed(call, Replay.of(raw, call.script().name()))
                    : taken(call,
                            raw.readKept(call.message().contentType().orElse(null), call.message().charset().orElse(null)),
                            null);
            raw.releaseAllBut(taken.data().event());
            return taken;
        } catch (NotSentException failure) {
            EventSnapshot unread = call.overrides().replay() ? raw.unread(DeadLetterDocument.CONTENT_TYPE) : raw.unread();
            return taken(call, unread, failure.getMessage());
        }
    }

    /** Like {@link #take(Call)}, for an event that was read already and goes to several scripts. */
    public ReadEvent take(Call call, SharedEvent event) {
        RequestDefinition request = call.script().definition().request();
        return taken(call, event.event().forRequest(request).shared(), event.problem());
    }

    /** Reads the data of a delivery that is not made, which releases nothing. */
    public TemplateInputs look(Call call, SharedEvent event) {
        return taken(call, event.event(), event.problem()).data();
    }

    /**
     * The data of an event that was accepted earlier, under its id then.
     *
     * @param context values of the script and its environment
     */
    public TemplateInputs stored(
            Script script, Map<String, String> context, MaskPatterns masks, StoredEvent stored, String id) {
        Map<String, Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(stored.headers());
        return new TemplateInputs(
                script, stored.event().forRequest(script.definition().request()), NamedValues.of(stored.variables()),
                InboundHeaders.stored(headers), merged(context, stored.context()), stored.context().keySet(),
                new MessageIdentity(id, stored.now(), stored.origin().type()), stored.now(), stored.origin().hops(),
                secrets.apply(script), masks.masker());
    }

    private ReadEvent replayed(Call call, Replay replay) {
        return new ReadEvent(
                identified(data(call, replay.event()), replay.messageId()), replay.sourceId(),
                problem(replay.problem(), call));
    }

    private ReadEvent taken(Call call, EventSnapshot event, @Nullable String problem) {
        TemplateInputs data = data(call, event);
        Optional<String> sourceId = ownId(data).or(call.message()::sourceId);
        String id = repeatedId(call, sourceId.orElse(null)).orElseGet(() -> messageIds.idOf(
                new MessageIds.Inputs(
                        sourceId.orElse(null), call.message().path(), call.script().name(),
                        call.message().callingNode().orElse(null))));
        return new ReadEvent(identified(data, id), sourceId.orElse(null), problem(problem, call));
    }

    private static @Nullable String problem(@Nullable String ofEvent, Call call) {
        return ofEvent != null ? ofEvent : call.message().contextProblem().orElse(null);
    }

    private static Optional<String> repeatedId(Call call, @Nullable String sourceId) {
        return sourceId != null
                ? Optional.empty() : FailedCall.repeatedBy(call.message().exchange(), call.script().name());
    }

    private TemplateInputs data(Call call, EventSnapshot event) {
        Instant now = clock.instant();
        CallerMessage message = call.message();
        Map<String, String> ofCall = merged(call.overrides().context(), message.context());
        return new TemplateInputs(
                call.script(), event.forRequest(call.script().definition().request()), message.variables(call.copied()),
                message.headers(call.copied()), merged(call.context(), ofCall), ofCall.keySet(),
                new MessageIdentity("", now, message.eventType().orElse(null)), now, message.hops() + 1,
                secrets.apply(call.script()), call.masks().masker());
    }

    /** Both, of which the second wins; no copy is made where it has nothing. */
    private static Map<String, String> merged(Map<String, String> first, Map<String, String> second) {
        if (second.isEmpty()) {
            return first;
        }
        Map<String, String> both = new HashMap<>(first);
        both.putAll(second);
        return both;
    }

    private static TemplateInputs identified(TemplateInputs data, String messageId) {
        return data.withMessage(new MessageIdentity(messageId, data.now(), data.message().type()));
    }

    private Optional<String> ownId(TemplateInputs data) {
        try {
            return data.ownId();
        } catch (TemplateException failure) {
            warnings.warn(data.script().name(), "ids that could not be rendered",
                    () -> "script " + data.script().name()
                          + ": its id cannot be rendered, so this event gets a random id: "
                          + OneLine.of(data.masker().mask(String.valueOf(failure.getMessage()))));
            return Optional.empty();
        }
    }
}
