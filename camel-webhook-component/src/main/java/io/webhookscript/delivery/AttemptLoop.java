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

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import io.webhookscript.delivery.breaker.Breaker;
import io.webhookscript.delivery.durable.HeldEntry;
import io.webhookscript.pacing.BreakerQueue;
import io.webhookscript.pacing.PendingWaits;
import io.webhookscript.pacing.RateGate;
import io.webhookscript.pacing.RetrySchedule;
import io.webhookscript.pacing.WaitReason;
import io.webhookscript.response.AttemptResult;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ShutdownPrepared;
import org.apache.camel.support.AsyncProcessorSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a rendered delivery through the attempt route until it has an outcome: waits for the breaker and the rate,
 * makes an attempt, asks the {@link RetrySchedule}. A wait holds no thread, except for a transacted exchange, which is
 * bound to its caller's thread. At shutdown all waits end at once.
 *
 * <p>
 * A delivery that belongs to an entry of the outbox goes back there for a long wait, at shutdown, and when the entry
 * may have become another node's: its run ends, and the delivery has no outcome here.
 */
public final class AttemptLoop extends AsyncProcessorSupport implements ShutdownPrepared {

    private static final Logger LOG = LoggerFactory.getLogger(AttemptLoop.class);

    /** A delivery that finds too many others waiting for the rate does not ask again at once. */
    private static final Duration LEAST_IN_STORE = Duration.ofSeconds(1);

    private final CamelContext camelContext;
    private final ScriptRuntime runtime;
    private final Clock clock;

    public AttemptLoop(CamelContext camelContext, ScriptRuntime runtime, Clock clock) {
        this.camelContext = camelContext;
        this.runtime = runtime;
        this.clock = clock;
    }

    /** The next step of the loop: continue at once, wait, or stop because the delivery has ended. */
    private enum Step {
        AGAIN,
        WAITING,
        ENDED
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        AttemptRun run = new AttemptRun(exchange, callback);
        if (run.delivery.hasEnded() || begin(run) == Step.ENDED) {
            run.end();
            callback.done(true);
            return true;
        }
        return false;
    }

    /** A schedule may begin with a wait, which counts from the beginning of the delivery. */
    private Step begin(AttemptRun run) {
        Duration wait = run.delivery.attempts().isEmpty()
                ? runtime.retries().beforeTheFirst().minus(run.delivery.elapsed(clock.instant())) : Duration.ZERO;
        Step first = wait.isNegative() || wait.isZero()
                ? Step.AGAIN : pauseFor(run, wait, WaitReason.RETRY, "while it waited for its first attempt");
        return first == Step.AGAIN ? advance(run) : first;
    }

    /**
     * @return {@link Step#WAITING} when another thread will continue, {@link Step#ENDED} when the delivery has ended
     */
    private Step advance(AttemptRun run) {
        LogContext named = LogContext.of(run.delivery);
        try {
            Step step;
            do {
                step = step(run);
            } while (step == Step.AGAIN);
            return step;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError failure) {
            // on a worker thread no other code catches it, and the caller would wait without end
            LOG.error("script {} message {}: failed between two attempts", run.delivery.script().name(),
                    run.delivery.data().message().id(), failure);
            return end(run, failure.getClass().getSimpleName() + " in the delivery");
        } finally {
            named.end();
        }
    }

    private Step step(AttemptRun run) {
        HeldEntry held = run.delivery.held();
        if (held != null && (runtime.waits().areEnded() || !held.isHeld())) {
            return putBack(run, Duration.ZERO);
        }
        if (runtime.waits().areEnded() && !run.delivery.callerWaits() && run.delivery.attempts().isEmpty()) {
            run.delivery.stoppedWhileWaiting();
            return end(run, "the script was stopped before its first attempt");
        }
        Breaker breaker = run.breaker();
        if (breaker != null && !run.mayPass(breaker.queue())) {
            return breakerIsOpen(run, breaker);
        }
        if (runtime.gate() != null && run.slot == null) {
            return takeSlot(run, runtime.gate());
        }
        return attempt(run);
    }

