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
 * One open connection: its channel, its streams (of TLS, if it is used), and the state that decides whether it may be
 * used again.
 */
final class Connection implements AutoCloseable {

    /** Large enough for most heads. The buffer of a connection with larger heads grows once. */
    private static final int SMALL_BUFFER = 1024;
    private static final int LARGE_BUFFER = 8 * 1024;

    private final SocketChannel channel;
    private final Socket socket;
    private final long openedAt;
    private final long certificateEnds;
    private final MeteredInputStream in;
    private ResponseBuffer buffer = new ResponseBuffer(SMALL_BUFFER);
    private boolean outgrown;
    private final DefaultHttpResponseParser heads = ResponseHead.parser();
    private volatile long idleUntil;
    private volatile boolean halfClosed;
    private boolean reusable;

    /** @param socket the socket of the channel itself, or the TLS socket on top of it */
    Connection(SocketChannel channel, Socket socket, long openedAt) throws IOException {
        this.channel = channel;
        this.socket = socket;
        this.openedAt = openedAt;
        this.certificateEnds = CertificateValidity.end(socket);
        this.in = new MeteredInputStream(socket.getInputStream());
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

    MeteredInputStream in() {
        return in;
    }

    OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    boolean isTls() {
        return socket instanceof SSLSocket;
    }

    /**
     * Whether bytes of a response can be read. This is not known with TLS, where the bytes may belong to the protocol.
     */
    boolean hasResponseWaiting() throws IOException {
        return !isTls() && (!buffer.isEmpty() || hasBytesWaiting());
    }

    /** Whether bytes can be read, of a response or of TLS itself. */
    boolean hasBytesWaiting() throws IOException {
        return channel.isOpen() && channel.socket().getInputStream().available() > 0;
    }

    /** Wakes a sender that waits for the receiver to read. Receiving continues. No request can follow. */
    void stopSending() throws IOException {
        halfClosed = true;
        channel.shutdownOutput();
    }

    /** Must be called before the first head of a response. The size of all its heads together is bounded. */
    void beforeHeads() {
        in.allow(ResponseHead.MAX_BYTES);
    }

    /** Must be called after the final head. The body has a limit of its own. */
    void afterHeads() {
        outgrown |= ResponseHead.MAX_BYTES - in.left > SMALL_BUFFER;
        in.allow(Long.MAX_VALUE);
    }

    /** Called once, when a response was read completely and both sides allow another request. */
    void mayBeReused(long until) {
        idleUntil = until;
        reusable = buffer.isEmpty();
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
     * Whether the connection can be used for another request. Its certificate must still be valid. A receiver sends
     * nothing between two calls, so any readable byte, or the end of the stream, makes the connection unusable. The
     * check does not block; a stale check with a read timeout would cost a millisecond a call.
     */
    boolean isStillGood() {
        reusable = false;
        if (System.currentTimeMillis() > certificateEnds) {
            return false;
        }
        try {
            channel.configureBlocking(false);
            boolean silent = channel.read(ByteBuffer.allocate(1)) == 0;
            channel.configureBlocking(true);
            return silent;
        } catch (IOException e) {
            return false;
        }
    }

    /** Closes only the channel: a TLS socket would block on its closing message if the receiver does not read. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // the connection is not used any more, and the descriptor is released in any case
            reusable = false;
        }
    }

    /**
     * Reads at most an allowed number of bytes, to bound response heads. It records whether the receiver has closed the
     * connection.
     */
    static final class MeteredInputStream extends FilterInputStream {

        private long left = Long.MAX_VALUE;
        private boolean ended;

        private MeteredInputStream(InputStream in) {
            super(in);
        }

        private void allow(long bytes) {
            left = bytes;
        }

        /** Whether a read has reached the end of the connection. */
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
