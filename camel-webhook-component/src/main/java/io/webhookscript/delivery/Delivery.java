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
package io.webhookscript.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.webhookscript.delivery.breaker.Breaker;
import io.webhookscript.delivery.condition.ScriptStop;
import io.webhookscript.delivery.durable.HeldEntry;
import io.webhookscript.delivery.durable.StoredEvent;
import io.webhookscript.delivery.durable.StoredProgress;
import io.webhookscript.delivery.report.AttemptRecord;
import io.webhookscript.delivery.report.DeliveryReport;
import io.webhookscript.delivery.report.DeliveryResult;
import io.webhookscript.delivery.report.ScriptState;
import io.webhookscript.http.CallFailedException;
import io.webhookscript.pacing.WaitReason;
import io.webhookscript.pacing.WaitTimes;
import io.webhookscript.request.event.AttemptNumber;
import io.webhookscript.request.event.EventSnapshot;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.request.render.RenderedRequest;
import io.webhookscript.response.AttemptResult;
import io.webhookscript.response.DeliveryControl;
import io.webhookscript.script.Outcome;
import io.webhookscript.script.Script;
import io.webhookscript.script.ScriptDefinition.OnFailure;
import io.webhookscript.script.ScriptDefinition.Ordered;
import io.webhookscript.secret.Masker;
import io.webhookscript.value.Excerpt;
import io.webhookscript.value.OneLine;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one receiver: the values that are fixed at its start, and the state since then. Used by one
 * thread at a time; after a wait another thread may continue.
 */
public final class Delivery {

    /** A key is the id of a tenant or the name of a host, and is shown beside others. */
    private static final int MAX_LABEL = 64;

    /** The memory of a parsed event above which it is worth the work to keep it as text. */
    private static final int PACKED_FROM = 4096;

    private final ScriptRuntime runtime;
    private TemplateInputs data;
    private final DeliveryOverrides overrides;
    private final boolean transacted;
    private final @Nullable String sourceId;
    private final Duration total;
    private final Instant began;
    private final boolean callerWaits;
    private String rateKey = "";
    private String breakerKey = "";
    private @Nullable Breaker breaker;
    private String throttleKey = "";
    private final List<AttemptRecord> attempts = new ArrayList<>(2);
    private final WaitTimes waits = new WaitTimes();
    private @Nullable RenderedRequest request;
    private @Nullable AttemptResult last;
    private @Nullable AttemptResult lastSent;
    private @Nullable AttemptResult end;
    private String whyNoFurtherAttempt = "";
    private TraceContext trace = TraceContext.NONE;
    private @Nullable DeadLetterPath deadLetterPath;
    private CallFailedException.@Nullable Kind failure;
    private @Nullable RunningAttempt running;
    private @Nullable String quoted;
    private long eventWeight;
    private long weight;
    private boolean packed;
    private @Nullable DeliveryReport report;
    private boolean deadLettered;
    private boolean stopped;
    private boolean eventAtFault;
    private boolean letterMissing;
    private boolean begunBefore;
    private @Nullable HeldEntry held;
    private @Nullable DeliveryControl control;
    private @Nullable String problem;

    /**
     * The values that are fixed when a delivery begins.
     *
     * @param began       start time of the steady clock
     * @param callerWaits whether the caller waits for the outcome
     */
    public record NewDelivery(
            ScriptRuntime runtime, TemplateInputs data, DeliveryOverrides overrides, boolean transacted,
            @Nullable String sourceId,
            Duration total, Instant began, boolean callerWaits) {
    }

    public Delivery(NewDelivery start) {
        this.runtime = start.runtime();
        this.data = start.data();
        this.overrides = start.overrides();
        this.transacted = start.transacted();
        this.sourceId = start.sourceId();
        this.total = start.total();
        this.began = start.began();
        this.callerWaits = start.callerWaits();
    }

    /**
     * The delivery of an exchange of the two routes. It is the message body, since a map of properties would be the
     * largest part of a waiting delivery.
     */
    public static Delivery of(Exchange exchange) {
        return exchange.getMessage().getBody(Delivery.class);
    }

    /** An exchange for one of the two routes. */
    public Exchange exchange(CamelContext camelContext) {
        Exchange exchange = new DefaultExchange(camelContext);
        exchange.getMessage().setBody(this);
        return exchange;
    }

