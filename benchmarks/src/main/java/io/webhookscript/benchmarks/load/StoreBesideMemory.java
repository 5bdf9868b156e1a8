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
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import io.webhookscript.deliverylog.DeliveryLog;
import io.webhookscript.deliverylog.MemoryDeliveryLog;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * How many events a second an async script accepts and delivers: in memory, with an SQLite file, and with PostgreSQL,
 * which take turns, for few callers and for many. Both databases make each commit durable. Each store is measured
 * twice: with the delivery log in memory, as it is without a store, and with the log in the store, which is the
 * default. Bounds of the former: 0.7 and 0.6 of the throughput in memory, by the medians of their ratios.
 */
final class StoreBesideMemory {

    private static final String SCRIPT = "stored";
    private static final List<Integer> CALLERS = List.of(16, 128);
    private static final String IN_MEMORY = "in memory";
    private static final String SQLITE = "SQLite";
    private static final String POSTGRESQL = "PostgreSQL";
    private static final String WITH_LOG = " with its delivery log";
    private static final Map<String, Double> LEAST = Map.of(SQLITE, 0.7, POSTGRESQL, 0.6);
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
        Map<String, RunningScripts> all = new LinkedHashMap<>();
        try (EmbeddedPostgres server = postgres(folder);
             HikariDataSource pool = dataSource(server, "outbox");
             HikariDataSource poolWithLog = dataSource(server, "outbox_and_log")) {
            try {
                all.put(IN_MEMORY, start(null, new MemoryDeliveryLog()));
                all.put(SQLITE, start("sqlite:" + folder.resolve("store.db"), new MemoryDeliveryLog()));
                all.put(SQLITE + WITH_LOG, start("sqlite:" + folder.resolve("with-log.db"), null));
                all.put(POSTGRESQL, start(pool, new MemoryDeliveryLog()));
                all.put(POSTGRESQL + WITH_LOG, start(poolWithLog, null));
                boolean held = true;
                for (int callers : CALLERS) {
                    held &= compare(all, callers);
                }
                return held && all.values().stream().allMatch(running -> running.failed() == 0);
            } finally {
                for (RunningScripts running : all.values()) {
                    running.close();
                }
            }
        }
    }

    private RunningScripts start(@Nullable Object store, @Nullable DeliveryLog log) throws Exception {
        if (store instanceof HikariDataSource pool) {
            return harness.start(scripts(), Map.of("database", pool), new RunningScripts.Options("jdbc:#database", log));
        }
        return harness.start(scripts(), Map.of(), new RunningScripts.Options((String) store, log));
    }

    private boolean compare(Map<String, RunningScripts> all, int callers) throws Exception {
        Map<String, List<Double>> perSecond = new LinkedHashMap<>();
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<String, RunningScripts> running : all.entrySet()) {
                double measured = perSecond(running.getValue(), callers);
                if (round > 0) { // the first is for warming up
                    perSecond.computeIfAbsent(running.getKey(), name -> new ArrayList<>()).add(measured);
                }
            }
        }
        boolean held = true;
        List<Double> inMemory = perSecond.getOrDefault(IN_MEMORY, List.of());
        for (Map.Entry<String, List<Double>> measured : perSecond.entrySet()) {
            double ratio = ratio(measured.getValue(), inMemory);
            double least = LEAST.getOrDefault(measured.getKey(), 0.0);
            System.out.printf("%d callers, %s: %.0f events/s, x %.2f%s%n", callers, measured.getKey(),
                    Figures.median(measured.getValue()), ratio, least == 0 ? "" : " (at least " + least + ")");
            held &= ratio >= least;
        }
        return held;
    }

    private static double ratio(List<Double> measured, List<Double> inMemory) {
        return Figures.median(IntStream.range(0, measured.size())
                .mapToObj(round -> measured.get(round) / inMemory.get(round)).toList());
    }

    /** From the first event until the last one is delivered. */
    private double perSecond(RunningScripts running, int callers) throws Exception {
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

    private static EmbeddedPostgres postgres(Path folder) throws IOException {
        return EmbeddedPostgres.builder().setDataDirectory(folder.resolve("postgresql"))
                .setServerConfig("listen_addresses", "127.0.0.1").setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on").setPGStartupWait(Duration.ofMinutes(2)).start();
    }

    private static HikariDataSource dataSource(EmbeddedPostgres server, String database) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
             Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database);
        }
        HikariDataSource dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(server.getJdbcUrl("postgres", database) + "&reWriteBatchedInserts=true");
        dataSource.setMaximumPoolSize(CONNECTIONS);
        return dataSource;
    }
}
