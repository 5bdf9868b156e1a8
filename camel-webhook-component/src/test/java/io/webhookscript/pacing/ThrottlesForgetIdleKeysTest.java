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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ThrottlesForgetIdleKeysTest {

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final ThrottleChores chores = new ThrottleChores(timer, Duration.ofMillis(5));

    @AfterEach
    void stop() {
        chores.shutdownNow();
        timer.shutdownNow();
    }

    /** What a throttle schedules with a request. */
    private static ScheduledFuture<?> request(ThrottleChores chores) {
        return chores.schedule(() -> {
        }, 1, TimeUnit.HOURS);
    }

    @Test
    void forgetsAKeyAfterItsIdleTime() {
        AtomicInteger forgotten = new AtomicInteger();
        long began = System.nanoTime();
        AtomicInteger millis = new AtomicInteger();

        ScheduledFuture<?> chore = chores.schedule(() -> {
            millis.set((int) Duration.ofNanos(System.nanoTime() - began).toMillis());
            forgotten.incrementAndGet();
        }, 50, TimeUnit.MILLISECONDS);

        await().until(chore::isDone);
        assertThat(forgotten).hasValue(1);
        assertThat(millis.get()).isGreaterThanOrEqualTo(50);
        assertThat(chores.waiting()).isZero();
    }

    @Test
    void forgetsNothingForAKeyThatIsUsedAgain() throws Exception {
        AtomicInteger forgotten = new AtomicInteger();
        ScheduledFuture<?> before = chores.schedule(forgotten::incrementAndGet, 0, TimeUnit.HOURS);
        await().until(before::isDone);
        ScheduledFuture<?> used = chores.schedule(forgotten::incrementAndGet, 1, TimeUnit.HOURS);
        ScheduledFuture<?> last = chores.schedule(forgotten::incrementAndGet, 1, TimeUnit.MILLISECONDS);

        assertThat(used.cancel(false)).isTrue();

        await().until(last::isDone);
        assertThat(forgotten).hasValue(2);
        assertThat(chores.waiting()).isZero();
    }

    @Test
    void sweepsAgainForWorkThatCameAfterAnIdleTime() {
        for (int round = 0; round < 3; round++) {
            AtomicInteger forgotten = new AtomicInteger();
            ScheduledFuture<?> chore = chores.schedule(forgotten::incrementAndGet, 1, TimeUnit.MILLISECONDS);
            await().until(chore::isDone);
            assertThat(forgotten).hasValue(1);
        }
    }

    @Test
    void keepsOneWorkForEachKeyHoweverManyThreadsUseIt() throws Exception {
        int threads = 8;
        ScheduledExecutorService callers = Executors.newScheduledThreadPool(threads);
        CountDownLatch begin = new CountDownLatch(1);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            running.add(callers.submit(() -> {
                begin.await();
                ScheduledFuture<?> before = request(chores);
                for (int n = 0; n < 1_000; n++) {
                    ScheduledFuture<?> next = request(chores);
                    before.cancel(false);
                    before = next;
                }
                return null;
            }));
        }
        begin.countDown();
        for (Future<?> caller : running) {
            caller.get(20, TimeUnit.SECONDS);
        }
        callers.shutdown();

        assertThat(chores.waiting()).isEqualTo(threads);
    }

    @Test
    void forgetsCancelledWorkAtOnce() {
        ThrottleChores withoutSweep = new ThrottleChores(timer, Duration.ofHours(1));
        List<ScheduledFuture<?>> used = new ArrayList<>();
        for (int key = 0; key < 1_000; key++) {
            used.add(request(withoutSweep));
        }

        for (int n = 0; n < 50; n++) {
            for (int key = 0; key < used.size(); key++) {
                ScheduledFuture<?> next = request(withoutSweep);
                used.set(key, next).cancel(false);
            }
        }

        assertThat(withoutSweep.waiting()).isEqualTo(used.size());
        used.forEach(chore -> chore.cancel(false));
        assertThat(withoutSweep.waiting()).isZero();
    }

    @Test
    void runsDueWorkAmongManyThatAreNot() {
        AtomicInteger forgotten = new AtomicInteger();
        for (int key = 1; key < 10_000; key++) {
            ScheduledFuture<?> unused = chores.schedule(forgotten::incrementAndGet, 1, TimeUnit.HOURS);
        }

        ScheduledFuture<?> due = chores.schedule(forgotten::incrementAndGet, 0, TimeUnit.HOURS);

        await().until(due::isDone);
        assertThat(forgotten).hasValue(1);
        assertThat(chores.waiting()).isEqualTo(9_999);
    }
}
