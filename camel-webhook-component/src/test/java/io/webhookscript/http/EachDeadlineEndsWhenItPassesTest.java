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
package io.webhookscript.http;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import io.webhookscript.http.CallDeadline.State;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EachDeadlineEndsWhenItPassesTest {

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(10);

    private final AtomicLong clock = new AtomicLong(Long.MIN_VALUE / 2);

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3 })
    void endsThoseThatHavePassedAndNoOther(long seed) throws IOException {
        Random random = new Random(seed);
        DeadlineWheel wheel = new DeadlineWheel(clock.get(), TICK);
        List<CallDeadline> deadlines = new ArrayList<>();
        for (int step = 0; step < 2_000; step++) {
            if (step < 1_500) {
                CallDeadline deadline = deadline(random.nextInt(8_000));
                deadlines.add(deadline);
                assertThat(wheel.add(deadline)).isTrue();
            }
            boolean jumps = step % 500 == 499; // further than a round
            clock.addAndGet(jumps ? TimeUnit.SECONDS.toNanos(4) : random.nextInt(30_000_000));

            wheel.forEachDue(clock.get(), this::tick);

            assertThat(deadlines).allSatisfy(d -> assertThat(d.state())
                    .isEqualTo(d.end() - clock.get() <= 0 ? State.EXPIRED : State.RUNNING));
            deadlines.removeIf(d -> d.state() == State.EXPIRED && remove(wheel, d));
        }
        assertThat(deadlines).isEmpty();
        assertThat(wheel.isEmpty()).isTrue();
    }

    @Test
    void saysWhenTheTurnOfADeadlineHasPassedBeforeItWasAdded() {
        DeadlineWheel wheel = new DeadlineWheel(clock.get(), TICK);
        CallDeadline late = deadline(5);
        CallDeadline inTime = deadline(50);

        clock.addAndGet(3 * TICK);
        wheel.forEachDue(clock.get(), this::tick);

        assertThat(wheel.add(late)).isFalse();
        assertThat(wheel.add(inTime)).isTrue();
    }

    /** A look at the calls that fails, in whatever way, leaves the time of the others to the same thread. */
    @Test
    void goesOnAfterACallThatCannotBeEnded() throws Exception {
        BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
        AtomicLong chores = new AtomicLong();
        LongSupplier fast = () -> 50 * System.nanoTime();
        try (DeadlineTimer timer = new DeadlineTimer(fast, now -> {
            chores.incrementAndGet();
            throw new IllegalStateException("made up");
        })) {
            long seconds = 1;
            for (Throwable failure : List.of(new IllegalStateException("made up"), new NoClassDefFoundError("made up"),
                    new IOException("made up"))) {
                CallDeadline deadline = new CallDeadline(fast, Duration.ofSeconds(seconds++));
                deadline.guard(() -> {
                    threads.add(Thread.currentThread());
                    throwAny(failure);
                });
                timer.add(deadline);
            }
            Thread first = threads.poll(20, TimeUnit.SECONDS);

            assertThat(first).isNotNull().isSameAs(threads.poll(20, TimeUnit.SECONDS));
            assertThat(first).isSameAs(threads.poll(20, TimeUnit.SECONDS));
            Awaitility.await().until(() -> chores.get() >= 2);
            assertThat(first.isAlive()).isTrue();
        }
    }

    private CallDeadline deadline(int millis) {
        return new CallDeadline(clock::get, Duration.ofMillis(millis));
    }

    private void tick(CallDeadline deadline) {
        try {
            deadline.tick(clock.get());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean remove(DeadlineWheel wheel, CallDeadline deadline) {
        wheel.remove(deadline);
        return true;
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwAny(Throwable failure) throws T {
        throw (T) failure;
    }
}
