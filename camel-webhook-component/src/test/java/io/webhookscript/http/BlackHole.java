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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A port of loopback that neither accepts nor refuses: the queue of its server socket is full. */
final class BlackHole implements AutoCloseable {

    private final ServerSocketChannel server;
    private final List<Socket> queued = new ArrayList<>();

    BlackHole() throws IOException {
        server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        boolean full = false;
        while (!full) {
            Socket socket = new Socket();
            try {
                socket.connect(address(), 300);
                queued.add(socket);
            } catch (SocketTimeoutException e) {
                socket.close();
                full = true;
            }
        }
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) server.getLocalAddress();
    }

    /**
     * Takes those that are in the queue, so that others can connect: at their next try, which is up to seconds away.
     */
    void open() throws IOException {
        for (Socket socket : queued) {
            server.accept().close();
            socket.close();
        }
        queued.clear();
    }

    /** The next connection, after it was opened. */
    SocketChannel accept() throws IOException {
        return server.accept();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : queued) {
            socket.close();
        }
    }
}
