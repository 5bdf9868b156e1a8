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
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;

import javax.net.ssl.SSLContext;

import io.webhookscript.http.CallFailedException.Kind;
import io.webhookscript.http.message.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Tag("slow")
class TheOtherSideOfTlsIsCheckedTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @TempDir
    private static Path folder;
    private static KeyStore good;
    private static KeyStore expired;
    private static KeyStore other;
    private static SSLContext trust;

    private final HttpConnections client = Calls.client();

    @BeforeAll
    static void certificates() throws Exception {
        good = Certificates.create(folder, "dns:localhost,ip:127.0.0.1", "-1d", 100);
        expired = Certificates.create(folder, "dns:localhost,ip:127.0.0.1", "-10d", 5);
        other = Certificates.create(folder, "dns:other.example", "-1d", 100);
        trust = Certificates.trusting(List.of(good, expired, other));
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void callsAReceiverThatIsTrustedOverOneConnection() throws Exception {
        try (RawReceiver receiver = tls(good)) {
            for (int i = 0; i < 10; i++) {
                HttpResponse response = client.send(Calls.post(receiver.uri("/"), new byte[100_000]), Calls.PATIENT,
                        trusting(null));

                assertThat(new String(response.body())).isEqualTo("ok");
            }
            assertThat(receiver.connections()).isEqualTo(1);
            assertThat(receiver.requests()).hasSize(10).allSatisfy(r -> assertThat(r.body()).hasSize(100_000));
        }
    }

    @Test
    void refusesACertificateOfAnotherHost() throws Exception {
        try (RawReceiver receiver = tls(other)) {
            assertUntrusted(receiver.uri("/"), trusting(null), "127.0.0.1");
        }
    }

    @Test
    void refusesAnExpiredCertificate() throws Exception {
        try (RawReceiver receiver = tls(expired)) {
            assertUntrusted(receiver.uri("/"), trusting(null), "NotAfter");
        }
    }

    @Test
    void refusesASelfSignedCertificateByTheTrustOfTheJdk() throws Exception {
        try (RawReceiver receiver = tls(Certificates.selfSigned(folder, "ip:127.0.0.1"))) {
            assertUntrusted(receiver.uri("/"), Calls.LOOPBACK, "certification path");
        }
    }

    @Test
    void saysThatAPlainPortDoesNotSpeakTls() throws Exception {
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            peer.some();
            peer.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            peer.untilClosed();
        })) {
            assertUntrusted(URI.create("https://127.0.0.1:" + receiver.port() + "/"), Calls.LOOPBACK, "does not speak TLS");
        }
    }

    @Test
    void aHandshakeThatIsBrokenOffIsAMatterOfTheNetwork() throws Exception {
        try (RawReceiver receiver = RawReceiver.playing(RawReceiver.Peer::some)) {
            CallFailedException failure
                    = failure(URI.create("https://127.0.0.1:" + receiver.port() + "/"), Calls.PATIENT, Calls.LOOPBACK);

            assertThat(failure.kind()).isEqualTo(Kind.CONNECT);
            assertThat(failure.sent()).isFalse();
            assertThat(client.open()).isZero();
        }
    }

    @Test
    void aHandshakeThatHangsEndsAtTheDeadline() throws Exception {
        try (RawReceiver receiver = RawReceiver.playing(RawReceiver.Peer::silence)) {
            CallFailedException failure
                    = failure(URI.create("https://127.0.0.1:" + receiver.port() + "/"), Calls.within(300), Calls.LOOPBACK);

            assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(failure.sent()).isFalse();
        }
    }

    @Test
    void anAnswerThatHangsBehindTlsEndsAtTheDeadline() throws Exception {
        try (RawReceiver receiver = RawReceiver.playing(Certificates.server(good).getServerSocketFactory(), peer -> {
            peer.request();
            peer.silence();
        })) {
            CallFailedException failure = failure(receiver.uri("/"), Calls.within(1_500), trusting(null));

            assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(failure.sent()).isTrue();
            assertThat(client.open()).isZero();
        }
    }

    @Test
    void aConnectionClosedByTheReceiverBetweenTwoCallsIsNotUsed() throws Exception {
        try (RawReceiver receiver = RawReceiver.playing(Certificates.server(good).getServerSocketFactory(), peer -> {
            peer.request();
            peer.send(OK);
        })) {
            for (int i = 0; i < 5; i++) {
                client.send(Calls.post(receiver.uri("/"), "{}"), Calls.PATIENT, trusting(null));
                org.awaitility.Awaitility.await().until(() -> receiver.openConnections() == 0);
            }
            assertThat(receiver.requests()).hasSize(5);
        }
    }

    @Test
    void theNameOfTheUriHoldsBehindAProxyToo() throws Exception {
        try (RawReceiver receiver = tls(other); TunnelProxy proxy = new TunnelProxy("Basic dTpwOncg", 200)) {
            ConnectionProfile profile = trusting(URI.create("http://u:p%3Aw%20@127.0.0.1:" + proxy.port()));
            URI named = URI.create("https://other.example:" + receiver.port() + "/");

            HttpResponse response = client.send(Calls.get(named), Calls.PATIENT, profile);
            client.send(Calls.get(named), Calls.PATIENT, profile);
            CallFailedException wrong
                    = failure(URI.create("https://wrong.example:" + receiver.port() + "/"), Calls.PATIENT, profile);

            assertThat(response.status()).isEqualTo(200);
            assertThat(proxy.connects()).containsExactly(
                    "CONNECT other.example:" + receiver.port() + " HTTP/1.1",
                    "CONNECT wrong.example:" + receiver.port() + " HTTP/1.1");
            assertThat(wrong.kind()).isEqualTo(Kind.TLS);
            assertThat(receiver.requests()).hasSize(2)
                    .allSatisfy(r -> assertThat(r.headers("Proxy-Authorization")).isEmpty());
        }
    }

    @Test
    void aProxyThatWantsOtherCredentialsAnswers407() throws Exception {
        try (TunnelProxy proxy = new TunnelProxy("Basic other", 200)) {
            HttpResponse response = client.send(Calls.get(URI.create("https://other.example/")), Calls.PATIENT,
                    trusting(URI.create("http://127.0.0.1:" + proxy.port())));

            assertThat(response.status()).isEqualTo(407);
            assertThat(client.open()).isZero();
        }
    }

    @Test
    void aProxyThatCannotReachTheReceiverIsAFailureToConnect() throws Exception {
        try (TunnelProxy proxy = new TunnelProxy("", 502)) {
            CallFailedException failure = failure(URI.create("https://other.example/"), Calls.PATIENT,
                    trusting(URI.create("http://127.0.0.1:" + proxy.port())));

            assertThat(failure.kind()).isEqualTo(Kind.CONNECT);
            assertThat(failure.sent()).isFalse();
            assertThat(failure).hasMessageContaining("proxy 127.0.0.1:" + proxy.port()).hasMessageContaining("502");
        }
    }

    @Test
    void aPlainCallAsksTheProxyInTheAbsoluteForm() throws IOException {
        try (RawReceiver proxy = RawReceiver.answering(OK)) {
            client.send(Calls.get(URI.create("http://any.example:8080/a?b=c")), Calls.PATIENT, new ConnectionProfile(
                    Calls.LOOPBACK.policy(), null,
                    ProxyChoice.of(URI.create("http://u:p@127.0.0.1:" + proxy.port()))));

            assertThat(proxy.requests().get(0).line()).isEqualTo("GET http://any.example:8080/a?b=c HTTP/1.1");
            assertThat(proxy.requests().get(0).headerLines())
                    .containsExactly("Host: any.example:8080", "Proxy-Authorization: Basic dTpw");
        }
    }

    private void assertUntrusted(URI uri, ConnectionProfile profile, String words) {
        CallFailedException failure = failure(uri, Calls.PATIENT, profile);

        assertThat(failure.kind()).isEqualTo(Kind.TLS);
        assertThat(failure.sent()).isFalse();
        assertThat(failure).hasMessageContaining(words);
        assertThat(client.open()).isZero();
    }

    private CallFailedException failure(URI uri, CallLimits limits, ConnectionProfile profile) {
        return catchThrowableOfType(CallFailedException.class, () -> client.send(Calls.get(uri), limits, profile));
    }

    private static RawReceiver tls(KeyStore key) throws Exception {
        return RawReceiver.playing(Certificates.server(key).getServerSocketFactory(), peer -> {
            while (peer.request() != null) {
                peer.send(OK);
            }
        });
    }

    private static ConnectionProfile trusting(@Nullable URI proxy) {
        return new ConnectionProfile(Calls.LOOPBACK.policy(), trust, proxy != null ? ProxyChoice.of(proxy) : ProxyChoice.NONE);
    }
}
