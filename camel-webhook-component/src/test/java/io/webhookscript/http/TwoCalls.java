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
import java.net.InetAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

import io.webhookscript.http.CallFailedException.Kind;
import io.webhookscript.http.HttpConnections.Sizes;
import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.HttpResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two calls after each other to a receiver inside this JVM that answers the first with any bytes, in any pieces, and a
 * second on the same connection with "good". Whatever the bytes are, the first call ends with a response or one kind of
 * failure, each request is exactly its call, and the second call gets its own response.
 */
final class TwoCalls implements AutoCloseable {

    /** What the second request is answered with. */
    private static final String GOOD = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood";
    private static final byte[] GOOD_BYTES = GOOD.getBytes(StandardCharsets.ISO_8859_1);
    private static final IntUnaryOperator ALL = given -> Integer.MAX_VALUE;
    private static final CallLimits LIMITS = new CallLimits(Calls.PATIENT.deadline(), 64 * 1024);

    /** When the bytes that no call has asked for can be seen. */
    enum Rest {
        AT_ONCE,
        /** Too late for the look at an idle connection: then it must be known from the framing that none may come. */
        LATE
    }

    private final List<Receiver> connections = new ArrayList<>();
    private final HttpConnections client = new HttpConnections(
            new Sizes(4, 4), name -> List.of(InetAddress.getByName(name)), address -> open(), System::nanoTime);
    private Receiver first = new Receiver(GOOD_BYTES, ALL, Rest.AT_ONCE);

    /** @param pieces how many bytes come at once, at most, after so many */
    void check(HttpCall call, byte[] response, IntUnaryOperator pieces, Rest rest) throws IOException {
        try {
            checkBoth(call, response, pieces, rest);
        } finally {
            connections.forEach(Receiver::end);
            connections.clear();
        }
    }

    private void checkBoth(HttpCall call, byte[] response, IntUnaryOperator pieces, Rest rest) throws IOException {
        first = new Receiver(response, pieces, rest);
        Optional<HttpResponse> taken = send(call);
        assertThat(first.requests()).isEqualTo(wire(call));
        int consumed = first.given;
        Optional<StrictFraming> framing = StrictFraming.of(response, call.method());
        if (taken.isPresent() && framing.isPresent() && framing.get().header("content-encoding").isEmpty()) {
            assertBody(taken.get(), framing.get());
        }

        first.nextComes();
        HttpCall next = Calls.get(call.uri());
        Optional<HttpResponse> second = send(next);

        if (connections.size() > 1) {
            assertThat(first.requests()).isEqualTo(wire(call));
            assertThat(connections.get(1).requests()).isEqualTo(wire(next));
        } else {
            assertThat(framing).as("a connection is used again whose response has no certain end").isPresent();
            assertThat(framing.get().end()).as("end of the response").isEqualTo(consumed);
            assertThat(first.requests()).isEqualTo(wire(call) + wire(next));
        }
        if (connections.size() > 1 || consumed == response.length || rest == Rest.AT_ONCE) {
            assertThat(second).map(received -> new String(received.body())).contains("good");
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private SocketChannel open() {
        Receiver receiver = connections.isEmpty() ? first : new Receiver(GOOD_BYTES, ALL, Rest.AT_ONCE);
        connections.add(receiver);
        return new MemoryChannel(receiver);
    }

    private Optional<HttpResponse> send(HttpCall call) {
        try {
            return Optional.of(client.send(call, LIMITS, Calls.LOOPBACK));
        } catch (CallFailedException failure) {
            assertThat(failure.kind()).isEqualTo(Kind.BROKEN);
            assertThat(failure.sent()).isTrue();
            return Optional.empty();
        }
    }

    private static void assertBody(HttpResponse response, StrictFraming framing) {
        assertThat(response.status()).isEqualTo(framing.status());
        int length = (int) Math.min(LIMITS.maxResponseSize(), framing.body().length);
        assertThat(response.body()).isEqualTo(Arrays.copyOf(framing.body(), length));
        assertThat(response.overCap()).isEqualTo(framing.body().length > length);
    }

    /** The bytes of a call, put together apart from the client. */
    private static String wire(HttpCall call) throws IOException {
        StringBuilder wire = new StringBuilder(call.method()).append(' ');
        String target = call.uri().toString().replaceFirst("http://[^/?]*", "");
        wire.append(target.startsWith("/") ? target : "/" + target).append(" HTTP/1.1\r\n");
        if (call.headers().stream().noneMatch(header -> header.name().equalsIgnoreCase("host"))) {
            wire.append("Host: ").append(call.uri().getRawAuthority()).append("\r\n");
        }
        call.headers().forEach(line -> wire.append(line.name()).append(": ").append(line.value()).append("\r\n"));
        byte[] body = call.body().isEmpty() ? new byte[0] : call.body().get().open().readAllBytes();
        if (call.body().isPresent() || List.of("POST", "PUT", "PATCH").contains(call.method())) {
            wire.append("Content-Length: ").append(body.length).append("\r\n");
        }
        assertThat(wire.toString().replace("\r\n", "")).as("line ends").doesNotContain("\r", "\n", "\0");
        return wire.append("\r\n").append(new String(body, StandardCharsets.ISO_8859_1)).toString();
    }

    /** One connection, seen from the other side. */
    private static final class Receiver implements MemoryChannel.Receiver {

        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private final IntUnaryOperator pieces;
        private final Rest rest;
        private byte[] bytes;
        private int given;
        private boolean nextComes;
        private boolean ended;

        private Receiver(byte[] bytes, IntUnaryOperator pieces, Rest rest) {
            this.bytes = bytes;
            this.pieces = pieces;
            this.rest = rest;
        }

        private String requests() {
            return taken.toString(StandardCharsets.ISO_8859_1);
        }

        private void nextComes() {
            nextComes = true;
        }

        /** So that no later call finds it in the pool. */
        private void end() {
            ended = true;
        }

        @Override
        public void take(byte[] source, int from, int length) {
            taken.write(source, from, length);
            if (nextComes) {
                nextComes = false;
                int before = bytes.length;
                bytes = Arrays.copyOf(bytes, before + GOOD_BYTES.length);
                System.arraycopy(GOOD_BYTES, 0, bytes, before, GOOD_BYTES.length);
            }
        }

        @Override
        public int available() {
            return ended ? 1 : rest == Rest.LATE ? 0 : bytes.length - given;
        }

        @Override
        public int give(byte[] target, int from, int length) {
            int left = bytes.length - given;
            if (left == 0 || ended) {
                return -1;
            }
            int count = Math.min(Math.min(pieces.applyAsInt(given), left), length);
            System.arraycopy(bytes, given, target, from, count);
            given += count;
            return count;
        }
    }
}
