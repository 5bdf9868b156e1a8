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
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * A request of several pieces that is being sent, watched by the timer. A receiver that has responded and reads no
 * further would hold the sender until the deadline: when no piece goes out for a while and bytes wait to be read, a
 * thread of its own reads the head of the response, and ends the sending when it has it. A look alone is not enough:
 * under TLS the bytes may be the protocol's own (RFC 8446 §4.6), and without it an interim response, after which the
 * sending goes on.
 */
final class Upload implements DeadlineTimer.Ticking {

    /** One thread at a time reads from the connection: the one that made it {@code READING}. */
    private enum State {
        SENDING,
        READING,
        /** The response came first. */
        STOPPED,
        SENT
    }

    private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(200);

    private final Connection connection;
    private final AtomicReference<State> state = new AtomicReference<>(State.SENDING);
    private volatile int pieces;
    private int seenPieces = -1;
    private long seenAt;
    private volatile @Nullable Reader reader;

    Upload(Connection connection) {
        this.connection = connection;
    }

    void sentPiece() {
        pieces = pieces + 1 & Integer.MAX_VALUE;
    }

    /** On the timer's thread only. */
    @Override
    public void tick(long now) throws IOException {
        int sent = pieces;
        if (sent != seenPieces) {
            seenPieces = sent;
            seenAt = now;
        } else if (now - seenAt >= GRACE && connection.hasBytesWaiting()
                && state.compareAndSet(State.SENDING, State.READING)) {
            Reader starting = new Reader();
            reader = starting;
            starting.start();
        }
    }

    /**
     * A final head that waits to be read between two pieces, where the sender can tell without waiting; then it is the
     * end.
     */
    Optional<ResponseHead> headBetweenPieces() throws IOException {
        if (!connection.hasResponseWaiting() || !state.compareAndSet(State.SENDING, State.READING)) {
            return Optional.empty();
        }
        State next = State.SENDING;
        try {
            while (connection.hasResponseWaiting()) {
                ResponseHead head = ResponseHead.read(connection);
                if (!head.isInterim()) {
                    next = State.SENT;
                    return Optional.of(head);
                }
            }
            return Optional.empty();
        } finally {
            state.set(next);
        }
    }

    /** The sender sends no more; false when that is so because a response came first. */
    boolean end() {
        return state.compareAndSet(State.SENDING, State.SENT) || state.compareAndSet(State.READING, State.SENT);
    }

    /** After the end: the head that another thread has read or is about to read; empty when there is no such thread. */
    Optional<ResponseHead> head() throws IOException {
        Reader reading = reader;
        return reading == null ? Optional.empty() : reading.head();
    }

    private ResponseHead readAndStop() throws IOException {
        ResponseHead head = ResponseHead.readFinal(connection);
        if (state.compareAndSet(State.READING, State.STOPPED)) {
            connection.stopSending();
        }
        return head;
    }

    /** Ends with the head, or with the connection. */
    private final class Reader {

        private final FutureTask<ResponseHead> task = new FutureTask<>(Upload.this::readAndStop);
        private final Thread thread = new Thread(task, "webhookscript-early-response");

        private void start() {
            thread.setDaemon(true);
            try {
                thread.start();
            } catch (OutOfMemoryError noThread) {
                task.cancel(false);
                throw noThread;
            }
        }

        private Optional<ResponseHead> head() throws IOException {
            try {
                ResponseHead head = task.get();
                thread.join();
                return Optional.of(head);
            } catch (CancellationException neverStarted) {
                return Optional.empty();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException failure) {
                    throw failure;
                }
                throw new IOException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
        }
    }
}
