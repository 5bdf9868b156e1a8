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
package io.webhookscript;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A web server on loopback that takes requests only with HTTP digest authentication (RFC 7616, MD5, qop auth). */
final class DigestReceiver implements AutoCloseable {

    static final String USER = "crm";
    static final String PASSWORD = "D1gest-Canary";

    private static final String REALM = "contacts";
    private static final Pattern PART = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|([^\\s,]+))");

    private final HttpServer server;
    private final Set<String> nonces = ConcurrentHashMap.newKeySet();
    private final AtomicInteger challenges = new AtomicInteger();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    volatile int status = 200;
    volatile String response = "{\"id\":7}";

    /** One that was authenticated. */
    record Request(String method, String uri, Map<String, List<String>> headers, String body) {

        List<String> header(String name) {
            return headers.getOrDefault(name, List.of());
        }
    }

    DigestReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int challenges() {
        return challenges.get();
    }

    List<Request> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        byte[] bytes;
        if (isAuthenticated(exchange)) {
            requests.add(new Request(
                    exchange.getRequestMethod(), exchange.getRequestURI().toString(),
                    Map.copyOf(exchange.getRequestHeaders()), body));
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.getResponseHeaders().add("X-Trace", "t1");
            exchange.getResponseHeaders().add("X-Trace", "t2");
            bytes = response.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        } else {
            challenges.incrementAndGet();
            String nonce = UUID.randomUUID().toString();
            nonces.add(nonce);
            exchange.getResponseHeaders().add("WWW-Authenticate",
                    "Digest realm=\"" + REALM + "\", qop=\"auth\", algorithm=MD5, nonce=\"" + nonce + "\"");
            bytes = "who are you".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(401, bytes.length);
        }
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private boolean isAuthenticated(HttpExchange exchange) {
        String sent = exchange.getRequestHeaders().getFirst("Authorization");
        if (sent == null || !sent.startsWith("Digest ")) {
            return false;
        }
        Map<String, String> parts = new HashMap<>();
        Matcher part = PART.matcher(sent);
        while (part.find()) {
            parts.put(part.group(1), part.group(2) != null ? part.group(2) : part.group(3));
        }
        String ha1 = md5(USER + ":" + REALM + ":" + PASSWORD);
        String ha2 = md5(exchange.getRequestMethod() + ":" + exchange.getRequestURI());
        String expected = md5(String.join(":", ha1, parts.get("nonce"), parts.get("nc"), parts.get("cnonce"), "auth", ha2));
        return nonces.contains(parts.get("nonce")) && expected.equals(parts.get("response"));
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
