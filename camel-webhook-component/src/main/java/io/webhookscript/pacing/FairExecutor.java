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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Divides a number of workers among scripts, so that a script whose receiver hangs cannot hold them all. A script may
 * begin another piece of work only while it has fewer running than there are free workers. A single script gets half of
 * the workers; two busy scripts get a third each. One piece of work of each script may always run. Thread-safe.
 */
public final class FairExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(FairExecutor.class);

    private final int workers;
    private final Executor executor;
    // not a monitor, which would pin a virtual thread
    private final ReentrantLock lock = new ReentrantLock();
    /** The scripts with queued work; the script that was served last is at the end. */
    private final Deque<ScriptExecutor> queue = new ArrayDeque<>();
    private int running;

    /**
     * @param workers  the number of pieces of work that may run at a time, beside the one that each script may always
     *                 run
     * @param executor starts all work at once and never rejects it
     */
    public FairExecutor(int workers, Executor executor) {
        this.workers = workers;
        this.executor = executor;
    }

    /** Returns the executor of one script. It begins work in the order of submission. */
    public Executor share() {
        return new ScriptExecutor();
    }

    private final class ScriptExecutor implements Executor {

        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private int mine;

        @Override
        public void execute(Runnable work) {
            lock.lock();
            try {
                waiting.addLast(work);
                if (waiting.size() == 1) {
                    queue.addLast(this);
                }
            } finally {
                lock.unlock();
            }
            begin();
        }

        private boolean mayBegin() {
            return mine == 0 || mine < workers - running;
        }

        private QueuedWork take() {
            queue.remove(this);
            QueuedWork piece = new QueuedWork(this, waiting.removeFirst());
            if (!waiting.isEmpty()) {
                queue.addLast(this);
            }
            mine++;
            running++;
            return piece;
        }
    }

    private record QueuedWork(ScriptExecutor owner, Runnable work) {
    }

    /** Begins all work that may begin now. */
    private void begin() {
        for (QueuedWork next = next(); next != null; next = next()) {
            QueuedWork piece = next;
            executor.execute(() -> work(piece));
        }
    }

    private @Nullable QueuedWork next() {
        lock.lock();
        try {
            for (ScriptExecutor script : queue) {
                if (script.mayBegin()) {
                    return script.take();
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Runs one piece of work, then continues on the same worker with the next one that may begin. */
    private void work(QueuedWork first) {
        QueuedWork piece = first;
        while (piece != null) {
            run(piece);
            piece = next();
            if (piece != null) {
                begin();
            }
        }
    }

    private void run(QueuedWork piece) {
        try {
            piece.work.run();
        } catch (RuntimeException | Error failure) {
            // the work reports its failures itself; this one is a bug in it, and the worker continues
            LOG.error("queued work failed with an unexpected exception", failure);
        } finally {
            ended(piece);
        }
    }

    private void ended(QueuedWork piece) {
        lock.lock();
        try {
            piece.owner.mine--;
            running--;
        } finally {
            lock.unlock();
        }
    }
}
