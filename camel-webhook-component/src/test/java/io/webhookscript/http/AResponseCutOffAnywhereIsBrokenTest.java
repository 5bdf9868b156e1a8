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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A receiver that closes the connection, however orderly, before the last byte of its response has not answered. */
class AResponseCutOffAnywhereIsBrokenTest {

    @AutoClose
    private final HttpConnections client = Calls.client();

    @ParameterizedTest
    @ValueSource(strings = {
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{\"a\": 1} ",
            "HTTP/1.1 200 OK\nContent-Length: 2\n\nok",
            "HTTP/1.1 204 No Content\r\nX: y\r\n\r\n",
            "HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n02\r\nok\r\n0002;x=y\r\n??\r\n000\r\nTrailer: z\r\n\r\n" })
    void aResponseCutOffAnywhereIsBroken(String response) throws IOException {
        AtomicInteger sent = new AtomicInteger();
        List<Integer> taken = new ArrayList<>();
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            peer.request();
            peer.send(response.substring(0, sent.get()));
        })) {
            for (int length = 0; length <= response.length(); length++) {
                sent.set(length);
                try {
                    client.send(Calls.post(receiver.uri("/"), "{}"), Calls.PATIENT, Calls.LOOPBACK);
                    taken.add(length);
                } catch (CallFailedException failure) {
                    assertThat(failure.kind()).as("after %d bytes", length).isEqualTo(CallFailedException.Kind.BROKEN);
                }
            }
        }
        assertThat(taken).containsExactly(response.length());
    }
}
