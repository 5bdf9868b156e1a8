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
 * One thread that ends the calls whose time has passed, on every tick. A timer that is woken for every call costs a
 * third of the throughput of a single caller; this one is woken only when nothing ran for a while.
 */
final class DeadlineTimer implements AutoCloseable {

    /** A deadline is kept to within this. */
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(10);
    /** So long it goes on ticking without a call, to spare the next call the price of waking it. */
    private static final long AWAKE = TimeUnit.SECONDS.toNanos(2);
    /** How often idle connections are looked at. */
    private static final long CHORES = TimeUnit.SECONDS.toNanos(1);

    private static final Logger LOG = LoggerFactory.getLogger(DeadlineTimer.class);

    private final LongSupplier nanoTime;
    private final LongConsumer chores;
    private final DeadlineWheel running;
    private final Set<Ticking> watched = ConcurrentHashMap.newKeySet();
    private final Object starting = new Object();
    private volatile boolean closed;
    private volatile boolean asleep;
    private volatile Thread thread = new Thread("webhookscript-deadlines, not started");

    /** Something beside the deadlines that wants to know how time goes on. */
    @FunctionalInterface
    interface Ticking {

        void tick(long now) throws IOException;
    }

    /** @param chores called about once a second with the present nano time */
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

    /** From here on it is called on each tick, as long as there are calls. */
    void watch(Ticking ticking) {
        watched.add(ticking);
    }

    void unwatch(Ticking ticking) {
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

    /** Whatever goes wrong with one call, a missing class or no memory too, the time of all others is kept. */
    private static void quietly(Step step) {
        try {
            step.run();
        } catch (IOException | RuntimeException | Error e) {
            LOG.debug("A call could not be ended in order", e);
        }
    }

    private interface Step {
        void run() throws IOException;
    }
}
