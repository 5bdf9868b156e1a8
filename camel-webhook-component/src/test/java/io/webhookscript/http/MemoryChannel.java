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
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;

/** A connection inside of this JVM, to a receiver that answers on the caller's thread. */
class MemoryChannel extends SocketChannel {

    /** The other side. Nobody waits for it: when it has nothing to say, it has ended. */
    interface Receiver {

        void take(byte[] bytes, int from, int length) throws IOException;

        /** How many bytes can be read now. */
        int available() throws IOException;

        /** As of a stream; -1 at its end. */
        int give(byte[] target, int from, int length) throws IOException;
    }

    private final Receiver receiver;
    private final Socket socket = new MemorySocket();

    MemoryChannel(Receiver receiver) {
        super(SelectorProvider.provider());
        this.receiver = receiver;
    }

    @Override
    public Socket socket() {
        return socket;
    }

    /** What is there now, as the channel of a socket that does not block. */
    @Override
    public int read(ByteBuffer target) throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        byte[] bytes = new byte[Math.min(receiver.available(), target.remaining())];
        int count = bytes.length == 0 ? 0 : receiver.give(bytes, 0, bytes.length);
        target.put(bytes, 0, Math.max(0, count));
        return count;
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isConnectionPending() {
        return false;
    }

    @Override
    public boolean connect(SocketAddress remote) throws IOException {
        return true;
    }

    @Override
    public boolean finishConnect() {
        return true;
    }

    @Override
    public <T> SocketChannel setOption(SocketOption<T> name, T value) {
        return this;
    }

    @Override
    public SocketAddress getRemoteAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);
    }

    @Override
    protected void implCloseSelectableChannel() {
        // isOpen() says it
    }

    @Override
    protected void implConfigureBlocking(boolean block) {
        // nobody waits here
    }

    @Override
    public SocketChannel shutdownOutput() {
        return this;
    }

    @Override
    public SocketChannel bind(SocketAddress local) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SocketChannel shutdownInput() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long read(ByteBuffer[] targets, int from, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] sources, int from, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SocketAddress getLocalAddress() {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T getOption(SocketOption<T> name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return Set.of();
    }

    private final class MemorySocket extends Socket {

        @Override
        public InputStream getInputStream() {
            return new InputStream() {
                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] target, int from, int length) throws IOException {
                    if (!isOpen()) {
                        throw new ClosedChannelException();
                    }
                    return receiver.give(target, from, length);
                }

                @Override
                public int available() throws IOException {
                    return receiver.available();
                }
            };
        }

        @Override
        public OutputStream getOutputStream() {
            return new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    write(new byte[] { (byte) b }, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    if (!isOpen()) {
                        throw new ClosedChannelException();
                    }
                    receiver.take(bytes, from, length);
                }
            };
        }
    }
}
