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
package io.webhookscript.pacing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Each wait ends once: in its time, or when all waits are ended. */
class WaitsTest {

    private final List<Runnable> scheduled = new ArrayList<>();
    private final List<Boolean> ended = new ArrayList<>();
    private int cancelled;

    private final PendingWaits waits = new PendingWaits((delay, work) -> {
        scheduled.add(work);
        return () -> cancelled++;
    }, Runnable::run);

    @Test
    void goesOnWhenTheTimeHasCome() {
        waits.waitFor(Duration.ofSeconds(1), ended::add);
        assertThat(waits.size()).isOne();

        scheduled.get(0).run();
        waits.endAll();

        assertThat(ended).containsExactly(true);
        assertThat(waits.size()).isZero();
    }

    @Test
    void endsAllAtOnceAndTakesThemOutOfTheTimer() {
        waits.waitFor(Duration.ofSeconds(1), ended::add);
        waits.waitFor(Duration.ofSeconds(2), ended::add);

        waits.endAll();
        scheduled.forEach(Runnable::run);

        assertThat(ended).containsExactly(false, false);
        assertThat(cancelled).isEqualTo(2);
    }

    @Test
    void letsNoWaitBeginOnceTheyAreEnded() {
        waits.endAll();

        waits.waitFor(Duration.ofSeconds(1), ended::add);

        assertThat(ended).containsExactly(false);
    }

    @Test
    void endsAtOnceWhereNothingCanBeTimedAnyMore() {
        PendingWaits closed = new PendingWaits((delay, work) -> {
            throw new RejectedExecutionException("closed");
        }, Runnable::run);

        closed.waitFor(Duration.ofSeconds(1), ended::add);

        assertThat(ended).containsExactly(false);
        assertThat(closed.size()).isZero();
    }

    @Test
    void waitsOnTheCallersThreadWithoutAWorker() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        PendingWaits transacted = new PendingWaits((delay, work) -> {
            begun.countDown();
            return () -> {
            };
        }, work -> {
            throw new AssertionError("a worker was asked for");
        });
        CompletableFuture<Boolean> inTime
                = CompletableFuture.supplyAsync(() -> transacted.await(Duration.ofHours(1), waiting -> {
                }));
        begun.await();

        transacted.endAll();

        assertThat(inTime.get(30, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void waitsAgainAfterItIsReopened() {
        waits.endAll();
        waits.reopen();

        waits.waitFor(Duration.ofSeconds(1), ended::add);

        assertThat(ended).isEmpty();
        assertThat(waits.size()).isOne();
    }
}
