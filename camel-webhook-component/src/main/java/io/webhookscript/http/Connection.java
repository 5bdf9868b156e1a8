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

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

import javax.net.ssl.SSLSocket;

import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;

/**
 * One open connection: its channel, the streams on it (of TLS, when it has that), and what decides whether it may be
 * used again.
 */
final class Connection implements AutoCloseable {

    /** Fits most heads; the library takes it twice. A connection that has seen more grows once. */
    private static final int SMALL_BUFFER = 1024;
    private static final int LARGE_BUFFER = 8 * 1024;

    private final SocketChannel channel;
    private final Socket socket;
    private final long openedAt;
    private final Metered in;
    private ResponseBuffer buffer = new ResponseBuffer(SMALL_BUFFER);
    private boolean outgrown;
    private final DefaultHttpResponseParser heads = ResponseHead.parser();
    private volatile long idleUntil;
    private volatile boolean halfClosed;
    private boolean reusable;

    /** @param socket of the channel itself, or the TLS one above it */
    Connection(SocketChannel channel, Socket socket, long openedAt) throws IOException {
        this.channel = channel;
        this.socket = socket;
        this.openedAt = openedAt;
        this.in = new Metered(socket.getInputStream());
    }

    SocketChannel channel() {
        return channel;
    }

    ResponseBuffer buffer() {
        return buffer;
    }

    DefaultHttpResponseParser heads() {
        return heads;
    }

    Metered in() {
        return in;
    }

    OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    boolean isTls() {
        return socket instanceof SSLSocket;
    }

    /** Whether bytes of a response wait to be read; not to be known under TLS, where they may be the protocol's own. */
    boolean hasResponseWaiting() throws IOException {
        return !isTls() && (buffer.hasBufferedData() || hasBytesWaiting());
    }

    /** Whether bytes wait to be read, of a response or of TLS itself. */
    boolean hasBytesWaiting() throws IOException {
        return channel.isOpen() && channel.socket().getInputStream().available() > 0;
    }

    /** Wakes a sender that waits for the receiver to read; receiving goes on. No request can follow. */
    void stopSending() throws IOException {
        halfClosed = true;
        channel.shutdownOutput();
    }

    /** Before the first head of a response: all its heads together are bounded. */
    void beforeHeads() {
        in.allow(ResponseHead.MAX_BYTES);
    }

    /** The final head is read; the body has a limit of its own. */
    void afterHeads() {
        outgrown |= ResponseHead.MAX_BYTES - in.left > SMALL_BUFFER;
        in.allow(Long.MAX_VALUE);
    }

    /** Said once, when a response was read whole and both sides may go on. */
    void mayBeReused(long until) {
        idleUntil = until;
        reusable = !buffer.hasBufferedData();
        if (reusable && outgrown && buffer.capacity() < LARGE_BUFFER) {
            buffer = new ResponseBuffer(LARGE_BUFFER);
        }
    }

    boolean isReusable() {
        return reusable && !halfClosed && channel.isOpen();
    }

    long openedAt() {
        return openedAt;
    }

    boolean isPast(long now) {
        return now - idleUntil >= 0;
    }

    /**
     * Whether it can carry another request. The receiver has nothing to say between two calls, so whatever can be read,
     * be it the end, makes it useless; a look without waiting, where a stale check with a read timeout would cost a
     * millisecond a call.
     */
    boolean isStillGood() {
        reusable = false;
        try {
            channel.configureBlocking(false);
            boolean silent = channel.read(ByteBuffer.allocate(1)) == 0;
            channel.configureBlocking(true);
            return silent;
        } catch (IOException e) {
            return false;
        }
    }

    /** Closes the channel alone: a TLS socket would wait to say good-bye to one that does not read. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // it is of no use any more, and the descriptor is given back all the same
            reusable = false;
        }
    }

    /**
     * Reads no more than it was given leave for: the guard of response heads. Knows whether the receiver has closed.
     */
    static final class Metered extends FilterInputStream {

        private long left = Long.MAX_VALUE;
        private boolean ended;

        private Metered(InputStream in) {
            super(in);
        }

        private void allow(long bytes) {
            left = bytes;
        }

        /** Whether a reader has asked for more bytes than there were until the end of the connection. */
        boolean hasEnded() {
            return ended;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            if (left <= 0) {
                throw new OversizedHeadException();
            }
            int count = super.read(target, from, length);
            ended |= count < 0;
            left -= Math.max(0, count);
            return count;
        }
    }
}
