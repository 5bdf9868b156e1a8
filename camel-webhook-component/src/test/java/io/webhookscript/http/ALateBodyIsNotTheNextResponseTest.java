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
import java.util.List;

import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A receiver announces a body where a response has none, and sends it when the next request is there: too late for any
 * look at an idle connection. A connection that may bring such bytes is not used again; one that may not, is.
 */
class ALateBodyIsNotTheNextResponseTest {

    private static final String EVIL = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil";
    private static final String GOOD = RawReceiver.response(200, "text/plain", "good");

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            204 with a length,               GET,  'HTTP/1.1 204 None|Content-Length: 42||'
            204 with two lengths,            GET,  'HTTP/1.1 204 None|Content-Length: 0|Content-Length: 42||'
            204 with chunks,                 POST, 'HTTP/1.1 204 None|Transfer-Encoding: chunked||'
            chunks in HTTP/1.0,              GET,  'HTTP/1.0 200 OK|Connection: keep-alive|Transfer-Encoding: chunked||2|ok|0||'
            chunks and a length in HTTP/1.0, GET,  'HTTP/1.0 200 OK|Connection: keep-alive|Transfer-Encoding: chunked|Content-Length: 12||2|ok|0||'
            """)
    void closesAConnectionOnWhichABodyMayStillCome(String name, String method, String first) throws IOException {
        assertThat(connectionsOfTwoCalls(method, first, EVIL)).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            204,                     GET,  'HTTP/1.1 204 None||'
            204 with a length of 0,  GET,  'HTTP/1.1 204 None|Content-Length: 0||'
            304 with a length,       GET,  'HTTP/1.1 304 Same|Content-Length: 42||'
            304 with chunks,         GET,  'HTTP/1.1 304 Same|Transfer-Encoding: chunked||'
            HEAD with a length,      HEAD, 'HTTP/1.1 200 OK|Content-Length: 42||'
            HTTP/1.0 with a length,  GET,  'HTTP/1.0 200 OK|Connection: keep-alive|Content-Length: 2||ok'
            chunks in HTTP/1.1,      GET,  'HTTP/1.1 200 OK|Transfer-Encoding: chunked||2|ok|0||'
            """)
    void usesAConnectionAgainWhoseResponseIsWhole(String name, String method, String first) throws IOException {
        assertThat(connectionsOfTwoCalls(method, first, "")).isEqualTo(1);
    }

    private static int connectionsOfTwoCalls(String method, String first, String late) throws IOException {
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            String before = "";
            for (RawReceiver.Request r = peer.request(); r != null; r = peer.request()) {
                boolean isFirst = r.line().contains("/first ");
                peer.send(before + (isFirst ? first.replace("|", "\r\n") : GOOD));
                before = late;
            }
        }); HttpConnections client = Calls.client()) {
            HttpCall call = new HttpCall(method, receiver.uri("/first"), List.of(), null);
            client.send(call, Calls.PATIENT, Calls.LOOPBACK);

            HttpResponse second = client.send(Calls.get(receiver.uri("/second")), Calls.PATIENT, Calls.LOOPBACK);

            assertThat(new String(second.body())).isEqualTo("good");
            return receiver.connections();
        }
    }
}
