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
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

import io.webhookscript.http.CallFailedException.Kind;
import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.HttpResponse;
import io.webhookscript.http.message.RequestBody;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Whatever a receiver does, the call ends within its deadline and a fifth, with one clear failure, and the connection
 * is closed.
 */
@Tag("slow")
class EveryFaultEndsInTimeTest {

    private static final CallLimits LIMITS = new CallLimits(Duration.ofMillis(1_000), 64 * 1024);
    /**
     * What a busy machine may need beyond the fifth, in milliseconds; {@code -Dwebhookscript.test.margin} on a quiet
     * one.
     */
    private static final long MARGIN = Long.getLong("webhookscript.test.margin", 3_000);
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    /**
     * A gzip header whose file name goes on for 512 MiB, packed: what unpacks it computes long and never gives a byte.
     */
    private static final byte[] ENDLESS_NAME = endlessName();

    private final HttpConnections client = Calls.client();
    private final Set<Thread> threadsBefore = clientThreads();

    /** While a client is open, one thread keeps the time of all its calls; when it is closed, there is none. */
    @AfterEach
    void leavesNoThreadAndNoConnection() {
        assertThat(client.leased()).isZero();
        assertThat(threadsSince()).hasSizeLessThanOrEqualTo(1);

        client.close();

        assertThat(client.open()).isZero();
        Awaitility.await().untilAsserted(() -> assertThat(threadsSince()).isEmpty());
    }

    private Set<Thread> threadsSince() {
        Set<Thread> threads = clientThreads();
        threads.removeAll(threadsBefore);
        return threads;
    }

