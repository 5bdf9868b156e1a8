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
package io.webhookscript.deadletter;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

import io.webhookscript.deadletter.ReplayStatus.Counts;
import io.webhookscript.delivery.DeliveryThreads;
import io.webhookscript.store.DeadLetterFilter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One replay. It holds no thread: a worker makes a step, and the timer starts the next one after a pause, which grows
 * while nothing changes. Thread-safe; only one step runs at a time.
 */
final class ReplayRun {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayRun.class);

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final String id;
    private final DeadLetterFilter filter;
    private final DeliveryThreads threads;
    private final Instant startedAt;
    private final List<ReplayLane> lanes = new ArrayList<>();
    private Duration pause = SHORTEST;
    private long selected;
    private Counts counts = Counts.NONE;
    private ReplayStatus.State state = ReplayStatus.State.RUNNING;
    private @Nullable Instant endedAt;
    private @Nullable String problem;
    private volatile boolean closed;

    ReplayRun(String id, DeadLetterFilter filter, DeliveryThreads threads) {
        this.id = id;
        this.filter = filter;
        this.threads = threads;
        this.startedAt = threads.clock().instant();
    }

    String id() {
        return id;
    }

    DeadLetterFilter filter() {
        return filter;
    }

    /** @param numbers the selected letters by script */
    void begin(Map<String, Long> numbers, Function<String, ReplayLane> lane) {
        numbers.keySet().stream().sorted().map(lane).forEach(lanes::add);
        synchronized (this) {
            selected = numbers.values().stream().mapToLong(Long::longValue).sum();
        }
        LOG.info("{} ({}) sends {} dead letters again", id, filter, status().selected());
        threads.run(this::step);
    }

    private void step() {
        if (closed) {
            return;
        }
        long began = System.nanoTime();
        Counts before = counts;
        @Nullable
        String trouble = null;
        try {
            for (ReplayLane lane : lanes) {
                lane.settle();
                lane.advance(this::mayContinue);
            }
        } catch (RuntimeException failure) {
            trouble = String.valueOf(failure.getMessage());
            LOG.debug("{} cannot continue now", id, failure);
        }
        boolean over = noted(trouble);
        if (!over) {
            // a slow database is not asked all the time
            Duration least = Duration.ofNanos(System.nanoTime() - began);
            pause = counts.equals(before) ? longer(pause) : SHORTEST;
            continueIn(pause.compareTo(least) < 0 ? least : pause);
        }
    }

    private void continueIn(Duration delay) {
        try {
            threads.later(delay, this::step);
        } catch (RejectedExecutionException stopped) {
            LOG.debug("{} ends with its component", id);
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }

    private boolean mayContinue() {
        return !closed && isRunning();
    }

    /** @return whether there is nothing left to do */
    private synchronized boolean noted(@Nullable String trouble) {
        counts = lanes.stream().map(ReplayLane::counts).reduce(Counts.NONE, Counts::plus);
        problem = trouble != null
                ? trouble : lanes.stream().map(ReplayLane::problem).filter(p -> p != null).findFirst()
                        .orElse(null);
        boolean settled = lanes.stream().noneMatch(ReplayLane::isWaiting);
        if (state == ReplayStatus.State.RUNNING && settled && lanes.stream().allMatch(ReplayLane::isExhausted)) {
            end(ReplayStatus.State.COMPLETED);
        }
        return settled && state != ReplayStatus.State.RUNNING;
    }

    private void end(ReplayStatus.State how) {
        state = how;
        endedAt = threads.clock().instant();
        LOG.info("{} ({}) is {}: {} dead letters were sent again", id, filter, how.name().toLowerCase(Locale.ROOT),
                counts.accepted());
    }

    synchronized void stop() {
        if (state == ReplayStatus.State.RUNNING) {
            end(ReplayStatus.State.STOPPED);
        }
    }

    synchronized boolean isRunning() {
        return state == ReplayStatus.State.RUNNING;
    }

    /** The component stops: letters that were not sent again stay as they are. */
    void close() {
        closed = true;
    }

    synchronized ReplayStatus status() {
        return new ReplayStatus(id, filter, state, startedAt, endedAt, selected, counts, problem);
    }
}
