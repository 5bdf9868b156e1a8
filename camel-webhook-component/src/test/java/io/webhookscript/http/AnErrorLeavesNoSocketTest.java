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
import java.net.SocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

import io.webhookscript.http.ConnectionPool.Lease;
import io.webhookscript.http.ConnectionPool.Route;
import io.webhookscript.http.HttpConnections.Sizes;
import io.webhookscript.http.message.Target;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * A missing class, a full heap or stack: whatever is thrown where, no socket stays open and none is counted as open.
 */
class AnErrorLeavesNoSocketTest {

    @Test
    void anErrorInTheTlsHandshakeLeavesNoSocket() throws IOException {
        ConnectionProfile profile
                = new ConnectionProfile(Calls.LOOPBACK.policy(), new BrokenTls());
        try (RawReceiver receiver = RawReceiver.playing(RawReceiver.Peer::untilClosed);
             HttpConnections client = Calls.client()) {
            URI uri = URI.create("https://127.0.0.1:" + receiver.port() + "/");
            for (int i = 0; i < 5; i++) {
                assertThatExceptionOfType(NoClassDefFoundError.class)
                        .isThrownBy(() -> client.send(Calls.get(uri), Calls.PATIENT, profile));
            }

            Awaitility.await().until(() -> receiver.connections() == 5 && receiver.openConnections() == 0);
            assertThat(client.open()).isZero();
            assertThat(client.leased()).isZero();
        }
    }

    @Test
    void anErrorBeforeConnectingLeavesNoSocket() {
        MemoryChannel channel = new MemoryChannel(new Silence()) {
            @Override
            public boolean connect(SocketAddress remote) {
                throw new StackOverflowError("made up");
            }
        };

        assertThatExceptionOfType(StackOverflowError.class)
                .isThrownBy(() -> SocketOpener.begin(channel, new InetSocketAddress(80)));

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void anErrorAtASecondAddressLeavesNoSocket() throws IOException {
        AtomicReference<SocketChannel> first = new AtomicReference<>();
        try (BlackHole hole = new BlackHole();
             HttpConnections client = new HttpConnections(
                     new Sizes(5, 5), name -> List.of(InetAddress.getByName("127.0.0.1"), InetAddress.getByName("127.0.0.2")),
                     address -> {
                         if (first.get() != null) {
                             throw new NoClassDefFoundError("made up");
                         }
                         first.set(SocketOpener.SYSTEM.open(hole.address()));
                         return first.get();
                     }, System::nanoTime)) {
            assertThatExceptionOfType(NoClassDefFoundError.class).isThrownBy(
                    () -> client.send(Calls.get(URI.create("http://two.example/")), Calls.PATIENT, Calls.LOOPBACK));

            assertThat(first.get().isOpen()).isFalse();
            assertThat(client.open()).isZero();
        }
    }

    @Test
    void anErrorAtAnIdleConnectionLeavesNoSocket() throws IOException {
        MemoryChannel channel = new MemoryChannel(new Silence()) {
            @Override
            public int read(ByteBuffer target) {
                throw new OutOfMemoryError("made up");
            }
        };
        ConnectionPool pool = new ConnectionPool(1, 1);
        Route route = new Route(Calls.LOOPBACK, Target.of(URI.create("http://127.0.0.1/")));
        CallDeadline deadline = new CallDeadline(System::nanoTime, Duration.ofSeconds(20));
        try (Lease lease = pool.lease(route, Duration.ofSeconds(1)).orElseThrow()) {
            lease.open(deadline, () -> new Connection(channel, channel.socket(), System.nanoTime()))
                    .mayBeReused(System.nanoTime() + Duration.ofSeconds(30).toNanos());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(pool.open()).isEqualTo(1);

        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> {
            try (Lease lease = pool.lease(route, Duration.ofSeconds(1)).orElseThrow()) {
                lease.reuse(System.nanoTime());
            }
        });

        assertThat(channel.isOpen()).isFalse();
        assertThat(pool.open()).isZero();
        assertThat(pool.leased()).isZero();
    }

    /** A count that were wrong all the same costs a call its time, and no more. */
    @Test
    void aCallThatFindsNoRoomEndsAtItsDeadline() throws Exception {
        MemoryChannel channel = new MemoryChannel(new Silence());
        ConnectionPool pool = new ConnectionPool(1, 1);
        Route route = new Route(Calls.LOOPBACK, Target.of(URI.create("http://127.0.0.1/")));
        CallDeadline deadline = new CallDeadline(System::nanoTime, Duration.ofMillis(100));
        try (DeadlineTimer timer = new DeadlineTimer(System::nanoTime, now -> {
        }); Lease lease = pool.lease(route, Duration.ofSeconds(1)).orElseThrow()) {
            timer.add(deadline);
            lease.open(deadline, () -> new Connection(channel, channel.socket(), 0));

            assertThatIOException()
                    .isThrownBy(() -> lease.open(deadline, () -> new Connection(channel, channel.socket(), 0)))
                    .withMessageContaining("deadline");
        }
    }

    private static final class Silence implements MemoryChannel.Receiver {

        @Override
        public void take(byte[] bytes, int from, int length) {
            // nobody asks
        }

        @Override
        public int available() {
            return 0;
        }

        @Override
        public int give(byte[] target, int from, int length) {
            return -1;
        }
    }

    private static final class BrokenTls extends SSLContext {

        private BrokenTls() {
            super(new SSLContextSpi() {
                @Override
                protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
                    // nothing to do
                }

                @Override
                protected SSLSocketFactory engineGetSocketFactory() {
                    throw new NoClassDefFoundError("made up");
                }

                @Override
                protected SSLServerSocketFactory engineGetServerSocketFactory() {
                    throw new UnsupportedOperationException();
                }

                @Override
                protected SSLEngine engineCreateSSLEngine() {
                    throw new UnsupportedOperationException();
                }

                @Override
                protected SSLEngine engineCreateSSLEngine(String host, int port) {
                    throw new UnsupportedOperationException();
                }

                @Override
                protected SSLSessionContext engineGetServerSessionContext() {
                    throw new UnsupportedOperationException();
                }

                @Override
                protected SSLSessionContext engineGetClientSessionContext() {
                    throw new UnsupportedOperationException();
                }
            }, new Provider("made up", "1", "made up") {
                private static final long serialVersionUID = 1L;
            }, "TLS");
        }
    }
}
