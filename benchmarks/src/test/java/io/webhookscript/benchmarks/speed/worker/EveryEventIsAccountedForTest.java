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
package io.webhookscript.benchmarks.speed.worker;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.webhookscript.benchmarks.speed.peer.CallResult;
import io.webhookscript.benchmarks.speed.peer.Event;
import io.webhookscript.benchmarks.speed.peer.Peer;
import io.webhookscript.benchmarks.speed.receiver.Destination;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a competitor does with an event, it is counted once. */
class EveryEventIsAccountedForTest {

    private static final int CALLERS = 4;
    private static final Duration MAX = Duration.ofSeconds(30);

    private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    private final Tally tally = new Tally();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void resultsAreCountedByKind() throws Exception {
        Turns turns = run((Peer.Blocking) EveryEventIsAccountedForTest::resultByNumber, 300, MAX);

        assertThat(turns.begun()).isEqualTo(300);
        assertThat(tally.delivered()).isEqualTo(100);
        assertThat(tally.wrong()).isEqualTo(100);
        assertThat(tally.failed()).isEqualTo(100);
        assertThat(tally.failures()).containsEntry("busy", 100L).hasSize(1);
        assertThat(turns.percentiles().nanos()).hasSize(300);
    }

    @Test
    void eventsThatEndOnAnotherThreadAreCounted() throws Exception {
        Turns turns = run(
                (Peer.Asynchronous) (destination, event) -> CompletableFuture
                        .supplyAsync(() -> resultByNumber(destination, event)),
                300, MAX);

        assertThat(tally.ended()).isEqualTo(turns.begun()).isEqualTo(300);
    }

    @Test
    void aChainOfHundredThousandThatEndAtOnceIsCounted() throws Exception {
        Turns turns = run(
                (Peer.Asynchronous) (destination, event) -> CompletableFuture
                        .completedFuture(resultByNumber(destination, event)),
                100_000, MAX);

        assertThat(tally.ended()).isEqualTo(turns.begun()).isEqualTo(100_000);
    }

    @Test
    void aFutureThatFailsIsAFailure() throws Exception {
        run((Peer.Asynchronous) (destination, event) -> CompletableFuture.failedFuture(new IllegalStateException("broken")), 8,
                MAX);

        assertThat(tally.failures()).containsEntry("IllegalStateException", 8L);
    }

    @Test
    void noEventBeginsWhenTheTimeIsOver() throws Exception {
        Turns turns = run((Peer.Blocking) EveryEventIsAccountedForTest::resultByNumber, 300, Duration.ZERO);

        assertThat(turns.begun()).isZero();
        assertThat(tally.ended()).isZero();
        assertThat(turns.percentiles().micros(0.5)).isNaN();
    }

    @Test
    void theLeastNumberOfEventsBeginsAllTheSame() throws Exception {
        Turns turns = run((Peer.Blocking) EveryEventIsAccountedForTest::slowly,
                new Order.Load(Destination.OK, CALLERS, 20, 300, 10));

        assertThat(turns.begun()).isBetween(20, 20 + CALLERS);
        assertThat(tally.ended()).isEqualTo(turns.begun());
    }

    @Test
    void theLeastNumberIsGivenUpWhenTheTimeIsOverTenTimes() throws Exception {
        Turns turns = run((Peer.Blocking) EveryEventIsAccountedForTest::slowly,
                new Order.Load(Destination.OK, CALLERS, 100_000, 100_000, 2));

        assertThat(turns.begun()).isLessThan(1_000);
        assertThat(tally.ended()).isEqualTo(turns.begun());
    }

    private Turns run(Peer peer, int events, Duration time) throws InterruptedException {
        return run(peer, new Order.Load(Destination.OK, CALLERS, 0, events, time.toMillis()));
    }

    private Turns run(Peer peer, Order.Load order) throws InterruptedException {
        Turns turns = new Turns(order);
        Callers callers = new Callers(peer, Destination.OK, CALLERS, turns, tally);
        callers.begin(threads);
        assertThat(callers.await(MAX)).isTrue();
        return turns;
    }

    /** Longer than the time of a round. */
    private static CallResult slowly(Destination destination, Event event) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(3));
        return resultByNumber(destination, event);
    }

    private static CallResult resultByNumber(Destination destination, Event event) {
        return switch (event.number() % 3) {
            case 0 -> new CallResult(true, "c-" + event.messageId(), "gold", null);
            case 1 -> new CallResult(true, "c-m-other", "gold", null);
            default -> new CallResult(false, null, null, "busy");
        };
    }
}
