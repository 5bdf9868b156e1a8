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
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Divides a number of workers among scripts, so that one whose receiver hangs cannot hold them all: a script may begin
 * another piece of work only while fewer of its own run than workers are free. Alone it gets half of them, beside
 * another one that holds all it can a third. One piece of each script may always run. Thread-safe.
 */
public final class FairExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(FairExecutor.class);

    private final int workers;
    private final Executor executor;
    // not a monitor, which would pin a virtual thread
    private final ReentrantLock lock = new ReentrantLock();
    /** Those with work that has not begun; the one that was served last is at the end. */
    private final Deque<Share> queue = new ArrayDeque<>();
    private int running;

    /**
     * @param workers  pieces of work that may run at a time, beside the one that each script may always run
     * @param executor runs at once all that it is given, and never refuses
     */
    public FairExecutor(int workers, Executor executor) {
        this.workers = workers;
        this.executor = executor;
    }

    /** The share of one script, in which work begins in the order in which it came. */
    public Executor share() {
        return new Share();
    }

    private final class Share implements Executor {

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

        private Piece take() {
            queue.remove(this);
            Piece piece = new Piece(this, waiting.removeFirst());
            if (!waiting.isEmpty()) {
                queue.addLast(this);
            }
            mine++;
            running++;
            return piece;
        }
    }

    private record Piece(Share share, Runnable work) {
    }

    /** Begins all that may begin now. */
    private void begin() {
        Optional<Piece> next = next();
        while (next.isPresent()) {
            Piece piece = next.get();
            executor.execute(() -> work(piece));
            next = next();
        }
    }

    private Optional<Piece> next() {
        lock.lock();
        try {
            return queue.stream().filter(Share::mayBegin).findFirst().map(Share::take);
        } finally {
            lock.unlock();
        }
    }

    /** A worker goes on with what may begin now that it has ended, instead of handing it to another one. */
    private void work(Piece first) {
        Optional<Piece> piece = Optional.of(first);
        while (piece.isPresent()) {
            run(piece.get());
            piece = next();
            if (piece.isPresent()) {
                begin();
            }
        }
    }

    private void run(Piece piece) {
        try {
            piece.work.run();
        } catch (RuntimeException | Error failure) {
            // the work gives its failures to those who wait for it; this one is a mistake in it, and the worker goes on
            LOG.error("a worker's piece of work broke off", failure);
        } finally {
            ended(piece);
        }
    }

    private void ended(Piece piece) {
        lock.lock();
        try {
            piece.share.mine--;
            running--;
        } finally {
            lock.unlock();
        }
    }
}
