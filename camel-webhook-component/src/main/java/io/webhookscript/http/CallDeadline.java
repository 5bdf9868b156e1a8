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

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * The deadline of one call. When it has passed, the connection of the call is closed, which ends any blocking
 * operation. A call that ended in time is no longer affected, so its connection may be used again.
 */
final class CallDeadline {

    enum State {
        RUNNING,
        DONE,
        EXPIRED,
        /** The client was closed. */
        CLOSED
    }

    private final LongSupplier nanoTime;
    private final long end;
    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
    private volatile @Nullable Closeable guarded;

    CallDeadline(LongSupplier nanoTime, Duration total) {
        this.nanoTime = nanoTime;
        this.end = nanoTime.getAsLong() + total.toNanos();
    }

    /** Returns the remaining time, zero when the deadline has passed. */
    Duration left() {
        return Duration.ofNanos(state.get() == State.RUNNING ? Math.max(0, end - nanoTime.getAsLong()) : 0);
    }

    /** Returns the nano time at which the deadline passes. */
    long end() {
        return end;
    }

    State state() {
        return Objects.requireNonNull(state.get());
    }

    /**
     * Registers what must be closed when the deadline passes; it replaces the previous one. Closes it at once if the
     * deadline has already passed.
     */
    void guard(Closeable inUse) throws IOException {
        guarded = inUse;
        if (state.get() != State.RUNNING) {
            inUse.close();
        }
    }

    /** Stops the deadline; false when it had already passed. */
    boolean done() {
        boolean inTime = state.compareAndSet(State.RUNNING, State.DONE);
        guarded = null;
        return inTime;
    }

    /** Checks the deadline, for code that computes without reading from the connection. */
    void check() throws IOException {
        if (state.get() != State.RUNNING) {
            throw new IOException("the deadline passed");
        }
    }

    /** Called by the timer when the deadline is due. */
    void tick(long now) throws IOException {
        if (now - end >= 0) {
            stop(State.EXPIRED);
        }
    }

    /** Called when the client is closed. */
    void close() throws IOException {
        stop(State.CLOSED);
    }

    private void stop(State why) throws IOException {
        if (state.compareAndSet(State.RUNNING, why)) {
            Closeable inUse = guarded;
            if (inUse != null) {
                inUse.close();
            }
        }
    }
}
