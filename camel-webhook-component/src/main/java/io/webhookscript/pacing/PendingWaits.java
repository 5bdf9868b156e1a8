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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * The deliveries of one script that wait: for a retry, for their turn in the rate, or for the breaker. A wait holds no
 * thread; the delivery continues on a worker. {@link #endAll} ends all waits at once, and later waits as soon as they
 * begin. Thread-safe.
 */
public final class PendingWaits {

    private final Timer timer;
    private final Executor workers;
    private final Set<Wait> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    public PendingWaits(Timer timer, Executor workers) {
        this.timer = timer;
        this.workers = workers;
    }

    private static void nothing() {
        // there is nothing to cancel yet
    }

    /** A handle to end one wait before its time. */
    @FunctionalInterface
    public interface WaitHandle {

        /** Ends the wait as if its time had come; has no effect when it is over. */
        void end();
    }

    /** A callback that is called once, on a worker, when its wait is over. */
    public interface Continuation {

        /** @param inTime false when the wait was ended before its time */
        void resume(boolean inTime);
    }

    private final class Wait implements WaitHandle {

        private final Continuation continuation;
        private final Executor executor;
        private volatile Runnable cancel = PendingWaits::nothing;

        private Wait(Continuation continuation, Executor executor) {
            this.continuation = continuation;
            this.executor = executor;
        }

        @Override
        public void end() {
            end(true);
        }

        private void end(boolean inTime) {
            if (waiting.remove(this)) {
                cancel.run();
                executor.execute(() -> continuation.resume(inTime));
            }
        }
    }

    public WaitHandle waitFor(Duration duration, Continuation continuation) {
        return begin(duration, new Wait(continuation, workers));
    }

    /**
     * Waits on the caller's thread.
     *
     * @param  begun receives the handle of the wait, which may be over already
     * @return       false when the wait was ended before its time
     */
    public boolean await(Duration duration, Consumer<WaitHandle> begun) {
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        begun.accept(begin(duration, new Wait(over::complete, Runnable::run)));
        return over.join();
    }

    private WaitHandle begin(Duration duration, Wait wait) {
        waiting.add(wait);
        try {
            wait.cancel = timer.schedule(duration, () -> wait.end(true));
        } catch (RejectedExecutionException closed) {
            wait.end(false);
        }
        if (ended) {
            wait.end(false);
        }
        return wait;
    }

    /** Whether waits are ended as soon as they begin. */
    public boolean areEnded() {
        return ended;
    }

    public int size() {
        return waiting.size();
    }

    public void endAll() {
        ended = true;
        waiting.forEach(wait -> wait.end(false));
    }

    /** Allows waits again, after a route was restarted or resumed. */
    public void reopen() {
        ended = false;
    }
}
