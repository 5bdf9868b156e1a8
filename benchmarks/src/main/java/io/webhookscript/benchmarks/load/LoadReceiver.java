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
package io.webhookscript.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A receiver on loopback that does what the path says: {@code /later/…} is a 503 the first time, a response then;
 * {@code /slowly/…} likewise, but takes its time for each. Prints its two ports, healthy and dead, and ends with its
 * input.
 */
public final class LoadReceiver {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"ok\":true}";

    private static final Duration SLOW = Duration.ofMillis(20);

    /** Paths that were asked for once; the next time they are answered. */
    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(null, work, "connection", 256 * 1024);
        thread.setDaemon(true);
        return thread;
    });

    private LoadReceiver() {
    }

    public static void main(String[] args) throws IOException {
        LoadReceiver receiver = new LoadReceiver();
        System.out.println(receiver.listen() + " " + receiver.listen());
        // ends with the harness, which holds the other end
        System.in.transferTo(OutputStream.nullOutputStream());
    }

    private int listen() throws IOException {
        ServerSocket server = new ServerSocket(0, 1_024, InetAddress.getLoopbackAddress());
        threads.execute(() -> accept(server));
        return server.getLocalPort();
    }

    private void accept(ServerSocket server) {
        try (server) {
            while (true) {
                Socket socket = server.accept();
                threads.execute(() -> serve(socket));
            }
        } catch (IOException e) {
            System.err.println("receiver: " + e.getMessage());
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            boolean open = true;
            while (open) {
                String line = in.readLine();
                open = line != null && response(line.split(" ", 3)[1], in, socket);
            }
        } catch (IOException e) {
            return; // the caller broke it off, as a part of them does
        }
    }

    private static boolean response(String path, BufferedReader in, Socket socket) throws IOException {
        skipRest(in);
        OutputStream out = socket.getOutputStream();
        if (path.startsWith("/slowly/")) {
            Await.pause(SLOW);
        }
        boolean busy = (path.startsWith("/later/") || path.startsWith("/slowly/")) && SEEN.add(path);
        switch (busy ? "/503" : path) {
            case "/dead" -> {
                return in.read() >= 0; // until the caller gives up
            }
            case "/reset" -> {
                socket.setSoLinger(true, 0);
                return false;
            }
            case "/short" ->
                out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort".getBytes(StandardCharsets.US_ASCII));
            case "/chunks" -> out.write(
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n".getBytes(StandardCharsets.US_ASCII));
            case "/gzip" -> out.write(
                    "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nbad"
                            .getBytes(StandardCharsets.US_ASCII));
            case "/large" -> out.write(("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(100_000))
                    .getBytes(StandardCharsets.US_ASCII));
            case "/503" -> out.write("HTTP/1.1 503 Later\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            default -> out.write(OK.getBytes(StandardCharsets.US_ASCII));
        }
        out.flush();
        return !path.equals("/short");
    }

    private static void skipRest(BufferedReader in) throws IOException {
        int length = 0;
        String header = in.readLine();
        while (header != null && !header.isEmpty()) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
            }
            header = in.readLine();
        }
        for (int i = 0; i < length; i++) {
            in.read();
        }
    }
}
