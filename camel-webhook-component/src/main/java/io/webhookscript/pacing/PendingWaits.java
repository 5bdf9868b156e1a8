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
 * thread; what goes on after it runs on a worker. {@link #endAll} ends all waits at once, and those that come later
 * immediately. Thread-safe.
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

    /** One wait, for whoever may end it before its time. */
    @FunctionalInterface
    public interface Waiting {

        /** As if its time had come; without effect when it is over. */
        void end();
    }

    /** Told once, on a worker, how its wait ended. */
    public interface Continuation {

        /** @param inTime false when the wait was ended before its time */
        void resume(boolean inTime);
    }

    private final class Wait implements Waiting {

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

    public Waiting waitFor(Duration duration, Continuation continuation) {
        return begin(duration, new Wait(continuation, workers));
    }

    /**
     * PendingWaits on the caller's thread.
     *
     * @param  begun told of the wait, which then may be over already
     * @return       false when the wait was ended before its time
     */
    public boolean await(Duration duration, Consumer<Waiting> begun) {
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        begun.accept(begin(duration, new Wait(over::complete, Runnable::run)));
        return over.join();
    }

    private Waiting begin(Duration duration, Wait wait) {
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

    /** PendingWaits are possible again, after a route was started anew or resumed. */
    public void reopen() {
        ended = false;
    }
}
