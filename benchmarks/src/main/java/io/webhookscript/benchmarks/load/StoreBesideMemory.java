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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.apache.camel.Processor;

/**
 * How many events a second an async script accepts and delivers: in memory, with an SQLite file, and with PostgreSQL,
 * which take turns. Both databases make each commit durable. Bounds: 0.7 and 0.6 of the throughput in memory, by the
 * medians of their ratios.
 */
final class StoreBesideMemory {

    private static final String SCRIPT = "stored";
    private static final int FEEDERS = 16;
    private static final double LEAST_SQLITE = 0.7;
    private static final double LEAST_POSTGRESQL = 0.6;
    private static final int CONNECTIONS = 4;

    private final DeliveryHarness harness;
    private final int events;
    private final int rounds;
    private int nextId;

    StoreBesideMemory(DeliveryHarness harness, int events, int rounds) {
        this.harness = harness;
        this.events = events;
        this.rounds = rounds;
    }

    boolean run() throws Exception {
        Path folder = Files.createTempDirectory("store-harness");
        try (EmbeddedPostgres server = postgres(folder); HikariDataSource dataSource = dataSource(server);
             RunningScripts memory = harness.start(scripts());
             RunningScripts sqlite = harness.start(scripts(), Map.of(), "sqlite:" + folder.resolve("store.db"));
             RunningScripts postgresql = harness.start(scripts(), Map.of("database", dataSource), "jdbc:#database")) {
            return compare(memory, Map.of("SQLite", sqlite, "PostgreSQL", postgresql));
        }
    }

    private boolean compare(RunningScripts memory, Map<String, RunningScripts> stores) throws Exception {
        List<Double> inMemory = new ArrayList<>();
        Map<String, List<Double>> ratios = new LinkedHashMap<>();
        for (int round = 0; round <= rounds; round++) {
            double free = perSecond(memory);
            for (Map.Entry<String, RunningScripts> store : stores.entrySet()) {
                double stored = perSecond(store.getValue());
                if (round > 0) { // the first is for warming up
                    ratios.computeIfAbsent(store.getKey(), name -> new ArrayList<>()).add(stored / free);
                }
            }
            inMemory.add(free);
        }
        System.out.printf("in memory: %.0f events/s%n", Figures.median(inMemory));
        boolean sqliteHeld = held("SQLite", LEAST_SQLITE, ratios);
        boolean postgresqlHeld = held("PostgreSQL", LEAST_POSTGRESQL, ratios);
        boolean noneFailed = memory.failed() == 0 && stores.values().stream().allMatch(store -> store.failed() == 0);
        return sqliteHeld && postgresqlHeld && noneFailed;
    }

    private static boolean held(String store, double least, Map<String, List<Double>> ratios) {
        double ratio = Figures.median(ratios.getOrDefault(store, List.of()));
        System.out.printf("%s: x %.2f (at least %.1f)%n", store, ratio, least);
        return ratio >= least;
    }

    /** From the first event until the last one is delivered. */
    private double perSecond(RunningScripts running) throws Exception {
        Processor into = running.into(SCRIPT);
        ExecutorService feeders = Executors.newFixedThreadPool(FEEDERS);
        int first = nextId;
        nextId += events;
        long before = running.ended(SCRIPT);
        long began = System.nanoTime();
        try {
            List<Future<?>> fed = new ArrayList<>();
            for (int feeder = 0; feeder < FEEDERS; feeder++) {
                int from = first + feeder;
                fed.add(feeders.submit(() -> {
                    for (int id = from; id < first + events; id += FEEDERS) {
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

    private static EmbeddedPostgres postgres(Path folder) throws IOException {
        return EmbeddedPostgres.builder().setDataDirectory(folder.resolve("postgresql"))
                .setServerConfig("listen_addresses", "127.0.0.1").setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on").setPGStartupWait(Duration.ofMinutes(2)).start();
    }

    private static HikariDataSource dataSource(EmbeddedPostgres server) {
        HikariDataSource dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(server.getJdbcUrl("postgres", "postgres") + "&reWriteBatchedInserts=true");
        dataSource.setMaximumPoolSize(CONNECTIONS);
        return dataSource;
    }
}
