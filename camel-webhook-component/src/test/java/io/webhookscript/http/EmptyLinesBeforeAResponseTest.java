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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** One empty line is left from the response before (RFC 9112 §2.2); more are no HTTP, and no long head either. */
class EmptyLinesBeforeAResponseTest {

    private static final String RESPONSE = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @ParameterizedTest
    @ValueSource(strings = { "\r\n\r\n", "\n\n", "\r\n\r\n\r\n\r\n", "\n\n\n\n\n\n\n\n" })
    void emptyLinesAreNamedInTheFailure(String lines) throws IOException {
        try (RawReceiver receiver = RawReceiver.answering(lines + RESPONSE); HttpConnections client = Calls.client()) {
            assertThatThrownBy(() -> client.send(Calls.get(receiver.uri("/")), Calls.PATIENT, Calls.LOOPBACK))
                    .isInstanceOfSatisfying(CallFailedException.class,
                            e -> assertThat(e.kind()).isEqualTo(CallFailedException.Kind.BROKEN))
                    .hasMessageContaining("it begins with empty lines").hasMessageNotContaining("262144");
        }
    }

    @Test
    void oneEmptyLineIsSkipped() throws IOException {
        try (RawReceiver receiver = RawReceiver.answering("\r\n" + RESPONSE); HttpConnections client = Calls.client()) {
            assertThat(client.send(Calls.get(receiver.uri("/")), Calls.PATIENT, Calls.LOOPBACK).status()).isEqualTo(200);
        }
    }
}
