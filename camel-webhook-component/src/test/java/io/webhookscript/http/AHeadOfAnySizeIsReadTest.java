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

import io.webhookscript.http.message.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A connection begins with a buffer for a usual head, and takes any: the next response finds a larger one. */
class AHeadOfAnySizeIsReadTest {

    @ParameterizedTest
    @ValueSource(ints = { 0, 900, 940, 950, 955, 960, 965, 970, 975, 980, 985, 990, 1_000, 1_024, 2_000, 8_000, 8_192, 60_000 })
    void aHeadOfAnySizeIsReadOnAReusedConnection(int size) throws IOException {
        String value = "0123456789".repeat(size / 10 + 1).substring(0, size);
        String body = "b".repeat(size / 2) + "end";
        try (RawReceiver receiver = RawReceiver.answering(
                "HTTP/1.1 200 OK\r\nX-Long: " + value + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body,
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-Long: " + value + "\r\n\r\n"
                                                                                                                    + Integer
                                                                                                                            .toHexString(
                                                                                                                                    body.length())
                                                                                                                    + "\r\n"
                                                                                                                    + body
                                                                                                                    + "\r\n0\r\n\r\n");
             HttpConnections client = Calls.client()) {
            for (int i = 0; i < 4; i++) {
                HttpResponse response = client.send(Calls.get(receiver.uri("/")), Calls.PATIENT, Calls.LOOPBACK);

                assertThat(response.header("X-Long")).contains(value);
                assertThat(new String(response.body())).isEqualTo(body);
            }
            assertThat(receiver.connections()).isEqualTo(1);
        }
    }
}
