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

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ServerSocketFactory;

/**
 * A receiver of raw sockets on loopback that records every byte it gets and answers with whatever bytes it is told,
 * however wrong they are. Each connection has a thread that plays the given {@link Play}.
 *
 * <pre>
 * try (RawReceiver receiver = RawReceiver.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) {
 *     … a call to receiver.uri("/path") …
 *     assertThat(receiver.requests()).singleElement() …
 * }
 * </pre>
 */
public final class RawReceiver implements AutoCloseable {

    /** What a receiver does with one connection; when it returns, the connection is closed. */
    @FunctionalInterface
    public interface Play {
        void on(Peer peer) throws IOException;
    }

    /** A request as it came. */
    public record Request(String line, List<String> headerLines, byte[] body) {

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** All values of a header, its name in any case, in order. */
        public List<String> headers(String name) {
            return headerLines.stream().filter(h -> h.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(h -> h.substring(name.length() + 1).strip()).toList();
        }
    }

    private final ServerSocket server;
    private final boolean tls;
    private final Play play;
    private final AtomicInteger accepted = new AtomicInteger();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    private RawReceiver(ServerSocketFactory sockets, boolean tls, Play play) throws IOException {
        this.server = sockets.createServerSocket(0, 128, InetAddress.getLoopbackAddress());
        this.tls = tls;
        this.play = play;
        start(this::accept, "raw-receiver-" + server.getLocalPort());
    }

    public static RawReceiver playing(Play play) throws IOException {
        return new RawReceiver(ServerSocketFactory.getDefault(), false, play);
    }

    /** With TLS, by the server sockets of an {@code SSLContext}. */
    public static RawReceiver playing(ServerSocketFactory sockets, Play play) throws IOException {
        return new RawReceiver(sockets, true, play);
    }

    /**
     * Answers the first request with the first response, and so on, over all connections; the last one from then on.
     * Connections stay open until the client closes them.
     */
    public static RawReceiver answering(String... responses) throws IOException {
        AtomicInteger next = new AtomicInteger();
        return playing(peer -> {
            while (peer.request() != null) {
                peer.send(responses[Math.min(next.getAndIncrement(), responses.length - 1)]);
            }
        });
    }

    /** A whole response with a length. */
    public static String response(int status, String contentType, String body) {
        return "HTTP/1.1 " + status + " Any\r\nContent-Type: " + contentType + "\r\nContent-Length: "
               + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    public int port() {
        return server.getLocalPort();
    }

    public URI uri(String pathAndQuery) {
        return URI.create((tls ? "https" : "http") + "://127.0.0.1:" + port() + pathAndQuery);
    }

    /** All whole requests so far, in the order in which they were read. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Connections accepted so far. */
    public int connections() {
        return accepted.get();
    }

    /** Connections that neither side has closed, as far as their play has noticed. */
    public int openConnections() {
        return open.size();
    }

    @Override
    public void close() throws IOException {
        closing.countDown();
        server.close();
        for (Socket socket : open) {
            endRaw(socket);
        }
        try {
            for (Thread thread : threads) {
                thread.join(5_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void endRaw(Socket socket) throws IOException {
        if (socket instanceof javax.net.ssl.SSLSocket) {
            try {
                socket.setSoLinger(true, 0); // or it waits for a writer that waits for us
            } catch (SocketException endedMeanwhile) {
                return;
            }
        }
        socket.close();
    }

    private void start(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                accepted.incrementAndGet();
                open.add(socket);
                start(() -> play(socket), "raw-receiver-" + server.getLocalPort() + "-connection");
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void play(Socket socket) {
        try (socket) {
            play.on(new Peer(socket));
        } catch (IOException e) {
            // the client broke it off; tests look at what the client says and at what was recorded
            return;
        } finally {
            open.remove(socket);
            threads.remove(Thread.currentThread());
        }
    }

    /** One connection, seen from the receiver. */
    public final class Peer {

        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;

        private Peer(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
        }

        /** The next whole request, recorded; null when the client has closed the connection. */
        public Request request() throws IOException {
            List<String> lines = head();
            if (lines.isEmpty()) {
                return null;
            }
            Request head = new Request(lines.get(0), List.copyOf(lines.subList(1, lines.size())), new byte[0]);
            List<String> length = head.headers("Content-Length");
            byte[] body = length.isEmpty() ? new byte[0] : in.readNBytes(Integer.parseInt(length.get(0)));
            if (!length.isEmpty() && body.length < Integer.parseInt(length.get(0))) {
                return null;
            }
            Request whole = new Request(head.line, head.headerLines, body);
            requests.add(whole);
            return whole;
        }

        /** The lines of the next head, without its body; empty at the end of the connection. */
        public List<String> head() throws IOException {
            List<String> lines = new ArrayList<>();
            String line = line();
            while (line != null && !line.isEmpty()) {
                lines.add(line);
                line = line();
            }
            return lines;
        }

        /** What has come by now and not been read, at least one byte unless the client has closed. */
        public byte[] some() throws IOException {
            byte[] bytes = new byte[64 * 1024];
            int count = in.read(bytes);
            return Arrays.copyOf(bytes, Math.max(0, count));
        }

        public void send(String latin1) throws IOException {
            send(latin1.getBytes(StandardCharsets.ISO_8859_1));
        }

        public void send(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        /** Byte for byte, with a pause before each, until all are sent, the client closes or the test ends. */
        public void drip(String latin1, long millis) throws IOException {
            for (byte b : latin1.getBytes(StandardCharsets.ISO_8859_1)) {
                if (pause(millis)) {
                    return;
                }
                send(new byte[] { b });
            }
        }

        /** Waits; true when the test ends. */
        public boolean pause(long millis) throws IOException {
            try {
                return closing.await(millis, java.util.concurrent.TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }

        /** Reads on and throws away until the client closes. */
        public void untilClosed() throws IOException {
            while (some().length > 0) {
                continue;
            }
        }

        /** Does not read, does not answer, does not close, until the test ends. */
        public void silence() throws IOException {
            pause(Long.MAX_VALUE / 2_000_000);
        }

        /** Closes with a reset instead of an orderly end. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        public Socket socket() {
            return socket;
        }

        private String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int c = in.read();
            while (c >= 0 && c != '\n') {
                line.write(c);
                c = in.read();
            }
            if (c < 0) {
                return null;
            }
            String text = line.toString(StandardCharsets.ISO_8859_1);
            return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        }
    }
}