    public ScriptRuntime runtime() {
        return runtime;
    }

    public Script script() {
        return data.script();
    }

    public TemplateInputs data() {
        return data;
    }

    /**
     * Sets what counts for an event whose caller does not wait.
     *
     * @param event  the bytes of memory of the event
     * @param beside the bytes of memory of headers and variables
     */
    public void weighs(long event, long beside) {
        eventWeight = event;
        weight = event + beside;
    }

    /** The bytes of memory that count at present; 0 if the caller waits. */
    public long weight() {
        return weight;
    }

    /** Adds what the delivery needs beside its event, headers and variables. */
    public void weighsMore(long more) {
        weight += more;
    }

    /** Binds the delivery to its entry in the outbox: from now on it survives the end of this process. */
    public void belongsTo(HeldEntry entry) {
        held = entry;
    }

    /** The entry in the outbox; null when the delivery is only in memory. */
    public @Nullable HeldEntry held() {
        return held;
    }

    /** Continues after a restart, or after a wait in the outbox. */
    public void resume(StoredProgress before) {
        begunBefore = true;
        attempts.addAll(before.attempts());
        for (WaitReason reason : WaitReason.values()) {
            waits.add(reason, before.waits().of(reason));
        }
        if (!attempts.isEmpty()) {
            AttemptRecord latest = attempts.get(attempts.size() - 1);
            lastSent = result(latest.outcome(), latest.status(), latest.reason());
        }
        StoredProgress.End ended = before.end();
        if (ended != null) {
            eventAtFault = ended.eventAtFault();
            end(result(ended.outcome(), ended.status(), ended.reason()), "");
        }
    }

    private static AttemptResult result(Outcome outcome, @Nullable Integer status, String reason) {
        return new AttemptResult(outcome, status, false, reason, null, null, null);
    }

    /** Whether its event was in a dead letter, and is sent again on purpose. */
    public boolean isReplay() {
        return overrides.replay();
    }

    /** Whether later events with the same order key wait until this failed one is sent again or discarded. */
    public boolean blocksItsOrder() {
        Ordered ordered = script().definition().events().ordered();
        return held != null && held.entry().orderKey() != null && ordered != null && ordered.onFailure() == OnFailure.PARK;
    }

    /** Whether it was in the routes of its script before, and has continued. */
    boolean hasBegunBefore() {
        return begunBefore;
    }

    /** What a later continuation has to know. */
    public StoredProgress progress() {
        Masker masker = data.masker();
        return new StoredProgress(
                masked(attempts, masker), waits,
                end != null ? new StoredProgress.End(end.outcome(), end.status(), masker.mask(reason()), eventAtFault) : null);
    }

    /** Gives the delivery back to the outbox, which continues it after a wait; it ends here without an outcome. */
    public void putBack(Duration wait) {
        HeldEntry entry = held;
        if (entry != null && !entry.isOver()) {
            entry.putBack(wait, progress());
        }
    }

    /** Whether the outbox continues the delivery. */
    public boolean isPutBack() {
        HeldEntry entry = held;
        return entry != null && entry.isOver();
    }

    /** What the outbox keeps of the event. */
    public StoredEvent stored() {
        return StoredEvent.of(
                data,
                new StoredEvent.Origin(
                        sourceId, data.message().type(), data.hops(), problem, trace.parent(), trace.state(),
                        deadLetterPath != null ? deadLetterPath.digests() : List.of()),
                new StoredEvent.Options(overrides.timeout(), overrides.deadLetter(), overrides.replay()));
    }

    /** Releases memory that nothing needs while the delivery waits. */
    void waitBegins() {
        last = last != null ? quotable(last) : null;
        lastSent = lastSent != null ? quotable(lastSent) : null;
        packEvent();
    }

    private AttemptResult quotable(AttemptResult result) {
        return result.withResponse(response -> ResponseExcerpt.quotable(data.masker(), response));
    }

    /**
     * Keeps an accepted event as text while the delivery waits, if the parsed event takes much memory and only the dead
     * letter would read it. The memory of the body counts from then on, too.
     */
    private void packEvent() {
        if (packed || eventWeight < PACKED_FROM || runtime.readsEventLate() || request == null) {
            return;
        }
        packed = true;
        EventSnapshot text = data.event().packed();
        long smaller = text.weight() + request.weight();
        if (smaller < eventWeight / 2) {
            data = data.withEvent(text);
            runtime.places().giveBack(eventWeight - smaller);
            weight -= eventWeight - smaller;
        }
    }

