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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that ends overdue calls on every tick. A timer that is woken for every call costs a third of the
 * throughput of a single caller; this one is woken only after a pause without calls.
 */
final class DeadlineTimer implements AutoCloseable {

    /** The precision of deadlines. */
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(10);
    /** How long the timer continues without a call, so that the next call does not have to wake it. */
    private static final long AWAKE = TimeUnit.SECONDS.toNanos(2);
    /** How often idle connections are checked. */
    private static final long CHORES = TimeUnit.SECONDS.toNanos(1);

    private static final Logger LOG = LoggerFactory.getLogger(DeadlineTimer.class);

    private final LongSupplier nanoTime;
    private final LongConsumer chores;
    private final DeadlineWheel running;
    private final Set<TickListener> watched = ConcurrentHashMap.newKeySet();
    private final Object starting = new Object();
    private volatile boolean closed;
    private volatile boolean asleep;
    private volatile Thread thread = new Thread("webhookscript-deadlines, not started");

    /** A listener that is called on each tick, beside the deadlines. */
    @FunctionalInterface
    interface TickListener {

        void tick(long now) throws IOException;
    }

    /** @param chores called about once a second with the current nano time */
    DeadlineTimer(LongSupplier nanoTime, LongConsumer chores) {
        this.nanoTime = nanoTime;
        this.chores = chores;
        this.running = new DeadlineWheel(nanoTime.getAsLong(), TICK);
    }

    void add(CallDeadline deadline) throws IOException {
        if (!running.add(deadline)) {
            deadline.tick(nanoTime.getAsLong());
        }
        if (asleep) {
            LockSupport.unpark(thread);
        } else if (!thread.isAlive()) {
            start();
        }
        if (closed) {
            deadline.close();
        }
    }

    void remove(CallDeadline deadline) {
        running.remove(deadline);
    }

    /** Registers a listener, which is called on each tick as long as there are calls. */
    void watch(TickListener ticking) {
        watched.add(ticking);
    }

    void unwatch(TickListener ticking) {
        watched.remove(ticking);
    }

    @Override
    public void close() {
        synchronized (starting) {
            closed = true;
        }
        running.forEach(deadline -> quietly(deadline::close));
        LockSupport.unpark(thread);
    }

    private void start() {
        synchronized (starting) {
            if (!closed && !thread.isAlive()) {
                Thread ticking = new Thread(this::run, "webhookscript-deadlines");
                ticking.setDaemon(true);
                ticking.start();
                thread = ticking;
            }
        }
    }

    private void run() {
        long lastCall = nanoTime.getAsLong();
        long lastChores = lastCall;
        while (!closed) {
            long now = nanoTime.getAsLong();
            if (!running.isEmpty()) {
                lastCall = now;
            }
            running.forEachDue(now, deadline -> quietly(() -> deadline.tick(now)));
            watched.forEach(ticking -> quietly(() -> ticking.tick(now)));
            if (now - lastChores >= CHORES) {
                lastChores = now;
                quietly(() -> chores.accept(now));
            }
            pause(now - lastCall >= AWAKE);
        }
    }

    private void pause(boolean nothingRuns) {
        if (!nothingRuns) {
            LockSupport.parkNanos(this, TICK);
            return;
        }
        asleep = true;
        if (running.isEmpty() && !closed) {
            LockSupport.parkNanos(this, CHORES);
        }
        asleep = false;
    }

    /**
     * Runs a step and catches any failure, even a missing class or lack of memory, so that other deadlines still work.
     */
    private static void quietly(Step step) {
        try {
            step.run();
        } catch (IOException | RuntimeException | Error e) {
            LOG.debug("A call could not be ended cleanly", e);
        }
    }

    private interface Step {
        void run() throws IOException;
    }
}
