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
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import javax.net.ssl.SSLContext;

import io.webhookscript.http.CallFailedException.Kind;
import io.webhookscript.http.HttpConnections.Sizes;
import io.webhookscript.http.message.HttpResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Tag("slow")
class ConnectionsAreSharedAndBoundedTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @Test
    void usesOneConnectionForCallsOneAfterTheOther() throws IOException {
        try (RawReceiver receiver = RawReceiver.answering(OK); HttpConnections client = Calls.client()) {
            for (int i = 0; i < 50; i++) {
                client.send(Calls.post(receiver.uri("/"), "{}"), Calls.PATIENT, Calls.LOOPBACK);
            }

            assertThat(receiver.connections()).isEqualTo(1);
            assertThat(client.leased()).isZero();
            assertThat(client.open()).isEqualTo(1);
        }
    }

    @Test
    void callsOfDifferentProfilesNeverShareOne() throws Exception {
        AddressPolicy loopback = AddressPolicy.allowing(List.of("loopback"));
        List<ConnectionProfile> profiles = List.of(
                Calls.LOOPBACK,
                new ConnectionProfile(AddressPolicy.allowing(List.of("127.0.0.0/8")), null),
                new ConnectionProfile(loopback, SSLContext.getDefault()));
        try (RawReceiver receiver = RawReceiver.answering(OK); HttpConnections client = Calls.client()) {
            for (int round = 0; round < 3; round++) {
                for (ConnectionProfile profile : profiles) {
                    client.send(Calls.get(receiver.uri("/")), Calls.PATIENT, profile);
                }
            }

            assertThat(receiver.connections()).isEqualTo(3);
        }
    }

    @Test
    void aPooledConnectionIsOfNoUseToAScriptWithoutTheRight() throws IOException {
        ConnectionProfile none = new ConnectionProfile(AddressPolicy.allowing(List.of()), null);
        try (RawReceiver receiver = RawReceiver.answering(OK); HttpConnections client = Calls.client()) {
            client.send(Calls.get(receiver.uri("/")), Calls.PATIENT, Calls.LOOPBACK);

            CallFailedException failure
                    = catchThrowableOfType(CallFailedException.class,
                            () -> client.send(Calls.get(receiver.uri("/")), Calls.PATIENT, none));

            assertThat(failure.kind()).isEqualTo(Kind.ADDRESS_REFUSED);
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @Test
    void aPostIsSentOnceWhenTheReceiverClosedTheConnectionBetweenTwoCalls() throws IOException {
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            peer.request();
            peer.send(OK);
        }); HttpConnections client = Calls.client()) {
            for (int i = 0; i < 20; i++) {
                client.send(Calls.post(receiver.uri("/"), "{}"), Calls.PATIENT, Calls.LOOPBACK);
                Awaitility.await().until(() -> receiver.openConnections() == 0);
            }

            assertThat(receiver.requests()).hasSize(20);
            assertThat(client.open()).isEqualTo(1);
        }
    }

    @Test
    void aPostIsNotRepeatedWhenTheReceiverClosesUponIt() throws IOException {
        AtomicInteger count = new AtomicInteger();
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            while (peer.request() != null && count.incrementAndGet() % 2 == 1) {
                peer.send(OK);
            }
        }); HttpConnections client = Calls.client()) {
            client.send(Calls.post(receiver.uri("/"), "1"), Calls.PATIENT, Calls.LOOPBACK);

            CallFailedException failure = catchThrowableOfType(CallFailedException.class,
                    () -> client.send(Calls.post(receiver.uri("/"), "2"), Calls.PATIENT, Calls.LOOPBACK));

            assertThat(failure.kind()).isEqualTo(Kind.BROKEN);
            assertThat(failure.sent()).isTrue();
            assertThat(receiver.requests()).hasSize(2);
        }
    }

    @Test
    void aSecondAnswerIsNotTakenForThatOfTheNextCall() throws IOException {
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            while (peer.request() != null) {
                peer.send(OK + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfake");
            }
        }); HttpConnections client = Calls.client()) {
            for (int i = 0; i < 5; i++) {
                HttpResponse response = client.send(Calls.get(receiver.uri("/")), Calls.PATIENT, Calls.LOOPBACK);

                assertThat(new String(response.body())).isEqualTo("ok");
            }
            assertThat(receiver.connections()).isEqualTo(5);
        }
    }

    @Test
    void oneReceiverThatHangsCannotTakeAllConnections() throws Exception {
        try (RawReceiver dead = RawReceiver.playing(peer -> {
            peer.request();
            peer.silence();
        });
             RawReceiver healthy = RawReceiver.answering(OK);
             HttpConnections client = new HttpConnections(new Sizes(4, 2))) {
            ExecutorService callers = Executors.newFixedThreadPool(6);
            try {
                List<Future<CallFailedException>> hanging = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    hanging.add(callers.submit(() -> catchThrowableOfType(CallFailedException.class,
                            () -> client.send(Calls.get(dead.uri("/")), Calls.within(1_500), Calls.LOOPBACK))));
                }
                Awaitility.await().until(() -> dead.requests().size() == 2);

                for (int i = 0; i < 20; i++) {
                    client.send(Calls.get(healthy.uri("/")), Calls.PATIENT, Calls.LOOPBACK);
                }

                assertThat(client.open()).isLessThanOrEqualTo(4);
                int sent = 0;
                for (Future<CallFailedException> call : hanging) {
                    CallFailedException failure = call.get();
                    assertThat(failure.kind()).isIn(Kind.TIMEOUT, Kind.CONNECT);
                    sent += failure.sent() ? 1 : 0;
                }
                // one that began a little later may still get the connection that an earlier one gives up
                assertThat(sent).isBetween(2, 5);
            } finally {
                callers.shutdownNow();
            }
        }
    }

    @Test
    void callsThatWaitForAConnectionAreCounted() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(7);
        CountDownLatch hold = new CountDownLatch(1);
        try (RawReceiver first = answeringAfter(hold);
             RawReceiver second = answeringAfter(hold);
             HttpConnections client = new HttpConnections(new Sizes(3, 2))) {
            List<Future<HttpResponse>> calls = new ArrayList<>();
            for (int i = 0; i < 7; i++) { // three have a connection, two of them to one receiver
                RawReceiver receiver = i < 4 ? first : second;
                calls.add(callers.submit(() -> client.send(Calls.get(receiver.uri("/")), Calls.PATIENT, Calls.LOOPBACK)));
            }

            Awaitility.await().until(() -> client.counts().equals(new ConnectionCounts(3, 3, 4)));
            hold.countDown();
            for (Future<HttpResponse> call : calls) {
                assertThat(call.get().status()).isEqualTo(200);
            }
            assertThat(client.counts().leased()).isZero();
            assertThat(client.counts().waiting()).isZero();
        } finally {
            callers.shutdownNow();
        }
    }

    private static RawReceiver answeringAfter(CountDownLatch hold) throws IOException {
        return RawReceiver.playing(peer -> {
            while (peer.request() != null) {
                try {
                    hold.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                peer.send(OK);
            }
        });
    }

    @Test
    void anIdleConnectionGivesWayToANewOneAtTheBound() throws IOException {
        List<RawReceiver> receivers = new ArrayList<>();
        try (HttpConnections client = new HttpConnections(new Sizes(3, 2))) {
            for (int i = 0; i < 8; i++) {
                receivers.add(RawReceiver.answering(OK));
                client.send(Calls.get(receivers.get(i).uri("/")), Calls.PATIENT, Calls.LOOPBACK);
                assertThat(client.open()).isLessThanOrEqualTo(3);
            }
            Awaitility.await().until(() -> receivers.stream().mapToInt(RawReceiver::openConnections).sum() == 3);
        } finally {
            for (RawReceiver receiver : receivers) {
                receiver.close();
            }
        }
    }

    @Test
    void idleConnectionsAreClosedAfterAWhile() throws IOException {
        AtomicLong ahead = new AtomicLong();
        try (RawReceiver receiver = RawReceiver.answering(OK);
             HttpConnections client = new HttpConnections(
                     new Sizes(5, 5), name -> List.of(InetAddress.getByName(name)), SocketOpener.SYSTEM,
                     () -> System.nanoTime() + ahead.get())) {
            client.send(Calls.get(receiver.uri("/")), Calls.PATIENT, Calls.LOOPBACK);
            assertThat(client.open()).isEqualTo(1);

            ahead.set(31_000_000_000L);

            Awaitility.await().until(() -> client.open() == 0 && receiver.openConnections() == 0);
        }
    }

    @Test
    void calls200AtATimeThatTakeMostOfTheDeadlineAllSucceed() throws Exception {
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            while (peer.request() != null && !peer.pause(1_800)) {
                peer.send(OK);
            }
        }); HttpConnections client = new HttpConnections(new Sizes(300, 300))) {
            ExecutorService callers = Executors.newFixedThreadPool(200);
            try {
                Callable<HttpResponse> call = () -> client.send(Calls.get(receiver.uri("/")),
                        Calls.within(2_000 + Long.getLong("webhookscript.test.margin", 300)), Calls.LOOPBACK);
                List<Future<HttpResponse>> responses = callers.invokeAll(IntStream.range(0, 200).mapToObj(i -> call).toList());

                for (Future<HttpResponse> response : responses) {
                    assertThat(response.get().status()).isEqualTo(200);
                }
                assertThat(client.leased()).isZero();
            } finally {
                callers.shutdownNow();
            }
        }
    }

    @Test
    void closingEndsRunningCallsAndLeavesNoThread() throws Exception {
        HttpConnections client = Calls.client();
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            peer.request();
            peer.silence();
        })) {
            Future<CallFailedException> running = caller.submit(() -> catchThrowableOfType(CallFailedException.class,
                    () -> client.send(Calls.get(receiver.uri("/")), Calls.PATIENT, Calls.LOOPBACK)));
            Awaitility.await().until(() -> receiver.requests().size() == 1);

            client.close();

            assertThat(running.get()).hasMessageContaining("closed");
            assertThat(client.open()).isZero();
            CallFailedException late = catchThrowableOfType(CallFailedException.class,
                    () -> client.send(Calls.get(receiver.uri("/")), Calls.PATIENT, Calls.LOOPBACK));
            assertThat(late.sent()).isFalse();
            Awaitility.await().until(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(t -> t.getName().startsWith("webhookscript-d")));
        } finally {
            caller.shutdownNow();
        }
    }

    @Test
    void anInterruptedCallerGetsAFailureAndKeepsItsMark() throws Exception {
        ExecutorService caller = Executors.newSingleThreadExecutor();
        CountDownLatch marked = new CountDownLatch(1);
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            peer.request();
            peer.silence();
        }); HttpConnections client = Calls.client()) {
            Future<CallFailedException> running = caller.submit(() -> {
                CallFailedException failure = catchThrowableOfType(CallFailedException.class,
                        () -> client.send(Calls.get(receiver.uri("/")), Calls.PATIENT, Calls.LOOPBACK));
                if (Thread.interrupted()) {
                    marked.countDown();
                }
                return failure;
            });
            Awaitility.await().until(() -> receiver.requests().size() == 1);

            caller.shutdownNow();

            assertThat(running.get()).hasMessageContaining("interrupted");
            assertThat(marked.getCount()).isZero();
            assertThat(client.open()).isZero();
        }
    }

    @Test
    void profilesAreEqualByWhatTheyAllow() {
        assertThat(AddressPolicy.allowing(List.of("loopback", "10.0.0.0/8")))
                .isEqualTo(AddressPolicy.allowing(List.of("10.0.0.0/8", "LOOPBACK ")))
                .isNotEqualTo(AddressPolicy.allowing(List.of("loopback")));
        assertThat(new ConnectionProfile(
                AddressPolicy.allowing(List.of()), null, ProxyChoice.of(URI.create("http://u:pw@p:1")))
                .toString()).doesNotContain("pw");
    }
}
