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
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.zaxxer.hikari.HikariDataSource;
import io.webhookscript.deliverylog.MemoryDeliveryLog;
import org.apache.camel.Processor;

/**
 * The process that accepts and delivers the events of an async script, in memory or with one store. A line of its input
 * has the number of callers and of events; its result is a line with the events a second and the number of failures.
 */
final class StoredEvents {

    /** The line after the start. */
    static final String READY = "ready";

    /** The begin of a line with a result. */
    static final String REPORT = "report ";

    /** A store: {@code memory}, or as the option {@code store} of the component, or the JDBC URL of a PostgreSQL. */
    static final String MEMORY = "memory";

    private static final String JDBC = "jdbc:postgresql:";
    private static final String SCRIPT = "stored";
    private static final int CONNECTIONS = 4;

    /** Callers of a script without a store do not wait, so all events of a round may wait for their delivery. */
    private static final int MAX_PENDING = 100_000;

    private final RunningScripts running;
    private int nextId;

    private StoredEvents(RunningScripts running) {
        this.running = running;
    }

    /** @param args the URLs of the receiver, the store, and whether the store has the delivery log, too */
    public static void main(String[] args) throws Exception {
        ReceiverUrls receiver = new ReceiverUrls(args[0], args[1]);
        String store = args[2];
        try (HikariDataSource pool = store.startsWith(JDBC) ? pool(store) : null;
             RunningScripts running = new RunningScripts(
                     receiver, scripts(), pool == null ? Map.of() : Map.of("database", pool),
                     new RunningScripts.Options(
                             store.equals(MEMORY) ? null : pool == null ? store : "jdbc:#database",
                             Boolean.parseBoolean(args[3]) ? null : new MemoryDeliveryLog(), MAX_PENDING));
             BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            StoredEvents events = new StoredEvents(running);
            System.out.println(READY);
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                String[] numbers = order.split(" ", 2);
                double perSecond = events.perSecond(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
                System.out.println(REPORT + perSecond + " " + running.failed());
            }
        }
    }

    private static HikariDataSource pool(String url) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setMaximumPoolSize(CONNECTIONS);
        return pool;
    }

    /** From the first event until the last one is delivered. */
    private double perSecond(int callers, int events) throws Exception {
        Processor into = running.into(SCRIPT);
        ExecutorService feeders = Executors.newFixedThreadPool(callers);
        int first = nextId;
        nextId += events;
        long before = running.ended(SCRIPT);
        long began = System.nanoTime();
        try {
            List<Future<?>> fed = new ArrayList<>();
            for (int feeder = 0; feeder < callers; feeder++) {
                int from = first + feeder;
                fed.add(feeders.submit(() -> {
                    for (int id = from; id < first + events; id += callers) {
                        running.send(into, WaitingDeliveries.event(0, id));
                    }
                    return null;
                }));
            }
            for (Future<?> feeder : fed) {
                feeder.get();
            }
        } finally {
            feeders.shutdown();
        }
        Await.until("all events are delivered", () -> running.ended(SCRIPT) == before + events);
        return events * 1e9 / (System.nanoTime() - began);
    }

    private static Map<String, String> scripts() {
        return Map.of(SCRIPT,
                """
                        execution: async
                        idempotencyKey: true
                        request:
                          url: "{{ context.healthy }}/contacts/{{ contact.id }}"
                          headers: { X-Channel: "{{ channel }}" }
                          body: { json: { id: "{{ contact.id }}", name: "{{ contact.first }} {{ contact.last }}", email: "{{ contact.email }}" } }
                        """);
    }
}
