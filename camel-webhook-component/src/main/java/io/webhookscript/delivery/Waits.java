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
package io.webhookscript.delivery;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The deliveries of one script that wait: for a retry, for their turn in the rate, or for the breaker. A wait holds no
 * thread; what goes on after it runs on a worker. {@link #endAll} ends all waits at once, and those that come later
 * immediately. Thread-safe.
 */
final class Waits {

    private final Timer timer;
    private final Executor workers;
    private final Set<Wait> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    Waits(Timer timer, Executor workers) {
        this.timer = timer;
        this.workers = workers;
    }

    /** Told once, on a worker, how its wait ended. */
    interface Continuation {

        /** @param inTime false when the wait was ended before its time */
        void resume(boolean inTime);
    }

    private final class Wait {

        private final Continuation continuation;
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile Runnable cancel = () -> {
        };

        private Wait(Continuation continuation) {
            this.continuation = continuation;
        }

        private void end(boolean inTime) {
            if (over.compareAndSet(false, true)) {
                waiting.remove(this);
                cancel.run();
                workers.execute(() -> continuation.resume(inTime));
            }
        }
    }

    void waitFor(Duration duration, Continuation continuation) {
        Wait wait = new Wait(continuation);
        waiting.add(wait);
        wait.cancel = timer.schedule(duration, () -> wait.end(true));
        if (ended) {
            wait.end(false);
        }
    }

    int size() {
        return waiting.size();
    }

    void endAll() {
        ended = true;
        waiting.forEach(wait -> wait.end(false));
    }

    /** Waits are possible again, after a route was started anew. */
    void reopen() {
        ended = false;
    }
}
