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
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;

import javax.net.ssl.SSLSocket;

import io.webhookscript.http.CallFailedException.Kind;
import io.webhookscript.http.message.HttpResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A receiver responds before it has read a large request: with or without TLS, what it says is the result of the call.
 */
@Tag("slow")
class AnEarlyResponseIsTakenTest {

    @TempDir
    static Path folder;

    private static final byte[] LARGE = new byte[20 << 20];
    private static KeyStore key;
    private static ConnectionProfile profile;

    @AutoClose
    private final HttpConnections client = Calls.client();

    enum Wire {
        PLAIN,
        TLS12,
        TLS13;

        RawReceiver playing(RawReceiver.Play play) throws Exception {
            if (this == PLAIN) {
                return RawReceiver.playing(play);
            }
            return RawReceiver.playing(Certificates.server(key).getServerSocketFactory(), peer -> {
                SSLSocket socket = (SSLSocket) peer.socket();
                socket.setEnabledProtocols(new String[] { this == TLS12 ? "TLSv1.2" : "TLSv1.3" });
                play.on(peer);
            });
        }
    }

    @BeforeAll
    static void trust() throws Exception {
        key = Certificates.create(folder, "ip:127.0.0.1", "-1d", 100);
        profile = new ConnectionProfile(
                Calls.LOOPBACK.policy(), Certificates.trusting(List.of(key)));
    }

    @ParameterizedTest
    @EnumSource
    void anEarlyResponseIsTakenWhileTheReceiverStopsReading(Wire wire) throws Exception {
        try (RawReceiver receiver = wire.playing(peer -> {
            peer.head();
            peer.send("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig");
            peer.silence();
        })) {
            HttpResponse response = upload(receiver);

            assertThat(response.status()).isEqualTo(413);
            assertThat(new String(response.body())).isEqualTo("big");
            assertThat(client.open()).isZero();
            assertThatNoThreadIsLeft();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEarlyResponseIsTakenAfterAnInterimOne(Wire wire) throws Exception {
        assertStatus(401, wire, peer -> {
            peer.send("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 401 Who\r\nContent-Length: 3\r\n\r\nwho");
            peer.silence();
        });
    }

    @ParameterizedTest
    @EnumSource
    void anEarlyResponseIsTakenWhileTheReceiverReadsOn(Wire wire) throws Exception {
        assertStatus(401, wire, peer -> {
            peer.send("HTTP/1.1 401 Who\r\nContent-Length: 3\r\n\r\nwho");
            peer.untilClosed();
        });
    }

    @ParameterizedTest
    @EnumSource
    void anEarlyResponseIsTakenWhenTheReceiverCloses(Wire wire) throws Exception {
        assertStatus(413, wire, peer -> {
            peer.send("HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 3\r\n\r\nbig");
            peer.socket().shutdownOutput();
            peer.untilClosed();
        });
    }

    private void assertStatus(int status, Wire wire, RawReceiver.Play afterTheHead) throws Exception {
        try (RawReceiver receiver = wire.playing(peer -> {
            peer.head();
            afterTheHead.on(peer);
        })) {
            assertThat(upload(receiver).status()).isEqualTo(status);
        }
    }

    /** Nothing but the protocol's own bytes, and an interim response, wait at the sender meanwhile. */
    @ParameterizedTest
    @EnumSource
    void aPauseOfTheReceiverIsNoResponse(Wire wire) throws Exception {
        try (RawReceiver receiver = wire.playing(peer -> {
            for (int i = 0; i < 2; i++) {
                peer.head();
                peer.send("HTTP/1.1 102 Processing\r\n\r\n");
                peer.pause(700);
                int left = LARGE.length;
                while (left > 0) {
                    left -= peer.some().length;
                }
                peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            }
        })) {
            for (int i = 0; i < 2; i++) {
                HttpResponse response = upload(receiver);

                assertThat(response.status()).isEqualTo(200);
                assertThat(new String(response.body())).isEqualTo("ok");
            }
            assertThat(receiver.connections()).isEqualTo(1);
            assertThatNoThreadIsLeft();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theDeadlineEndsACallWithoutAResponse(Wire wire) throws Exception {
        try (RawReceiver receiver = wire.playing(peer -> {
            peer.head();
            peer.send("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 4");
            peer.silence();
        })) {
            CallFailedException failure = catchThrowableOfType(CallFailedException.class,
                    () -> client.send(Calls.post(receiver.uri("/"), LARGE), Calls.within(1_500), profile));

            assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(failure.sent()).isTrue();
            assertThat(client.open()).isZero();
            assertThatNoThreadIsLeft();
        }
    }

    @Test
    void aConnectionWhoseSendingWasEndedIsNotUsedAgain() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
             SocketChannel channel = SocketChannel.open(server.getLocalAddress());
             Connection connection = new Connection(channel, channel.socket(), 0)) {
            connection.stopSending();
            connection.mayBeReused(Long.MAX_VALUE);

            assertThat(connection.isReusable()).isFalse();
        }
    }

    private HttpResponse upload(RawReceiver receiver) throws IOException {
        return client.send(Calls.post(receiver.uri("/"), LARGE), Calls.PATIENT, profile);
    }

    private static void assertThatNoThreadIsLeft() {
        Awaitility.await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(t -> t.getName().equals("webhookscript-early-response")));
    }
}
