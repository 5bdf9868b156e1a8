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
package io.webhookscript.delivery.breaker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.webhookscript.delivery.report.BreakerState;
import io.webhookscript.pacing.BreakerQueue;
import io.webhookscript.pacing.SettableClock;
import io.webhookscript.response.AttemptResult;
import io.webhookscript.script.LimitsDefinition;
import io.webhookscript.script.LimitsDefinition.WhenOpen;
import io.webhookscript.script.Outcome;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Only signs of a failing receiver trip the breaker; while it is not closed, few calls are made and the others wait.
 */
class BreakerTest {

    private static final Duration OPEN = Duration.ofSeconds(30);
    private static final int FEW = 3;

    /** What each outcome must do, three times, to a breaker that trips at half of three calls. */
    private static final Map<Outcome, BreakerState> AFTER_THREE = Map.of(
            Outcome.DELIVERED, BreakerState.CLOSED, Outcome.UNUSABLE, BreakerState.CLOSED,
            Outcome.TEMPORARY, BreakerState.OPEN, Outcome.REFUSED, BreakerState.CLOSED,
            Outcome.GONE, BreakerState.CLOSED, Outcome.NOT_SENT, BreakerState.CLOSED);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final List<Runnable> scheduled = new ArrayList<>();
    private final List<String> changes = new ArrayList<>();
    private final List<Integer> letOut = new ArrayList<>();
    private final Breaker breaker = new Breaker(
            "test", new LimitsDefinition.CircuitBreaker(50, 3, 4, OPEN, FEW, WhenOpen.WAIT, null),
            WhenOpen.WAIT,
            new Breaker.Dependencies(clock, (delay, work) -> {
                scheduled.add(work);
                return () -> scheduled.remove(work);
            }, (from, to) -> changes.add(from + ">" + to)));
    private final BreakerQueue queue = breaker.queue();

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void tripsOnWhatSaysThatTheReceiverIsIll(Outcome outcome) {
        call(outcome);
        call(outcome);
        call(outcome);

        assertThat(breaker.state()).isEqualTo(AFTER_THREE.get(outcome));
    }

