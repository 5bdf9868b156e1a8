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
package io.webhookscript.console;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.webhookscript.console.mount.LoopbackMount;
import io.webhookscript.console.mount.RequestDeadlines;
import io.webhookscript.console.web.ConsoleResponse;
import io.webhookscript.console.web.JsonResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A client that sends or reads slowly loses its connection, and the others are served. */
@Tag("slow")
class SlowClientsHoldNoThreadTest {

    /** More than the server has threads and places. */
    private static final int CLIENTS = 150;

    @Test
    void clientsThatNeverFinishTheirHeadersAreDisconnected() throws Exception {
        assertOthersAreServed("POST /webhookscript/api/check HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ");
    }

    @Test
    void clientsThatNeverFinishTheirBodyAreDisconnected() throws Exception {
        assertOthersAreServed("POST /webhookscript/api/check HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n{");
    }

    @Test
    void aClientThatNeverReadsItsResponseIsDisconnected() throws Exception {
        byte[] large = new byte[50_000_000];
        try (LoopbackMount mount = mount(() -> new ConsoleResponse(200, Map.of(), large));
             Socket socket = new Socket(InetAddress.getLoopbackAddress(), mount.port())) {
            socket.getOutputStream().write("GET /webhookscript/x HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.UTF_8));

            Awaitility.await().pollDelay(Duration.ofSeconds(2)).untilAsserted(() -> assertThat(remaining(socket))
                    .isLessThan(large.length));
        }
    }

    @Test
    void anAnswerThatTakesLongIsNotInterrupted() throws Exception {
        try (LoopbackMount mount = mount(() -> {
            long until = System.nanoTime() + Duration.ofMillis(1_500).toNanos();
            while (System.nanoTime() < until && !Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            return JsonResponse.of(200, Map.of("interrupted", Thread.currentThread().isInterrupted()));
        })) {
            assertThat(new RawHttp(mount.port()).get("/webhookscript/api/run").text()).isEqualTo("{\"interrupted\":false}");
        }
    }

    private static void assertOthersAreServed(String beginning) throws Exception {
        try (LoopbackMount mount = mount(() -> JsonResponse.of(200, Map.of("served", true)))) {
            List<Socket> slow = new ArrayList<>();
            try {
                for (int i = 0; i < CLIENTS; i++) {
                    Socket socket = new Socket(InetAddress.getLoopbackAddress(), mount.port());
                    socket.getOutputStream().write(beginning.getBytes(StandardCharsets.UTF_8));
                    slow.add(socket);
                }

                Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(() -> assertThat(
                        new RawHttp(mount.port()).get("/webhookscript/api/session").status()).isEqualTo(200));
                Awaitility.await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(isClosed(slow.get(0))).isTrue());
            } finally {
                for (Socket socket : slow) {
                    socket.close();
                }
            }
        }
    }

    private static boolean isClosed(Socket socket) throws IOException {
        socket.setSoTimeout(100);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private static long remaining(Socket socket) throws IOException {
        long read = 0;
        socket.setSoTimeout(2_000);
        try (InputStream in = socket.getInputStream()) {
            byte[] buffer = new byte[65_536];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                read += n;
            }
        } catch (IOException reset) {
            return read;
        }
        return read;
    }

    private static LoopbackMount mount(Supplier<ConsoleResponse> answer) throws IOException {
        LoopbackMount mount = LoopbackMount.open(0, "/webhookscript", new RequestDeadlines(Duration.ofMillis(700)));
        mount.serve(request -> answer.get());
        return mount;
    }
}
