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
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Connects to the first of a name's addresses that accepts a connection (RFC 8305, "Happy Eyeballs"). Each address has
 * a head start before the next is tried in parallel, so an unreachable address costs a quarter of a second. Runs on the
 * caller's thread; used once.
 */
final class ConnectionAttempts {

    /** RFC 8305 §5: the Connection Attempt Delay. */
    private static final long HEAD_START = TimeUnit.MILLISECONDS.toNanos(250);

    /**
     * The maximum number of sockets that one call opens at a time; the oldest is closed first, after at least two
     * seconds.
     */
    private static final int MAX = 8;

    private final SocketOpener sockets;
    private final LongSupplier nanoTime;
    private final CallDeadline deadline;
    private final Deque<InetSocketAddress> untried = new ArrayDeque<>();
    private final Deque<SocketChannel> pending = new ArrayDeque<>();
    private long nextAt;
    private IOException failure = new ConnectException("the name has no address");

    ConnectionAttempts(SocketOpener sockets, LongSupplier nanoTime, CallDeadline deadline) {
        this.sockets = sockets;
        this.nanoTime = nanoTime;
        this.deadline = deadline;
    }

    /** Returns a connected, blocking channel that is guarded by the deadline; all other channels are closed. */
    SocketChannel connect(List<InetAddress> addresses, int port) throws IOException {
        alternating(addresses).forEach(address -> untried.add(new InetSocketAddress(address, port)));
        boolean connected = false;
        SocketChannel first = null;
        try {
            first = untried.size() == 1 ? open() : firstConnected();
            deadline.guard(first);
            first.configureBlocking(true);
            if (first.isConnectionPending()) {
                first.finishConnect(); // blocks; the deadline closes the channel if this takes too long
            }
            connected = true;
            return first;
        } catch (ClosedSelectorException e) {
            throw new IOException(e);
        } finally {
            if (connected) {
                pending.remove(first);
            }
            for (SocketChannel loser : pending) {
                loser.close();
            }
        }
    }

    /**
     * Alternates IPv6 and IPv4 in the order of the resolver, beginning with the family of its first address (RFC 8305
     * §4).
     */
    static List<InetAddress> alternating(List<InetAddress> addresses) {
        Deque<InetAddress> family = new ArrayDeque<>();
        Deque<InetAddress> other = new ArrayDeque<>();
        for (InetAddress address : addresses) {
            (address.getClass() == addresses.get(0).getClass() ? family : other).add(address);
        }
        List<InetAddress> all = new ArrayList<>(addresses.size());
        while (!family.isEmpty() || !other.isEmpty()) {
            if (!family.isEmpty()) {
                all.add(family.remove());
            }
            if (!other.isEmpty()) {
                all.add(other.remove());
            }
        }
        return all;
    }

    private SocketChannel open() throws IOException {
        SocketChannel channel = sockets.open(untried.remove());
        pending.add(channel);
        return channel;
    }

    private SocketChannel firstConnected() throws IOException {
        try (Selector selector = Selector.open()) {
            deadline.guard(selector);
            nextAt = nanoTime.getAsLong();
            while (true) {
                deadline.check();
                if (Thread.currentThread().isInterrupted()) {
                    throw new ClosedByInterruptException();
                }
                SocketChannel connected = mayBeginNext() ? begin(selector) : await(selector);
                if (connected != null) {
                    return connected;
                }
                if (untried.isEmpty() && pending.isEmpty()) {
                    throw failure;
                }
            }
        }
    }

    private boolean mayBeginNext() {
        return !untried.isEmpty() && (pending.isEmpty() || nextAt - nanoTime.getAsLong() <= 0);
    }

    private @Nullable SocketChannel begin(Selector selector) throws IOException {
        if (pending.size() == MAX) {
            pending.remove().close();
        }
        try {
            SocketChannel channel = open();
            nextAt = nanoTime.getAsLong() + HEAD_START;
            if (channel.isConnected()) {
                return channel;
            }
            channel.register(selector, SelectionKey.OP_CONNECT);
        } catch (IOException e) {
            failed(e);
        }
        return null;
    }

    private @Nullable SocketChannel await(Selector selector) throws IOException {
        long wait = deadline.left().toNanos();
        if (!untried.isEmpty()) {
            wait = Math.min(wait, nextAt - nanoTime.getAsLong());
        }
        selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(wait)));
        for (SelectionKey key : selector.selectedKeys()) {
            SocketChannel channel = (SocketChannel) key.channel();
            try {
                if (channel.finishConnect()) {
                    return channel;
                }
            } catch (IOException e) {
                pending.remove(channel);
                channel.close();
                failed(e);
            }
        }
        selector.selectedKeys().clear();
        return null;
    }

    /** Records a failure; the next address is tried at once. */
    private void failed(IOException e) {
        failure = e;
        nextAt = nanoTime.getAsLong();
    }
}
