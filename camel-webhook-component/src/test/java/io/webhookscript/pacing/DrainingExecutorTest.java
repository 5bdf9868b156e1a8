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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A burst of short pieces wakes few threads, and a piece that hangs does not delay another one. */
class DrainingExecutorTest {

    /** Threads that were woken and have not run yet. */
    private final Deque<Runnable> woken = new ArrayDeque<>();
    private final List<Integer> done = new ArrayList<>();
    private final DrainingExecutor executor = new DrainingExecutor(woken::add);

    @Test
    void oneThreadIsWokenForABurst() {
        IntStream.range(0, 100).forEach(i -> executor.execute(() -> done.add(i)));

        assertThat(woken).hasSize(1);
    }

    @Test
    void theThreadRunsAllPiecesInTheirOrder() {
        IntStream.range(0, 100).forEach(i -> executor.execute(() -> done.add(i)));

        woken.removeFirst().run();

        assertThat(done).hasSize(100).isSorted();
    }

    @Test
    void aThreadWakesAnotherOneBeforeItsPiece() {
        AtomicBoolean hasHelp = new AtomicBoolean();
        executor.execute(() -> hasHelp.set(!woken.isEmpty()));
        executor.execute(() -> done.add(2));

        woken.removeFirst().run();

        assertThat(hasHelp).isTrue();
    }

    @Test
    void piecesRunWhileOthersHang() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        CountDownLatch all = new CountDownLatch(50);
        CountDownLatch end = new CountDownLatch(1);
        try {
            DrainingExecutor real = new DrainingExecutor(threads);
            IntStream.range(0, 50).forEach(i -> real.execute(() -> hang(all, end)));

            assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            end.countDown();
            threads.shutdownNow();
        }
    }

    private static void hang(CountDownLatch begun, CountDownLatch end) {
        begun.countDown();
        try {
            end.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aPieceThatFailsDoesNotEndTheOthers() {
        executor.execute(() -> {
            throw new IllegalStateException("a mistake");
        });
        IntStream.range(0, 3).forEach(i -> executor.execute(() -> done.add(i)));

        assertThatThrownBy(() -> woken.removeFirst().run()).isInstanceOf(IllegalStateException.class);
        woken.removeFirst().run();

        assertThat(done).containsExactly(0, 1, 2);
    }

    @Test
    void workRunsOnTheCallingThreadWhenThePoolIsClosed() {
        DrainingExecutor closed = new DrainingExecutor(work -> {
            throw new RejectedExecutionException("closed");
        });

        IntStream.range(0, 3).forEach(i -> closed.execute(() -> done.add(i)));

        assertThat(done).containsExactly(0, 1, 2);
    }

    @Test
    void allWorkRunsWhenThePoolIsClosedMeanwhile() {
        AtomicBoolean closed = new AtomicBoolean();
        DrainingExecutor closing = new DrainingExecutor(work -> {
            if (closed.get()) {
                throw new RejectedExecutionException("closed");
            }
            woken.add(work);
        });
        IntStream.range(0, 100_000).forEach(i -> closing.execute(() -> done.add(i)));
        closed.set(true);

        woken.removeFirst().run();

        assertThat(done).hasSize(100_000).isSorted();
    }

    @Test
    void workRunsLaterWhenNoThreadCanBeCreated() {
        AtomicBoolean full = new AtomicBoolean(true);
        DrainingExecutor limited = new DrainingExecutor(work -> {
            if (full.get()) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            woken.add(work);
        });
        assertThatThrownBy(() -> limited.execute(() -> done.add(1))).isInstanceOf(OutOfMemoryError.class);
        full.set(false);

        limited.execute(() -> done.add(2));
        woken.removeFirst().run();

        assertThat(done).containsExactly(1, 2);
    }

    @Test
    void nothingIsLostBetweenManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        ExecutorService callers = Executors.newFixedThreadPool(4);
        CountDownLatch all = new CountDownLatch(4 * 5_000);
        try {
            DrainingExecutor busy = new DrainingExecutor(threads);
            IntStream.range(0, 4).forEach(
                    caller -> callers.execute(() -> IntStream.range(0, 5_000).forEach(i -> busy.execute(all::countDown))));

            assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            callers.shutdownNow();
            threads.shutdownNow();
        }
    }
}
