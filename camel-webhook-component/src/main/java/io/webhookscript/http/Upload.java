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
 * Sends a request of several pieces under the watch of the timer. A receiver that has responded and stops reading would
 * block the sender until the deadline. So when no piece was sent for a while and bytes can be read, a separate thread
 * reads the head of the response and then stops the sending. The mere presence of bytes is not enough: with TLS they
 * may belong to the protocol (RFC 8446 §4.6), and without TLS they may be an interim response, after which the sending
 * continues.
 */
final class Upload implements DeadlineTimer.TickListener {

    /** One thread at a time reads from the connection: the thread that has set {@code READING}. */
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

    /** Called only on the timer's thread. */
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
     * Returns a final head that can be read between two pieces without blocking; it ends the sending.
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

    /** Ends the sending; false if a response has already stopped it. */
    boolean end() {
        return state.compareAndSet(State.SENDING, State.SENT) || state.compareAndSet(State.READING, State.SENT);
    }

    /** Returns, after the end, the head that another thread reads or has read; empty if there is no such thread. */
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

    /** Reads the head of the response; ends with the head or with the connection. */
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
