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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

import io.webhookscript.http.message.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A gzip body may have several members (RFC 1952 §2.2), and the network may pause between any two of its bytes. */
class GzipOfSeveralMembersIsReadWholeTest {

    private static final byte[] FIRST = gzip("first");
    private static final byte[] SECOND = gzip("second");

    @AutoClose
    private final HttpConnections client = Calls.client();

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            with a length,            'Content-Length: 51|'
            to the connection's end,  'Connection: close|'
            """)
    void readsWhatComesAfterAPause(String name, String headers) throws IOException {
        assertThat(FIRST.length + SECOND.length).isEqualTo(51);
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            peer.request();
            peer.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n" + headers.replace("|", "\r\n") + "\r\n");
            peer.send(FIRST);
            peer.pause(50);
            peer.send(SECOND);
        })) {
            HttpResponse response = client.send(Calls.get(receiver.uri("/")), Calls.PATIENT, Calls.LOOPBACK);

            assertThat(new String(response.body())).isEqualTo("firstsecond");
        }
    }

    @Test
    void readsChunksAndTwoLayersByteForByte() throws IOException {
        byte[] outer = gzip(FIRST, SECOND);
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            peer.request();
            peer.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (byte b : outer) {
                peer.send(new byte[] { '1', '\r', '\n', b, '\r', '\n' });
            }
            peer.pause(50);
            peer.send("0\r\n\r\n");
            peer.untilClosed();
        })) {
            HttpResponse response = client.send(Calls.get(receiver.uri("/")), Calls.PATIENT, Calls.LOOPBACK);

            assertThat(new String(response.body())).isEqualTo("firstsecond");
            assertThat(client.open()).isEqualTo(1);
        }
    }

    @Test
    void isBrokenWhereverItIsCutOff() throws IOException {
        String response = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 51\r\n\r\n"
                          + new String(FIRST, StandardCharsets.ISO_8859_1) + new String(SECOND, StandardCharsets.ISO_8859_1);
        AtomicInteger sent = new AtomicInteger();
        List<Integer> taken = new ArrayList<>();
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            peer.request();
            peer.send(response.substring(0, sent.get()));
        })) {
            for (int length = response.length() - 51; length <= response.length(); length++) {
                sent.set(length);
                try {
                    client.send(Calls.get(receiver.uri("/")), Calls.PATIENT, Calls.LOOPBACK);
                    taken.add(length);
                } catch (CallFailedException failure) {
                    assertThat(failure.kind()).as("after %d bytes", length).isEqualTo(CallFailedException.Kind.BROKEN);
                }
            }
        }
        assertThat(taken).containsExactly(response.length());
    }

    private static byte[] gzip(String text) {
        return gzip(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] gzip(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            for (byte[] part : parts) {
                out.write(part);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }
}
