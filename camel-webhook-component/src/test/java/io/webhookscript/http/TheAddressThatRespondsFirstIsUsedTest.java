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
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

import io.webhookscript.http.CallFailedException.Kind;
import io.webhookscript.http.HttpConnections.Sizes;
import io.webhookscript.http.message.HttpResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Names have several addresses, of which some may lead nowhere (RFC 8305). The addresses are public ones and stand for
 * ports of loopback: none is dialled itself.
 */
@Tag("slow")
class TheAddressThatRespondsFirstIsUsedTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final URI NAME = URI.create("http://several.example/");
    private static final ConnectionProfile PUBLIC = new ConnectionProfile(
            AddressPolicy.allowing(List.of()), null);

    private final Map<InetAddress, InetSocketAddress> standsFor = new HashMap<>();
    private final List<String> dialled = Collections.synchronizedList(new ArrayList<>());
    private final List<SocketChannel> channels = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> openWhenDialling = Collections.synchronizedList(new ArrayList<>());
    private BlackHole hole;
    private RawReceiver receiver;

    @BeforeEach
    void listen() throws IOException {
        hole = new BlackHole();
        receiver = RawReceiver.answering(OK);
    }

    @AfterEach
    void close() throws IOException {
        hole.close();
        receiver.close();
    }

    @Test
    void anAddressThatLeadsNowhereDelaysTheCallByItsHeadStartOnly() throws IOException {
        standFor("8.8.8.8", hole.address());
        standFor("8.8.4.4", address(receiver));
        try (HttpConnections client = client(System::nanoTime, "8.8.8.8", "8.8.4.4")) {
            long began = System.nanoTime();
            HttpResponse response = client.send(Calls.get(NAME), Calls.PATIENT, PUBLIC);

            assertThat(System.nanoTime() - began).isBetween(250_000_000L, 10_000_000_000L);
            assertThat(response.status()).isEqualTo(200);
            assertThat(dialled).containsExactly("8.8.8.8", "8.8.4.4");
            assertThat(channels.get(0).isOpen()).isFalse();
            assertThat(client.open()).isEqualTo(1);
            client.send(Calls.get(NAME), Calls.PATIENT, PUBLIC);
            assertThat(receiver.connections()).isEqualTo(1);
        }
    }

    @Test
    void anAddressThatRefusesLetsTheNextBeginAtOnce() throws IOException {
        standFor("8.8.4.4", address(receiver));
        try (HttpConnections client = client(() -> 0, "8.8.8.8", "8.8.4.4")) { // no head start ever ends
            assertThat(client.send(Calls.get(NAME), Calls.PATIENT, PUBLIC).status()).isEqualTo(200);

            assertThat(dialled).containsExactly("8.8.8.8", "8.8.4.4");
        }
    }

    @Test
    void theFirstAddressIsTakenWhenItAnswersAfterTheSecondBegan() throws Exception {
        standFor("8.8.8.8", hole.address());
        try (BlackHole other = new BlackHole();
             HttpConnections client = client(System::nanoTime, "8.8.8.8", "8.8.4.4")) {
            standFor("8.8.4.4", other.address());
            ExecutorService caller = Executors.newSingleThreadExecutor();
            Future<HttpResponse> call = caller.submit(() -> client.send(Calls.get(NAME), Calls.PATIENT, PUBLIC));
            Awaitility.await().until(() -> dialled.size() == 2);
            hole.open();

            try (SocketChannel accepted = hole.accept()) {
                accepted.socket().getInputStream().read(new byte[1_000]);
                accepted.socket().getOutputStream().write(OK.getBytes());
                assertThat(call.get().status()).isEqualTo(200);
            }
            assertThat(channels.get(1).isOpen()).isFalse();
            caller.shutdown();
        }
    }

    @Test
    void familiesTakeTurns() {
        List<String> all = List.of("8.8.8.8", "8.8.4.4", "1.1.1.1", "2606:4700::1", "2606:4700::2");
        try (HttpConnections client = client(() -> 0, all.toArray(new String[0]))) {
            CallFailedException failure = failure(client, Calls.PATIENT);

            assertThat(failure.kind()).isEqualTo(Kind.CONNECT);
            assertThat(failure).hasMessageContaining("connection refused");
            assertThat(dialled)
                    .containsExactly("8.8.8.8", "2606:4700:0:0:0:0:0:1", "8.8.4.4", "2606:4700:0:0:0:0:0:2", "1.1.1.1");
            assertThat(client.open()).isZero();
        }
    }

    @Test
    void theDeadlineHoldsForAllAddressesTogether() throws IOException {
        String[] all = leadingNowhere(30);
        try (HttpConnections client = client(System::nanoTime, all)) {
            CallFailedException failure = failure(client, Calls.within(900));

            assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(failure.sent()).isFalse();
            assertThat(failure).hasMessageContaining("connecting");
            assertThat(dialled).hasSizeBetween(2, 4);
            assertThat(channels).noneMatch(SocketChannel::isOpen);
            assertThat(client.open()).isZero();
        }
    }

    @Test
    void aCallHoldsFewSocketsAtATime() throws IOException {
        String[] all = leadingNowhere(11);
        standFor(all[10], address(receiver));
        try (HttpConnections client = client(System::nanoTime, all)) {
            assertThat(client.send(Calls.get(NAME), Calls.PATIENT, PUBLIC).status()).isEqualTo(200);

            assertThat(dialled).hasSize(11);
            assertThat(openWhenDialling).containsSequence(5, 6, 7, 7).allSatisfy(open -> assertThat(open).isLessThan(8));
            assertThat(channels.stream().filter(SocketChannel::isOpen)).hasSize(1);
        }
    }

    private String[] leadingNowhere(int count) throws IOException {
        String[] all = new String[count];
        for (int i = 0; i < count; i++) {
            all[i] = "8.8.8." + i;
            standFor(all[i], hole.address());
        }
        return all;
    }

    @Test
    void closingTheClientEndsAllAttempts() throws Exception {
        standFor("8.8.8.8", hole.address());
        standFor("8.8.4.4", hole.address());
        ExecutorService caller = Executors.newSingleThreadExecutor();
        HttpConnections client = client(System::nanoTime, "8.8.8.8", "8.8.4.4");
        Future<CallFailedException> call = caller.submit(() -> failure(client, Calls.PATIENT));
        Awaitility.await().until(() -> dialled.size() == 2);

        client.close();

        assertThat(call.get()).hasMessageContaining("closed");
        assertThat(channels).noneMatch(SocketChannel::isOpen);
        caller.shutdown();
    }

    @Test
    void anInterruptEndsAllAttempts() throws Exception {
        standFor("8.8.8.8", hole.address());
        standFor("8.8.4.4", hole.address());
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try (HttpConnections client = client(System::nanoTime, "8.8.8.8", "8.8.4.4")) {
            CountDownLatch marked = new CountDownLatch(1);
            Future<CallFailedException> call = caller.submit(() -> {
                CallFailedException failure = failure(client, Calls.PATIENT);
                if (Thread.interrupted()) {
                    marked.countDown();
                }
                return failure;
            });
            Awaitility.await().until(() -> dialled.size() == 2);

            caller.shutdownNow();

            assertThat(call.get()).hasMessageContaining("interrupted");
            assertThat(marked.getCount()).isZero();
            assertThat(channels).noneMatch(SocketChannel::isOpen);
            assertThat(client.open()).isZero();
        }
    }

    @Test
    void addressesThatThePolicyRefusesAreLeftOut() throws IOException {
        standFor("8.8.4.4", address(receiver));
        try (HttpConnections client
                = client(() -> 0, "10.0.0.1", "127.0.0.1", "::1", "8.8.8.8", "169.254.169.254", "8.8.4.4")) {
            client.send(Calls.get(NAME), Calls.PATIENT, PUBLIC);

            assertThat(dialled).containsExactly("8.8.8.8", "8.8.4.4");
        }
    }

    private HttpConnections client(LongSupplier nanoTime, String... addresses) {
        NameResolver resolver = name -> {
            List<InetAddress> all = new ArrayList<>();
            for (String address : addresses) {
                all.add(InetAddress.getByName(address));
            }
            return all;
        };
        return new HttpConnections(new Sizes(5, 5), resolver, this::dial, nanoTime);
    }

    private SocketChannel dial(InetSocketAddress address) throws IOException {
        openWhenDialling.add((int) channels.stream().filter(SocketChannel::isOpen).count());
        dialled.add(address.getAddress().getHostAddress());
        InetSocketAddress loopback = standsFor.get(address.getAddress());
        if (loopback == null) {
            throw new ConnectException("stands for nothing");
        }
        SocketChannel channel = SocketOpener.SYSTEM.open(loopback);
        channels.add(channel);
        return channel;
    }

    private void standFor(String address, InetSocketAddress loopback) throws IOException {
        standsFor.put(InetAddress.getByName(address), loopback);
    }

    private static InetSocketAddress address(RawReceiver receiver) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), receiver.port());
    }

    private static CallFailedException failure(HttpConnections client, CallLimits limits) {
        return catchThrowableOfType(CallFailedException.class, () -> client.send(Calls.get(NAME), limits, PUBLIC));
    }
}