    private Step breakerIsOpen(AttemptRun run, Breaker breaker) {
        run.slot = null; // the slot will have expired
        if (!breaker.waitsWhenOpen() && !isReplayFromStore(run)) {
            return end(run, breaker.description());
        }
        Duration remaining = run.delivery.remaining(clock.instant());
        if (remaining.isZero() || breaker.openFor().filter(left -> left.compareTo(remaining) > 0).isPresent()) {
            return end(run, "limits.total would be exceeded while the circuit breaker is open");
        }
        boolean stored = run.delivery.held() != null;
        Optional<Duration> longer = breaker.openFor().filter(left -> left.compareTo(HeldEntry.LONGEST_WAIT) > 0);
        if (stored && longer.isPresent()) {
            return putBack(run, longer.get());
        }
        run.waiter = new BreakerQueue.Waiter();
        Duration wait = stored && remaining.compareTo(HeldEntry.LONGEST_WAIT) > 0 ? HeldEntry.LONGEST_WAIT : remaining;
        return pause(run, wait, WaitReason.BREAKER, "while the circuit breaker was open");
    }

    /** Nobody waits for it, so it waits whatever the script says about its callers. */
    private static boolean isReplayFromStore(AttemptRun run) {
        return run.delivery.held() != null && run.delivery.isReplay();
    }

    private Step takeSlot(AttemptRun run, RateGate gate) {
        boolean stored = run.delivery.held() != null;
        String key = run.delivery.rateKey();
        Optional<RateGate.Slot> slot
                = stored ? gate.reserve(key, clock.instant(), HeldEntry.LONGEST_WAIT) : gate.reserve(key, clock.instant());
        run.slot = slot.orElse(null);
        if (run.slot == null && stored && (isReplayFromStore(run) || gate.mayWait(HeldEntry.LONGEST_WAIT))) {
            return waitInStore(run, gate.delay(key, clock.instant()));
        }
        if (run.slot == null) {
            return end(run, "the rate of " + runtime.rateWords() + " is used up, and the wait for a permit would be"
                            + " too long");
        }
        run.delivery.throttleKey(run.slot.throttleKey());
        Duration wait = run.slot.delay();
        run.waitsInGate = !wait.isZero();
        return run.waitsInGate ? waitForRate(run, wait) : Step.AGAIN;
    }

    private Step waitForRate(AttemptRun run, Duration wait) {
        return pauseFor(run, wait, WaitReason.RATE, "while it waited for the rate of " + runtime.rateWords());
    }

    /** The rate is used up for longer than a wait in memory, or by too many deliveries. */
    private Step waitInStore(AttemptRun run, Duration wait) {
        Duration atLeast = wait.compareTo(LEAST_IN_STORE) < 0 ? LEAST_IN_STORE : wait;
        return atLeast.compareTo(run.delivery.remaining(clock.instant())) > 0
                ? end(run, "limits.total would be exceeded while it waited for the rate of " + runtime.rateWords())
                : putBack(run, atLeast);
    }

    private Step attempt(AttemptRun run) {
        Exchange exchange = run.delivery.exchange(camelContext);
        TraceContext delivery = TraceContext.of(run.exchange.getMessage());
        delivery.to(exchange.getMessage());
        run.delivery.tracedBy(delivery);
        runtime.attempt(exchange);
        if (run.delivery.running() != null) {
            run.delivery.running().breakOff(exchange.getException());
        }
        return switch (AttemptRouteResult.of(exchange)) {
            case COMPLETED -> completed(run);
            case THROTTLED -> waitForRate(run, run.nextPause());
            case NOT_PERMITTED -> notPermitted(run, Objects.requireNonNull(run.breaker()));
            case ROUTE_UNAVAILABLE -> run.delivery.held() != null
                    ? putBack(run, LEAST_IN_STORE)
                    : end(run, "its attempt route is not running: " + exchange.getException().getMessage());
        };
    }

    private Step completed(AttemptRun run) {
        run.slot = null;
        run.resetPause();
        return judge(run, Objects.requireNonNull(run.delivery.last()));
    }

    private Step notPermitted(AttemptRun run, Breaker breaker) {
        if (run.permit != null) {
            breaker.queue().refused(run.permit);
        }
        run.permit = null;
        return breakerIsOpen(run, breaker);
    }

    private Step judge(AttemptRun run, AttemptResult result) {
        RetrySchedule.Next next = runtime.retries()
                .after(result, run.delivery.attempts().size(), run.delivery.remaining(clock.instant()));
        if (next.again() && run.delivery.held() == null && Thread.currentThread().isInterrupted()) {
            // a caller that is interrupted learns of no later attempt, and may bring the event again
            next = RetrySchedule.Next.end("not repeated, since its thread was interrupted");
        }
        if (!result.outcome().wasSent()) {
            return end(run, result.reason());
        }
        if (run.delivery.control().isPresent() && !result.outcome().succeeded()) {
            next = RetrySchedule.Next.end(run.delivery.control().get().reason());
        }
        run.permit = null; // it was used
        runtime.events().attempted(run.delivery, next);
        runtime.failures().attempted(run.delivery, result);
        run.delivery.waits().nextAttempt();
        if (!next.again()) {
            run.delivery.end(result, next.why());
        }
        store(run.delivery, result, next);
        if (!next.again()) {
            return Step.ENDED;
        }
        return pauseFor(run, next.delay(), WaitReason.RETRY, "while it waited for its next attempt");
    }

