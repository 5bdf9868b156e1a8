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
package io.webhookscript;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.webhookscript.delivery.DeliveryThreads;
import io.webhookscript.pacing.SettableClock;

/** The time of a component that stands still until a test moves it. Work that becomes due then runs, in its order. */
public final class GivenTime {

    private final SettableClock clock;
    private final List<Work> planned = new ArrayList<>();

    private record Work(Instant due, Runnable run) {
    }

    public GivenTime(String start) {
        this.clock = new SettableClock(Instant.parse(start));
    }

    /** Before the component starts. Folders are not watched, since their files are read in real time. */
    public void rules(WebhookScriptTestSupport camel) {
        camel.component().setWatch(false);
        camel.component().useTime(new DeliveryThreads.Time(clock, clock, this::schedule));
    }

    public Instant now() {
        return clock.instant();
    }

    private synchronized Runnable schedule(Duration delay, Runnable run) {
        Work work = new Work(clock.instant().plus(delay), run);
        planned.add(work);
        return () -> cancel(work);
    }

    private synchronized void cancel(Work work) {
        planned.remove(work);
    }

    private synchronized Optional<Work> nextUntil(Instant time) {
        Optional<Work> next = planned.stream().filter(work -> !work.due().isAfter(time))
                .min(Comparator.comparing(Work::due));
        next.ifPresent(planned::remove);
        return next;
    }

    public void forward(Duration duration) {
        Instant until = clock.instant().plus(duration);
        for (Optional<Work> work = nextUntil(until); work.isPresent(); work = nextUntil(until)) {
            Duration left = Duration.between(clock.instant(), work.get().due());
            clock.forward(left.isNegative() ? Duration.ZERO : left);
            work.get().run().run();
        }
        clock.forward(Duration.between(clock.instant(), until));
    }
}
