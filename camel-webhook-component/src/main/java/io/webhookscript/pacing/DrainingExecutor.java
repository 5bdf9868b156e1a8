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

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs work on the threads of a pool, each of which takes one piece after the other until there is none. All work
 * begins at once, as with the pool alone, but the threads wake each other: the first one wakes a second one when there
 * is more work, and so on. So a burst of short pieces needs a few threads, and does not wake one for each piece.
 * Thread-safe.
 */
public final class DrainingExecutor implements Executor {

    private final Executor pool;
    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    /** Whether a thread was woken that has taken no work yet. */
    private final AtomicBoolean waking = new AtomicBoolean();

    /**
     * @param pool starts each task on a thread at once; when it rejects one, the work runs on the calling thread, so
     *             that none is lost
     */
    public DrainingExecutor(Executor pool) {
        this.pool = pool;
    }

    @Override
    public void execute(Runnable work) {
        queue.add(work);
        if (!wake()) {
            drain();
        }
    }

    /** Wakes a thread, unless one is being woken; false when the pool rejects that. */
    private boolean wake() {
        if (!waking.compareAndSet(false, true)) {
            return true;
        }
        try {
            pool.execute(this::begin);
            return true;
        } catch (RejectedExecutionException closed) {
            waking.set(false);
            return false;
        } catch (RuntimeException | Error failure) {
            waking.set(false);
            throw failure;
        }
    }

    private void begin() {
        waking.set(false);
        drain();
    }

    /** Runs all work. A piece that fails ends its thread, but no other piece. */
    private void drain() {
        boolean complete = false;
        try {
            for (Runnable work = queue.poll(); work != null; work = queue.poll()) {
                wakeForMore();
                work.run();
            }
            complete = true;
        } finally {
            if (!complete) {
                wakeForMore();
            }
        }
    }

    /** If the pool is closed, this thread does the rest. */
    private void wakeForMore() {
        boolean unused = queue.isEmpty() || wake();
    }
}