    /** A delivery that goes back to the outbox takes its results there itself. */
    private static void store(Delivery delivery, AttemptResult result, RetrySchedule.Next next) {
        HeldEntry held = delivery.held();
        if (held != null && !result.outcome().succeeded() && next.delay().compareTo(HeldEntry.LONGEST_WAIT) <= 0) {
            held.progressed(delivery.progress());
        }
    }

    private Step end(AttemptRun run, String why) {
        leave(run);
        run.delivery.endWithoutAttempt(why);
        return Step.ENDED;
    }

    private void leave(AttemptRun run) {
        leaveGate(run);
        if (run.permit != null) {
            Objects.requireNonNull(run.breaker()).queue().giveBack(run.permit);
        }
        run.permit = null;
    }

    /** Ends the run, and the delivery continues later, on this node or another one. */
    private Step putBack(AttemptRun run, Duration wait) {
        leave(run);
        run.delivery.putBack(wait);
        run.exchange.setRouteStop(true);
        return Step.ENDED;
    }

    private Step pauseFor(AttemptRun run, Duration wait, WaitReason reason, String during) {
        if (wait.compareTo(run.delivery.remaining(clock.instant())) > 0) {
            return end(run, "limits.total would be exceeded " + during);
        }
        if (run.delivery.held() != null && wait.compareTo(HeldEntry.LONGEST_WAIT) > 0) {
            return putBack(run, wait);
        }
        return pause(run, wait, reason, during);
    }

    private Step pause(AttemptRun run, Duration wait, WaitReason reason, String during) {
        run.waitsFor = reason;
        run.waitsSince = clock.instant();
        run.waitsUntil = run.waitsSince.plus(wait);
        runtime.counters().waitBegins(reason);
        run.delivery.waitBegins();
        if (run.delivery.transacted()) {
            return waited(run, runtime.waits().await(wait, waiting -> join(run.breaker(), run.waiter, waiting)), during);
        }
        Breaker breaker = run.breaker(); // after waitFor, the run may be another thread's already
        BreakerQueue.Waiter waiter = run.waiter;
        PendingWaits.WaitHandle waiting = runtime.waits().waitFor(wait, inTime -> {
            if (waited(run, inTime, during) == Step.ENDED || advance(run) == Step.ENDED) {
                run.end();
                run.callback.done(false);
            }
        });
        join(breaker, waiter, waiting);
        return Step.WAITING;
    }

    private static void join(
            @Nullable Breaker breaker, BreakerQueue.@Nullable Waiter waiter,
            PendingWaits.WaitHandle waiting) {
        if (waiter != null && breaker != null) {
            breaker.queue().join(waiter, waiting);
        }
    }

    private Step waited(AttemptRun run, boolean inTime, String during) {
        runtime.counters().waitEnds(run.waitsFor);
        run.delivery.waits().add(run.waitsFor, Duration.between(run.waitsSince, clock.instant()));
        leaveGate(run);
        boolean waitedForBreaker = run.waiter != null;
        if (run.waiter != null) {
            run.permit = Objects.requireNonNull(run.breaker()).queue().leave(run.waiter).orElse(null);
        }

        run.waiter = null;
        HeldEntry held = run.delivery.held();
        if (held != null && !inTime) {
            Duration left = Duration.between(clock.instant(), run.waitsUntil);
            return putBack(run, waitedForBreaker || left.isNegative() ? Duration.ZERO : left);
        }
        if (held != null && waitedForBreaker && run.permit == null) {
            return putBack(run, HeldEntry.LONGEST_WAIT);
        }
        if (inTime) {
            return Step.AGAIN;
        }
        run.delivery.stoppedWhileWaiting();
        return end(run, "the script was stopped " + during);
    }

    private void leaveGate(AttemptRun run) {
        if (run.waitsInGate) {
            run.waitsInGate = false;
            if (runtime.gate() != null && run.slot != null) {
                runtime.gate().waited(run.slot);
            }
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        runtime.waits().reopen();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        runtime.waits().endAll();
    }
}
