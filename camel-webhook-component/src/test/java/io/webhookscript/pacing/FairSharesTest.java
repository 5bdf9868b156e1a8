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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** However much work one script has that does not end, another one's begins. */
class FairSharesTest {

    private static final Runnable HANGS = () -> {
    };

    /** Pieces that a worker took and that hang until the test runs them. */
    private final List<Runnable> begun = new ArrayList<>();
    private final FairExecutor shares = new FairExecutor(8, begun::add);

    @Test
    void givesOneScriptHalfOfTheWorkers() {
        Executor dead = shares.share();

        IntStream.range(0, 100).forEach(i -> dead.execute(HANGS));

        assertThat(begun).hasSize(4);
    }

    @Test
    void leavesRoomForANewcomerHoweverManyHang() {
        for (int scripts = 1; scripts <= 20; scripts++) {
            Executor dead = shares.share();
            int before = begun.size();

            IntStream.range(0, 100).forEach(i -> dead.execute(HANGS));

            assertThat(begun).hasSizeGreaterThan(before);
        }
        assertThat(begun).hasSizeLessThanOrEqualTo(8 + 20);
    }

    @Test
    void goesOnWithTheSameScriptWhenItsWorkEnds() {
        List<Integer> done = new ArrayList<>();
        Executor share = shares.share();
        IntStream.range(0, 100).forEach(i -> share.execute(() -> done.add(i)));
        assertThat(done).isEmpty();

        while (!begun.isEmpty()) {
            begun.remove(0).run();
        }

        assertThat(done).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void givesAFreedWorkerToWhoWasServedLongestAgo() {
        List<String> done = new ArrayList<>();
        Executor first = shares.share();
        Executor second = shares.share();
        IntStream.range(0, 20).forEach(i -> first.execute(() -> done.add("first")));
        IntStream.range(0, 20).forEach(i -> second.execute(() -> done.add("second")));

        while (!begun.isEmpty()) {
            begun.remove(0).run();
        }

        assertThat(Collections.frequency(done, "first")).isEqualTo(20);
        assertThat(done.subList(0, 20)).contains("first", "second");
    }

    @Test
    void outlivesWorkThatBreaksOff() {
        List<String> done = new ArrayList<>();
        Executor share = shares.share();
        IntStream.range(0, 10).forEach(i -> share.execute(() -> {
            throw new IllegalStateException("a mistake");
        }));
        share.execute(() -> done.add("the next"));

        while (!begun.isEmpty()) {
            begun.remove(0).run();
        }

        assertThat(done).containsExactly("the next");
    }

    @Test
    void runsAllOnTheThreadThatBringsItWhenThereAreNoOthers() {
        List<Integer> done = new ArrayList<>();
        FairExecutor alone = new FairExecutor(8, Runnable::run);
        Executor share = alone.share();

        IntStream.range(0, 10_000).forEach(i -> share.execute(() -> done.add(i)));

        assertThat(done).hasSize(10_000).isSorted();
    }

    @Test
    void losesNothingBetweenManyThreads() throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(8);
        ExecutorService callers = Executors.newFixedThreadPool(4);
        FairExecutor busy = new FairExecutor(8, workers);
        CountDownLatch all = new CountDownLatch(4 * 5_000);
        try {
            for (int caller = 0; caller < 4; caller++) {
                Executor share = busy.share();
                callers.execute(() -> IntStream.range(0, 5_000).forEach(i -> share.execute(all::countDown)));
            }

            assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            callers.shutdownNow();
            workers.shutdownNow();
        }
    }
}