    @Test
    void takesNoNoticeOfWhatWasNotSent() {
        call(Outcome.NOT_SENT);
        call(Outcome.NOT_SENT);
        call(Outcome.TEMPORARY);

        assertThat(breaker.circuitBreaker().getMetrics().getNumberOfBufferedCalls()).isOne();
        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void letsNobodyPassWhileItIsOpenAndFewAfterwards() {
        trip();
        assertThat(queue.pass()).isNull();
        assertThat(breaker.openFor()).get().satisfies(left -> assertThat(left).isBetween(OPEN, OPEN.plusMillis(1)));

        clock.forward(OPEN.plusMillis(1));

        for (int i = 0; i < FEW; i++) {
            assertThat(queue.pass()).isNotNull();
        }
        assertThat(queue.pass()).isNull();
        call(Outcome.DELIVERED);
        assertThat(breaker.state()).isEqualTo(BreakerState.HALF_OPEN);
        assertThat(queue.pass()).isNull();
        call(Outcome.DELIVERED);
        call(Outcome.DELIVERED);
        assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
        assertThat(queue.pass()).isNotNull();
        assertThat(changes).containsExactly("CLOSED>OPEN", "OPEN>HALF_OPEN", "HALF_OPEN>CLOSED");
    }

    @Test
    void letsThoseWhoWaitOutInTheirOrder() {
        trip();
        waiting(5);

        itsTimeIsOver();
        assertThat(letOut).containsExactly(1, 2, 3);
        call(Outcome.TEMPORARY);
        call(Outcome.TEMPORARY);
        call(Outcome.TEMPORARY);
        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
        assertThat(letOut).containsExactly(1, 2, 3);

        itsTimeIsOver();
        assertThat(letOut).containsExactly(1, 2, 3, 4, 5);
        assertThat(queue.size()).isZero();
    }

    @Test
    void letsAllOutWhenItCloses() {
        trip();
        waiting(100);

        itsTimeIsOver();
        assertThat(letOut).hasSize(FEW);
        call(Outcome.DELIVERED);
        call(Outcome.DELIVERED);
        assertThat(letOut).hasSize(FEW);
        call(Outcome.DELIVERED);

        assertThat(letOut).hasSize(100).isSorted();
    }

    @Test
    void letsTheNextOutForOneThatComesBackWithoutACall() {
        trip();
        List<BreakerQueue.Waiter> places = waiting(5);
        itsTimeIsOver();

        queue.giveBack(queue.leave(places.get(0)).orElseThrow());

        assertThat(letOut).containsExactly(1, 2, 3, 4);
    }

    @Test
    void letsTheNextOutLaterForOneThatWasRefused() {
        trip();
        List<BreakerQueue.Waiter> places = waiting(5);
        itsTimeIsOver();

        queue.refused(queue.leave(places.get(0)).orElseThrow());
        assertThat(letOut).containsExactly(1, 2, 3);
        runTimers();

        assertThat(letOut).containsExactly(1, 2, 3, 4);
    }

    @Test
    void takesNoPassBackFromBeforeTheLastChange() {
        trip();
        clock.forward(OPEN.plusMillis(1));
        BreakerQueue.Permit old = queue.pass();
        call(Outcome.TEMPORARY);
        call(Outcome.TEMPORARY);
        call(Outcome.TEMPORARY);
        clock.forward(OPEN.plusMillis(1));

        queue.giveBack(old);

        for (int i = 0; i < FEW; i++) {
            assertThat(queue.pass()).isNotNull();
        }
        assertThat(queue.pass()).isNull();
    }

    @Test
    void forgetsWhoHasLeft() {
        trip();
        List<BreakerQueue.Waiter> places = waiting(4);
        queue.leave(places.get(0));
        BreakerQueue.Waiter gone = new BreakerQueue.Waiter();
        queue.leave(gone);
        queue.join(gone, () -> letOut.add(99));

        itsTimeIsOver();

        assertThat(letOut).containsExactly(2, 3, 4);
    }

    @Test
    void waitsForATimerThatIsAheadOfTheClock() {
        trip();
        waiting(1);

        clock.forward(OPEN.minusMillis(5));
        runTimers();
        assertThat(letOut).isEmpty();
        clock.forward(Duration.ofMillis(6));
        runTimers();

        assertThat(letOut).containsExactly(1);
    }

    @Test
    void staysOpenWhenOpenedByHandUntilItIsClosedByHand() {
        breaker.circuitBreaker().transitionToForcedOpenState();
        waiting(2);
        clock.forward(OPEN.multipliedBy(2));
        runTimers();
        assertThat(letOut).isEmpty();
        assertThat(breaker.description()).contains("by hand");

        breaker.circuitBreaker().transitionToClosedState();

        assertThat(letOut).containsExactly(1, 2);
    }

    @Test
    void letsAllOutWhenItIsReset() {
        trip();
        waiting(2);

        breaker.circuitBreaker().reset();

        assertThat(letOut).containsExactly(1, 2);
    }

    private void trip() {
        call(Outcome.TEMPORARY);
        call(Outcome.TEMPORARY);
        call(Outcome.TEMPORARY);
        assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
    }

    private void itsTimeIsOver() {
        clock.forward(OPEN.plusMillis(1));
        runTimers();
    }

    private void runTimers() {
        List<Runnable> due = List.copyOf(scheduled);
        scheduled.clear();
        due.forEach(Runnable::run);
    }

    private List<BreakerQueue.Waiter> waiting(int count) {
        List<BreakerQueue.Waiter> places = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            int number = i;
            BreakerQueue.Waiter place = new BreakerQueue.Waiter();
            queue.join(place, () -> letOut.add(number));
            places.add(place);
        }
        return places;
    }

    /** As the EIP does it: permission first, then the result, wrapped as Camel wraps. */
    private void call(Outcome outcome) {
        CircuitBreaker circuitBreaker = breaker.circuitBreaker();
        circuitBreaker.acquirePermission();
        Consumer<Throwable> failed = failure -> circuitBreaker.onError(0, circuitBreaker.getTimestampUnit(), failure);
        if (outcome.succeeded()) {
            circuitBreaker.onSuccess(0, circuitBreaker.getTimestampUnit());
        } else {
            failed.accept(new RuntimeCamelException(
                    new AttemptFailedException(
                            new AttemptResult(
                                    outcome, null, false, "", null, null,
                                    null))));
        }
    }
}
