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
package io.webhookscript.samples.crmsync;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A small CRM on the loopback address. {@code PUT /contacts/ID} creates or changes a contact, for those who know its
 * key. It keeps every body it accepted, in order, so that a contact sent twice is seen.
 */
final class Crm implements AutoCloseable {

    static final String KEY = "sample-key-4711";

    private static final String PATH = "/contacts/";
    private static final Pattern ID = Pattern.compile("[0-9]{1,30}");
    private static final Duration SLOW = Duration.ofMillis(1500);

    /** So long that the deliveries wait in the store, and not in memory. */
    private static final String AFTER_MAINTENANCE = "35";

    private final CrmBehaviour behaviour;
    private final boolean maintenance;
    private final Map<BigInteger, List<JsonNode>> contacts = new ConcurrentHashMap<>();
    private final Map<BigInteger, AtomicInteger> attempts = new ConcurrentHashMap<>();
    private final AtomicInteger lastCrmId = new AtomicInteger(500_000);
    private final ScheduledExecutorService workers = Executors.newScheduledThreadPool(4);
    private final HttpServer server;

    private Crm(CrmBehaviour behaviour, boolean maintenance, HttpServer server) {
        this.behaviour = behaviour;
        this.maintenance = maintenance;
        this.server = server;
    }

    static Crm start(CrmBehaviour behaviour) throws IOException {
        return start(behaviour, false);
    }

    /** @param maintenance whether it responds to every call with 503 */
    static Crm start(CrmBehaviour behaviour, boolean maintenance) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Crm crm = new Crm(behaviour, maintenance, server);
        server.createContext(PATH, crm::take);
        server.setExecutor(crm.workers);
        server.start();
        return crm;
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What was accepted for each contact, oldest first. */
    Map<BigInteger, List<JsonNode>> contacts() {
        return Map.copyOf(contacts);
    }

    int contactCount() {
        return contacts.size();
    }

    /** Calls received for each contact, those included that were not accepted. */
    Map<BigInteger, Integer> attempts() {
        Map<BigInteger, Integer> counts = new ConcurrentHashMap<>();
        attempts.forEach((id, count) -> counts.put(id, count.get()));
        return Map.copyOf(counts);
    }

    int retryCount() {
        return attempts.values().stream().mapToInt(count -> count.get() - 1).sum();
    }

    private void take(HttpExchange call) throws IOException {
        if (maintenance) {
            call.getResponseHeaders().set("Retry-After", AFTER_MAINTENANCE);
            response(call, 503, error("the CRM is in maintenance"));
            return;
        }
        if (!KEY.equals(call.getRequestHeaders().getFirst("X-Api-Key"))) {
            response(call, 401, error("the key is missing or wrong"));
            return;
        }
        if (!call.getRequestMethod().equals("PUT")) {
            response(call, 405, error("PUT only"));
            return;
        }
        String number = call.getRequestURI().getRawPath().substring(PATH.length());
        if (!ID.matcher(number).matches()) {
            response(call, 404, error("there is no contact of that id; ids are whole numbers"));
            return;
        }
        Optional<JsonNode> body = body(call);
        if (body.isEmpty()) {
            response(call, 400, error("the body is not JSON"));
            return;
        }
        take(call, new BigInteger(number), body.get());
    }

    private static Optional<JsonNode> body(HttpExchange call) throws IOException {
        try {
            return Optional.of(ExactJson.read(call.getRequestBody().readAllBytes()));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private void take(HttpExchange call, BigInteger id, JsonNode contact) throws IOException {
        int attempt = attempts.computeIfAbsent(id, key -> new AtomicInteger()).incrementAndGet();
        if (behaviour.slow().contains(id)) {
            // when it fails, the caller has gone and knows
            ScheduledFuture<Void> unused
                    = workers.schedule(() -> decide(call, id, contact, attempt), SLOW.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            decide(call, id, contact, attempt);
        }
    }

    private Void decide(HttpExchange call, BigInteger id, JsonNode contact, int attempt) throws IOException {
        if (behaviour.deleted().contains(id)) {
            response(call, 404, error("contact " + id + " was deleted by its owner"));
        } else if (behaviour.busyAt(id, attempt)) {
            response(call, 503, error("busy, come back later"));
        } else {
            keep(call, id, contact);
        }
        return null;
    }

    private void keep(HttpExchange call, BigInteger id, JsonNode contact) throws IOException {
        List<JsonNode> accepted = contacts.compute(id, (key, before) -> {
            List<JsonNode> now = before == null ? new ArrayList<>() : new ArrayList<>(before);
            now.add(contact);
            return List.copyOf(now);
        });
        ObjectNode response = JsonNodeFactory.instance.objectNode();
        response.put("id", lastCrmId.incrementAndGet());
        if (contact.hasNonNull("tier")) {
            response.putObject("plan").put("name", contact.get("tier").textValue());
        }
        response.set("contact", contact);
        response(call, accepted.size() == 1 ? 201 : 200, response);
    }

    private static ObjectNode error(String words) {
        return JsonNodeFactory.instance.objectNode().put("error", words);
    }

    private static void response(HttpExchange call, int status, JsonNode json) throws IOException {
        byte[] body = ExactJson.write(json);
        call.getResponseHeaders().set("Content-Type", "application/json");
        call.sendResponseHeaders(status, body.length);
        try (var out = call.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
