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
import java.util.List;

import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.HttpHeader;
import io.webhookscript.http.message.HttpResponse;
import io.webhookscript.http.message.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TheWireIsExactlyTheCallTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nX-One: 1\r\nx-one: 2\r\nContent-Length: 2\r\n\r\nok";

    private final HttpConnections client = Calls.client();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void sendsTheHeaderLinesInTheirOrderAndNothingElse() throws IOException {
        try (RawReceiver receiver = RawReceiver.answering(OK)) {
            List<HttpHeader> headers = List.of(
                    new HttpHeader("User-Agent", "u/1"), new HttpHeader("x-LIST", "a, b"), new HttpHeader("x-LIST", "c"),
                    new HttpHeader("Cache-Control", "no-store"), new HttpHeader("Date", "never"), new HttpHeader("Via", "us"),
                    new HttpHeader("X-Latin-1", "Gr\u00fc\u00dfe\t\u00a0\u00ff"));
            HttpCall call = new HttpCall(
                    "POST", receiver.uri("/a%2Fb;c?x=1&x=2+3&y"), headers,
                    RequestBody.of("hällo".getBytes("UTF-8")));

            HttpResponse response = client.send(call, Calls.PATIENT, Calls.LOOPBACK);

            RawReceiver.Request request = receiver.requests().get(0);
            assertThat(request.line()).isEqualTo("POST /a%2Fb;c?x=1&x=2+3&y HTTP/1.1");
            assertThat(request.headerLines()).containsExactly(
                    "Host: 127.0.0.1:" + receiver.port(), "User-Agent: u/1", "x-LIST: a, b", "x-LIST: c",
                    "Cache-Control: no-store", "Date: never", "Via: us", "X-Latin-1: Gr\u00fc\u00dfe\t\u00a0\u00ff",
                    "Content-Length: 6");
            assertThat(request.text()).isEqualTo("hällo");
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.headers()).contains(new HttpHeader("X-One", "1"), new HttpHeader("x-one", "2"));
            assertThat(new String(response.body(), "UTF-8")).isEqualTo("ok");
            assertThat(response.overCap()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "PROPFIND", "QUERY", "DELETE", "GET", "PATCH", "lower", "M-SEARCH" })
    void sendsAnyMethodWithItsBody(String method) throws IOException {
        try (RawReceiver receiver = RawReceiver.answering(OK)) {
            client.send(new HttpCall(method, receiver.uri(""), List.of(), RequestBody.of(new byte[] { 'b' })),
                    Calls.PATIENT, Calls.LOOPBACK);

            assertThat(receiver.requests().get(0).line()).isEqualTo(method + " / HTTP/1.1");
            assertThat(receiver.requests().get(0).text()).isEqualTo("b");
        }
    }

    @Test
    void sendsALengthOfZeroOnlyForMethodsThatMeanSomethingByABody() throws IOException {
        try (RawReceiver receiver = RawReceiver.answering(OK)) {
            for (String method : List.of("POST", "GET")) {
                client.send(new HttpCall(method, receiver.uri("/"), List.of(), null), Calls.PATIENT,
                        Calls.LOOPBACK);
            }

            assertThat(receiver.requests().get(0).headers("Content-Length")).containsExactly("0");
            assertThat(receiver.requests().get(1).headers("Content-Length")).isEmpty();
        }
    }

    @Test
    void sendsTheHostThatTheCallNames() throws IOException {
        try (RawReceiver receiver = RawReceiver.answering(OK)) {
            client.send(
                    new HttpCall("GET", receiver.uri("/"), List.of(new HttpHeader("host", "other.example")), null),
                    Calls.PATIENT, Calls.LOOPBACK);

            assertThat(receiver.requests().get(0).headerLines()).containsExactly("host: other.example");
        }
    }

    @Test
    void sendsALargeBodyWhole() throws IOException {
        byte[] body = new byte[3 * 1024 * 1024 + 7];
        new java.util.Random(1).nextBytes(body);
        try (RawReceiver receiver = RawReceiver.answering(OK)) {
            client.send(Calls.post(receiver.uri("/"), body), Calls.PATIENT, Calls.LOOPBACK);

            assertThat(receiver.requests().get(0).body()).isEqualTo(body);
        }
    }

    @Test
    void followsNoRedirect() throws IOException {
        try (RawReceiver receiver = RawReceiver.answering(
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n", OK)) {
            HttpResponse response = client.send(Calls.get(receiver.uri("/")), Calls.PATIENT, Calls.LOOPBACK);
            client.send(Calls.get(receiver.uri("/")), Calls.PATIENT, Calls.LOOPBACK);

            assertThat(response.status()).isEqualTo(302);
            assertThat(receiver.requests()).hasSize(2).allSatisfy(r -> assertThat(r.headers("Cookie")).isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "ftp://h/", "http:/x", "http://u:p@h/", "http://h/#f", "http://h:0/", "http://h:70000/", "//h/" })
    void refusesUrisThatCannotBeCalled(String uri) {
        assertThatIllegalArgumentException().isThrownBy(() -> Calls.get(URI.create(uri)));
    }

    @Test
    void anotherPathOfTheSameOriginIsAnotherCall() throws IOException {
        try (RawReceiver receiver = RawReceiver.answering(OK)) {
            HttpCall first = Calls.post(receiver.uri("/a?b"), "one");
            HttpCall second = first.to("/c%20d?e=[1]", List.of(new HttpHeader("X-A", "1")), null);
            client.send(first, Calls.PATIENT, Calls.LOOPBACK);
            client.send(second, Calls.PATIENT, Calls.LOOPBACK);

            assertThat(second.uri()).isEqualTo(receiver.uri("/c%20d?e=[1]")).hasToString(second.url());
            assertThat(receiver.requests()).extracting(RawReceiver.Request::line)
                    .containsExactly("POST /a?b HTTP/1.1", "POST /c%20d?e=[1] HTTP/1.1");
            assertThat(receiver.requests().get(1).headerLines())
                    .containsExactly("Host: 127.0.0.1:" + receiver.port(), "X-A: 1", "Content-Length: 0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "a", "?a", "/a b", "/a#b", "/a\r\nHost: h", "/\u00e4", "/\u007f" })
    void refusesAPathThatCannotStandInTheRequestLine(String pathAndQuery) {
        HttpCall call = Calls.get(URI.create("http://h/"));

        assertThatIllegalArgumentException().isThrownBy(() -> call.to(pathAndQuery));
    }

    @ParameterizedTest
    @ValueSource(strings = { "Content-Length", "transfer-encoding", "Connection", "Expect", "Upgrade", "a b", "", "a:" })
    void refusesHeaderNamesThatWouldFrameTheMessage(String name) {
        assertThatIllegalArgumentException().isThrownBy(
                () -> new HttpCall("GET", URI.create("http://h/"), List.of(new HttpHeader(name, "1")), null));
    }

    @ParameterizedTest
    @ValueSource(strings = { "a\r\nX: y", "a\nb", "a\u0000", "\u20ac" })
    void refusesHeaderValuesThatCannotStandOnOneLine(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new HttpHeader("X", value));
    }
}