    private static Set<Thread> clientThreads() {
        return Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().startsWith("webhookscript-"))
                .collect(Collectors.toSet());
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("never answers", Kind.TIMEOUT, 0, peer -> {
                    peer.request();
                    peer.silence();
                }),
                fault("answers headers, never the body", Kind.TIMEOUT, 200, after(OK + "Content-Length: 5\r\n\r\n")),
                fault("drips headers", Kind.TIMEOUT, 0, peer -> {
                    peer.request();
                    peer.drip(OK + "X: " + "y".repeat(1_000), 50);
                }),
                fault("drips the body", Kind.TIMEOUT, 200, peer -> {
                    peer.request();
                    peer.send(OK + "Content-Length: 1000\r\n\r\n");
                    peer.drip("y".repeat(1_000), 50);
                }),
                fault("drips chunk sizes", Kind.TIMEOUT, 200, peer -> {
                    peer.request();
                    peer.send(OK + "Transfer-Encoding: chunked\r\n\r\n");
                    peer.drip("1\r\nx\r\n".repeat(200), 50);
                }),
                fault("an endless chunk extension", Kind.BROKEN, 200, peer -> {
                    peer.request();
                    peer.send(OK + "Transfer-Encoding: chunked\r\n\r\n1;");
                    endless(peer, "x".repeat(8_192));
                }),
                fault("endless trailers", Kind.BROKEN, 200, peer -> {
                    peer.request();
                    peer.send(OK + "Transfer-Encoding: chunked\r\n\r\n0\r\n");
                    endless(peer, "x: y\r\n".repeat(1_000));
                }),
                fault("chunking that is none", Kind.BROKEN, 200,
                        closed(OK + "Transfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n0\r\n\r\n")),
                fault("a chunk of negative size", Kind.BROKEN, 200,
                        closed(OK + "Transfer-Encoding: chunked\r\n\r\n-1\r\nx\r\n")),
                fault("a chunk whose size has a sign", Kind.BROKEN, 200,
                        closed(OK + "Transfer-Encoding: chunked\r\n\r\n+1\r\nx\r\n0\r\n\r\n")),
                fault("a carriage return inside a chunk's size", Kind.BROKEN, 200,
                        closed(OK + "Transfer-Encoding: chunked\r\n\r\n1\r0\r\nx\r\n0\r\n\r\n")),
                fault("no last chunk", Kind.BROKEN, 200, closed(OK + "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n")),
                fault("a transfer coding nobody asked for", Kind.BROKEN, 200,
                        closed(OK + "Transfer-Encoding: gzip, chunked\r\n\r\n")),
                fault("fewer bytes than the length says", Kind.BROKEN, 200, closed(OK + "Content-Length: 9\r\n\r\nshort")),
                fault("two lengths", Kind.BROKEN, 200, closed(OK + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab")),
                fault("a negative length", Kind.BROKEN, 200, closed(OK + "Content-Length: -1\r\n\r\nab")),
                fault("a length beyond all numbers", Kind.BROKEN, 200,
                        closed(OK + "Content-Length: " + "9".repeat(30) + "\r\n\r\n")),
                fault("reset after the request", Kind.BROKEN, 0, peer -> {
                    peer.request();
                    peer.reset();
                }),
                fault("reset mid-headers", Kind.BROKEN, 0, peer -> {
                    peer.request();
                    peer.send(OK + "X: ");
                    peer.reset();
                }),
                fault("reset mid-body", Kind.BROKEN, 200, peer -> {
                    peer.request();
                    peer.send(OK + "Content-Length: 1000\r\n\r\nbegun");
                    peer.reset();
                }),
                fault("closed before headers", Kind.BROKEN, 0, closed("")),
                fault("closed mid-headers", Kind.BROKEN, 0, closed(OK + "X: y\r\nX")),
                fault("HTTP/0.9", Kind.BROKEN, 0, closed("<html>hello</html>\r\n\r\n")),
                fault("a status of 999", Kind.BROKEN, 0, closed("HTTP/1.1 999 What\r\nContent-Length: 0\r\n\r\n")),
                fault("a status of 42", Kind.BROKEN, 0, closed("HTTP/1.1 42 What\r\nContent-Length: 0\r\n\r\n")),
                fault("a carriage return inside the status line", Kind.BROKEN, 0,
                        closed("HTTP/1.1 200 OK\r:Content-Length: 0\r\n\r\n")),
                fault("a status of 000", Kind.BROKEN, 0, closed("HTTP/1.1 000 What\r\nContent-Length: 0\r\n\r\n")),
                fault("no status", Kind.BROKEN, 0, closed("HTTP/1.1 okay\r\nContent-Length: 0\r\n\r\n")),
                fault("HTTP/2 on a connection of HTTP/1.1", Kind.BROKEN, 0,
                        closed("HTTP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n")),
                fault("a header of 1 MiB", Kind.BROKEN, 0, closed(OK + "X: " + "y".repeat(1 << 20) + "\r\n\r\n")),
                fault("10,000 headers", Kind.BROKEN, 0, closed(OK + "X: y\r\n".repeat(10_000) + "\r\n")),
                fault("endless headers", Kind.BROKEN, 0, peer -> {
                    peer.request();
                    peer.send(OK);
                    endless(peer, "X: y\r\n".repeat(1_000));
                }),
                fault("endless folded header", Kind.BROKEN, 0, peer -> {
                    peer.request();
                    peer.send(OK + "X: y\r\n");
                    endless(peer, " y\r\n".repeat(1_000));
                }),
                fault("endless empty lines", Kind.BROKEN, 0, peer -> {
                    peer.request();
                    endless(peer, "\r\n".repeat(1_000));
                }),
                fault("endless 1xx answers", Kind.BROKEN, 0, peer -> {
                    peer.request();
                    endless(peer, "HTTP/1.1 102 Processing\r\n\r\n".repeat(100));
                }),
                fault("gzip cut off", Kind.BROKEN, 200, closed(gzip("x".repeat(100)), 20)),
                fault("compressed a hundred times", Kind.BROKEN, 200,
                        closed(OK + "Content-Encoding: gzip" + ", gzip".repeat(99) + "\r\nContent-Length: 5\r\n\r\nplain")),
                fault("a bomb between two layers", Kind.TIMEOUT, 200, peer -> {
                    peer.request();
                    peer.send(OK + "Content-Encoding: gzip, gzip\r\nContent-Length: " + ENDLESS_NAME.length + "\r\n\r\n");
                    peer.send(ENDLESS_NAME);
                    peer.untilClosed();
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void everyFaultEndsInTime(String name, Kind kind, int status, RawReceiver.Play play) throws IOException {
        try (RawReceiver receiver = RawReceiver.playing(play)) {
            long start = System.nanoTime();

            CallFailedException failure = catchThrowableOfType(CallFailedException.class,
                    () -> client.send(Calls.post(receiver.uri("/path?secret=s3cr3t"), "{}"), LIMITS, Calls.LOOPBACK));

            assertThat(Duration.ofNanos(System.nanoTime() - start).toMillis()).isLessThan(1_200 + MARGIN);
            assertThat(failure).isNotNull();
            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure.sent()).isTrue();
            assertThat(failure.status() == null ? 0 : failure.status()).isEqualTo(status);
            assertThat(failure).hasMessageContaining("127.0.0.1:" + receiver.port()).hasMessageNotContainingAny("s3cr3t",
                    "/path");
            assertThat(failure.getMessage()).doesNotContain("\n").doesNotEndWith(".");
            assertThat(client.leased()).isZero();
            assertThat(client.open()).isZero();
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @Test
    void endsWhenTheReceiverNeverReadsALargeRequest() throws IOException {
        try (RawReceiver receiver = RawReceiver.playing(RawReceiver.Peer::silence)) {
            CallFailedException failure = catchThrowableOfType(CallFailedException.class,
                    () -> client.send(Calls.post(receiver.uri("/"), new byte[20 << 20]), LIMITS, Calls.LOOPBACK));

            assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(failure.sent()).isTrue();
            assertThat(failure).hasMessageContaining("sending the request");
            assertThat(client.open()).isZero();
        }
    }

    static Stream<Arguments> tooLarge() {
        return Stream.of(
                arguments("endless body", (RawReceiver.Play) peer -> {
                    peer.request();
                    peer.send(OK + "\r\n");
                    endless(peer, "x".repeat(8_192));
                }),
                arguments("endless chunks", (RawReceiver.Play) peer -> {
                    peer.request();
                    peer.send(OK + "Transfer-Encoding: chunked\r\n\r\n");
                    endless(peer, "400\r\n" + "x".repeat(1_024) + "\r\n");
                }),
                arguments("a length of 10 GiB", (RawReceiver.Play) peer -> {
                    peer.request();
                    peer.send(OK + "Content-Length: 10737418240\r\n\r\n");
                    endless(peer, "x".repeat(8_192));
                }),
                arguments("a bomb of gzip", bomb(1, false, "gzip")),
                arguments("a bomb of gzip in gzip", bomb(2, false, "gzip, gzip")),
                arguments("a bomb of deflate", bomb(1, true, "deflate")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tooLarge")
    void keepsTheBeginningOfWhatIsTooLarge(String name, RawReceiver.Play play) throws IOException {
        try (RawReceiver receiver = RawReceiver.playing(play)) {
            HttpResponse response
                    = client.send(Calls.get(receiver.uri("/")), new CallLimits(Duration.ofSeconds(10), 1_000), Calls.LOOPBACK);

            assertThat(response.overCap()).isTrue();
            assertThat(response.body()).hasSize(1_000).containsOnly('x');
            assertThat(client.open()).isZero();
            Awaitility.await().until(() -> receiver.openConnections() == 0);
        }
    }

    static Stream<Arguments> readable() {
        return Stream.of(
                arguments("100 interim answers",
                        "HTTP/1.1 100 Continue\r\n\r\n".repeat(100) + OK + "Content-Length: 2\r\n\r\nok", 200, "ok"),
                arguments("more bytes than the length", OK + "Content-Length: 2\r\n\r\nokay", 200, "ok"),
                arguments("two answers", (OK + "Content-Length: 2\r\n\r\nok").repeat(2), 200, "ok"),
                arguments("101", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\nbytes of x", 101, ""),
                arguments("204 with a body", "HTTP/1.1 204 None\r\nContent-Length: 2\r\n\r\nok", 204, ""),
                arguments("gzip without a byte", OK + "Content-Encoding: gzip\r\nContent-Length: 0\r\n\r\n", 200, ""),
                arguments("chunks with extensions and trailers",
                        OK + "Transfer-Encoding: chunked\r\n\r\n1;a=b\r\no\r\n1\r\nk\r\n0\r\nX: y\r\n\r\n", 200, "ok"),
                arguments("HTTP/1.0 to the end of the connection", "HTTP/1.0 200 OK\r\n\r\nok", 200, "ok"),
                arguments("no reason", "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok", 200, "ok"),
                arguments("the same length twice", OK + "Content-Length: 2\r\nContent-Length: 2\r\n\r\nok", 200, "ok"),
                arguments("gzip that is none", OK + "Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain", 200, "plain"),
                arguments("gzip of one byte", OK + "Content-Encoding: gzip\r\nContent-Length: 1\r\n\r\n1", 200, "1"),
                arguments("deflate that is none", OK + "Content-Encoding: deflate\r\nContent-Length: 5\r\n\r\nplain", 200,
                        "plain"),
                arguments("a coding we do not know", OK + "Content-Encoding: br\r\nContent-Length: 2\r\n\r\nok", 200, "ok"));
    }

    /** What it holds is its reader's matter; that it came to its end is not. */
    @Test
    void gzipWithAFlippedByteIsLeftAsItCame() throws IOException {
        byte[] packed = pack("x".repeat(1_000).getBytes(), 1, false);
        packed[packed.length - 6] ^= 1;
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            peer.request();
            peer.send(OK + "Content-Encoding: gzip\r\nContent-Length: " + packed.length + "\r\n\r\n");
            peer.send(packed);
        })) {
            HttpResponse response = client.send(Calls.get(receiver.uri("/")), LIMITS, Calls.LOOPBACK);

            assertThat(response.body()).isEqualTo(packed);
            assertThat(response.header("Content-Encoding")).contains("gzip");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readable")
    void readsWhatIsOnlyUnusual(String name, String bytes, int status, String body) throws IOException {
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            peer.request();
            peer.send(bytes);
        })) {
            HttpResponse response = client.send(Calls.get(receiver.uri("/")), LIMITS, Calls.LOOPBACK);

            assertThat(response.status()).isEqualTo(status);
            assertThat(new String(response.body())).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @MethodSource("codings")
    void unpacksWhatIsPacked(String coding, byte[] packed) throws IOException {
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            while (peer.request() != null) {
                peer.send(OK + "Content-Encoding: " + coding + "\r\nContent-Length: " + packed.length + "\r\n\r\n");
                peer.send(packed);
            }
        })) {
            HttpResponse response = client.send(Calls.get(receiver.uri("/")), LIMITS, Calls.LOOPBACK);

            assertThat(new String(response.body())).isEqualTo("packed");
            assertThat(response.header("Content-Encoding")).isEmpty();
            assertThat(client.open()).isEqualTo(1);
        }
    }

    static Stream<Arguments> codings() {
        byte[] text = "packed".getBytes();
        return Stream.of(arguments("gzip", pack(text, 1, false)), arguments("X-GZIP", pack(text, 1, false)),
                arguments("deflate", pack(text, 1, true)), arguments("gzip, gzip", pack(text, 2, false)),
                arguments("identity, gzip", pack(text, 1, false)), arguments("deflate", bareDeflate(text)));
    }

    @Test
    void takesAnAnswerThatComesBeforeTheRequestIsSentInFull() throws IOException {
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            peer.head();
            peer.send("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig");
            peer.silence(); // and reads no further
        })) {
            HttpResponse response
                    = client.send(Calls.post(receiver.uri("/"), new byte[20 << 20]), Calls.within(10_000), Calls.LOOPBACK);

            assertThat(response.status()).isEqualTo(413);
            assertThat(new String(response.body())).isEqualTo("big");
            assertThat(client.open()).isZero();
        }
    }

    @Test
    void endsWhenTheConnectionIsResetAsSoonAsItIsThere() throws IOException {
        try (RawReceiver receiver = RawReceiver.playing(RawReceiver.Peer::reset)) {
            long start = System.nanoTime();

            CallFailedException failure = catchThrowableOfType(CallFailedException.class,
                    () -> client.send(Calls.post(receiver.uri("/"), "{}"), LIMITS, Calls.LOOPBACK));

            assertThat(Duration.ofNanos(System.nanoTime() - start).toMillis()).isLessThan(1_200 + MARGIN);
            assertThat(failure.kind()).isIn(Kind.BROKEN, Kind.CONNECT);
            assertThat(client.open()).isZero();
            assertThat(receiver.requests()).isEmpty();
        }
    }

    @Test
    void saysThatNothingWasSentWhenNobodyListens() throws IOException {
        RawReceiver receiver = RawReceiver.playing(RawReceiver.Peer::silence);
        receiver.close();

        CallFailedException failure = catchThrowableOfType(CallFailedException.class,
                () -> client.send(Calls.get(receiver.uri("/")), LIMITS, Calls.LOOPBACK));

        assertThat(failure.kind()).isEqualTo(Kind.CONNECT);
        assertThat(failure.sent()).isFalse();
    }

    @Test
    void saysThatTheBodyOfTheRequestHasFewerBytesThanItSaid() throws IOException {
        RequestBody wrong = new RequestBody() {
            @Override
            public long length() {
                return 10;
            }

            @Override
            public java.io.InputStream open() {
                return java.io.InputStream.nullInputStream();
            }
        };
        try (RawReceiver receiver = RawReceiver.playing(RawReceiver.Peer::untilClosed)) {
            HttpCall call = new HttpCall("POST", receiver.uri("/"), List.of(), wrong);

            CallFailedException failure
                    = catchThrowableOfType(CallFailedException.class, () -> client.send(call, LIMITS, Calls.LOOPBACK));

            assertThat(failure.kind()).isEqualTo(Kind.BROKEN);
            assertThat(failure).hasMessageContaining("fewer bytes");
            assertThat(client.open()).isZero();
        }
    }

    private static Arguments fault(String name, Kind kind, int status, RawReceiver.Play play) {
        return arguments(name, kind, status, play);
    }

    private static RawReceiver.Play after(String response) {
        return peer -> {
            peer.request();
            peer.send(response);
            peer.silence();
        };
    }

    private static RawReceiver.Play closed(String response) {
        return closed(response, Integer.MAX_VALUE);
    }

    private static RawReceiver.Play closed(String response, int off) {
        return peer -> {
            peer.request();
            peer.send(off == Integer.MAX_VALUE ? response : response.substring(0, response.length() - off));
            peer.socket().shutdownOutput();
            peer.untilClosed();
        };
    }

    private static void endless(RawReceiver.Peer peer, String piece) throws IOException {
        while (!peer.pause(0)) {
            peer.send(piece);
        }
    }

    private static String gzip(String body) {
        byte[] packed = pack(body.getBytes(), 1, false);
        return OK + "Content-Encoding: gzip\r\n\r\n" + new String(packed, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static RawReceiver.Play bomb(int layers, boolean deflate, String coding) {
        return peer -> {
            byte[] plain = new byte[50 << 20];
            java.util.Arrays.fill(plain, (byte) 'x');
            byte[] packed = pack(plain, layers, deflate);
            peer.request();
            peer.send(OK + "Content-Encoding: " + coding + "\r\nContent-Length: " + packed.length + "\r\n\r\n");
            peer.send(packed);
            peer.untilClosed();
        };
    }

    private static byte[] pack(byte[] plain, int layers, boolean deflate) {
        byte[] packed = plain;
        for (int i = 0; i < layers; i++) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (OutputStream out = deflate ? new DeflaterOutputStream(bytes) : new GZIPOutputStream(bytes)) {
                out.write(packed);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            packed = bytes.toByteArray();
        }
        return packed;
    }

    private static byte[] endlessName() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] piece = new byte[1 << 20];
        java.util.Arrays.fill(piece, (byte) 'n');
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(new byte[] { 31, (byte) 139, 8, 8, 0, 0, 0, 0, 0, 0 });
            for (int i = 0; i < 512; i++) {
                out.write(piece);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] bareDeflate(byte[] plain) {
        java.util.zip.Deflater bare = new java.util.zip.Deflater(9, true);
        bare.setInput(plain);
        bare.finish();
        byte[] packed = new byte[100];
        int length = bare.deflate(packed);
        bare.end();
        return java.util.Arrays.copyOf(packed, length);
    }
}