    public DeliveryOverrides overrides() {
        return overrides;
    }

    /**
     * Whether the delivery must stay on the thread of its caller's transaction, which does not cover a stored event.
     */
    public boolean transacted() {
        return transacted && held == null;
    }

    public @Nullable String sourceId() {
        return sourceId;
    }

    /** The remaining total time at a time of the steady clock, never negative. */
    public Duration remaining(Instant now) {
        Duration left = total.minus(elapsed(now));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** The time since the delivery began, at a time of the steady clock. */
    Duration elapsed(Instant now) {
        return Duration.between(began, now);
    }

    public boolean callerWaits() {
        return callerWaits;
    }

    /** The rate key; empty when the script has no key, or the key renders to an empty text. */
    String rateKey() {
        return rateKey;
    }

    void rateKey(String key) {
        rateKey = key;
    }

    /** The key of the circuit breaker; empty when the script has no key, or the key renders to an empty text. */
    String breakerKey() {
        return breakerKey;
    }

    void breakerKey(String key) {
        breakerKey = key;
    }

    /** The key of the circuit breaker for people: cut off, masked, and in one line. */
    String breakerLabel() {
        String masked = data.masker().mask(breakerKey, MAX_LABEL);
        return masked.isEmpty() ? "(no key)" : Excerpt.of(OneLine.of(masked), MAX_LABEL);
    }

    /** The circuit breaker that permits the attempts; null when the script has none, and before the first attempt. */
    public @Nullable Breaker breaker() {
        return breaker;
    }

    void guardedBy(Breaker own) {
        breaker = own;
    }

    /** The throttle's window in which the next attempt counts. */
    public String throttleKey() {
        return throttleKey;
    }

    public void throttleKey(String key) {
        throttleKey = key;
    }

    public @Nullable RenderedRequest request() {
        return request;
    }

    void rendered(RenderedRequest rendered) {
        request = rendered;
    }

    void attemptBegins(RunningAttempt attempt, TraceContext context) {
        running = attempt;
        control = null;
        trace = context;
        failure = null;
    }

    void attemptIsOver() {
        running = null;
    }

    /** The attempt in progress. */
    @Nullable
    RunningAttempt running() {
        return running;
    }

    /** Marks that the attempt in progress got no complete response. */
    void callFailed(CallFailedException.Kind kind) {
        failure = kind;
    }

    /** The reason why the last attempt got no complete response; null when it got one, or no attempt was made. */
    CallFailedException.@Nullable Kind failure() {
        return failure;
    }

    /** @param asked what the response of the attempt in progress asks for; null when it asks for nothing */
    void controlledBy(@Nullable DeliveryControl asked) {
        control = asked;
    }

    /** What the last response asks for; only if the script permits it. */
    Optional<DeliveryControl> control() {
        return Optional.ofNullable(control);
    }

    /** Why the script stops after this delivery; empty when it does not. */
    public Optional<ScriptStop> stopsItsScript() {
        if (result().outcome().stopsScript()) {
            return Optional.of(new ScriptStop(ScriptState.GONE, "its receiver is gone for good"));
        }
        return control().filter(DeliveryControl.DISABLE::equals)
                .map(asked -> new ScriptStop(ScriptState.DISABLED, asked.reason()));
    }

    void attempted(AttemptResult result, Instant at, Duration took) {
        last = result;
        if (result.outcome().wasSent()) {
            lastSent = last;
            attempts.add(new AttemptRecord(
                    at, took.toMillis(), result.outcome(), result.status(), result.reason()));
        }
    }

    /** The number of the attempt that begins now, or is in progress. */
    AttemptNumber nextAttempt() {
        return AttemptNumber.of(attempts.size() + 1, runtime.maxAttempts());
    }

    public List<AttemptRecord> attempts() {
        return attempts;
    }

    /** The durations of the delivery's waits, by reason. */
    WaitTimes waits() {
        return waits;
    }

    /** The result of the last attempt, even if nothing was sent. */
    @Nullable
    AttemptResult last() {
        return last;
    }

    /** Ends with the last attempt's outcome; {@code why} is the reason why no further attempt was made. */
    void end(AttemptResult result, String why) {
        end = result;
        whyNoFurtherAttempt = why;
    }

    /** Ends before the next attempt: with the outcome of the last attempt if there was one, else as not sent. */
    public void endWithoutAttempt(String why) {
        if (lastSent != null) {
            end(lastSent, why);
        } else {
            end(new AttemptResult(
                    Outcome.NOT_SENT, null, false, why, null, null, null),
                    "");
        }
    }

    /** Ends because the event could not be read, which is also true for a replay. */
    public void endUnread(String why) {
        problem = why;
        endForItsEvent(why);
    }

    /** Ends because this event can never become a request. */
    public void endForItsEvent(String why) {
        eventAtFault = true;
        endWithoutAttempt(why);
    }

    /** Ends because no request can be made, which is the event's fault or not. */
    public void end(NotSentException refused) {
        String why = String.valueOf(refused.getMessage());
        if (refused.isEventAtFault()) {
            endForItsEvent(why);
        } else {
            endWithoutAttempt(why);
        }
    }

    public boolean isEventAtFault() {
        return eventAtFault;
    }

    public boolean hasEnded() {
        return end != null;
    }

    public AttemptResult result() {
        return Objects.requireNonNull(end);
    }

    public boolean failed() {
        return !result().outcome().succeeded();
    }

    /** The reason for people: what happened, and why no further attempt was made. */
    public String reason() {
        String what = result().reason();
        if (whyNoFurtherAttempt.isEmpty()) {
            return what;
        }
        return what.isEmpty() ? whyNoFurtherAttempt : what + "; " + whyNoFurtherAttempt;
    }

    /** The beginning of the last response's body for people, masked; made once, however many show it. */
    public String quotedResponse() {
        if (quoted == null) {
            quoted = ResponseExcerpt.body(data.masker(), result().response());
        }
        return quoted;
    }

    /** The current trace context: the caller's, then the delivery's, then that of the attempt in progress. */
    public TraceContext trace() {
        return trace;
    }

    public void tracedBy(TraceContext context) {
        trace = context;
    }

    /** The path of a dead letter, when the event is one. */
    public @Nullable DeadLetterPath deadLetterPath() {
        return deadLetterPath;
    }

    public void cameThrough(DeadLetterPath path) {
        deadLetterPath = path;
    }

    /** Marks that a stop has ended a wait. */
    void stoppedWhileWaiting() {
        stopped = true;
    }

    public boolean isStopped() {
        return stopped;
    }

    /** The masked report of a delivery that is complete; made once, however many show it. */
    public DeliveryReport report() {
        DeliveryReport known = report;
        if (known == null) {
            known = new DeliveryReport(
                    script(), data().message().id(), maskedResult(), masked(attempts, data().masker()), data().now(),
                    waits(), isDeadLettered(), isHandedBack());
            report = known;
        }
        return known;
    }

    /** The masked result of a delivery that has ended. */
    public DeliveryResult maskedResult() {
        return new DeliveryResult(result().outcome(), result().status(), data.masker().mask(reason()));
    }

    private static List<AttemptRecord> masked(List<AttemptRecord> attempts, Masker masker) {
        AttemptRecord[] masked = new AttemptRecord[attempts.size()];
        for (int i = 0; i < masked.length; i++) {
            masked[i] = attempts.get(i).masked(masker);
        }
        return List.of(masked);
    }

    /** Whether the source of a transacted exchange gets the event back after a stop. */
    public boolean isHandedBack() {
        return stopped && transacted();
    }

    public void deadLettered() {
        deadLettered = true;
    }

    /** Marks that the dead letter could not be stored now. */
    public void deadLetterFailed() {
        letterMissing = true;
    }

    /** Whether the delivery is over as soon as its dead letter can be stored, which is tried again later. */
    public boolean isLetterMissing() {
        return letterMissing && held != null;
    }

    public boolean isDeadLettered() {
        return deadLettered;
    }

    /** Releases the storage outside of memory for the event and the request's body; nothing can be sent afterwards. */
    public void release() {
        if (request != null) {
            request.release();
        }
        data.event().release();
    }
}
