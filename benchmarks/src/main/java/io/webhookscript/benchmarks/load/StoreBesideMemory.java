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

import java.io.File;
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
import java.util.stream.IntStream;

import io.webhookscript.benchmarks.speed.machine.ChildProcess;
import io.webhookscript.benchmarks.speed.machine.JavaRuntime;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * How many events a second an async script accepts and delivers: in memory, with an SQLite file, and with PostgreSQL,
 * each in a process of its own, which take turns; for few callers and for many. Both databases make each commit
 * durable. Each store is measured twice: with the delivery log in memory, as it is without a store, and with the log in
 * the store, which is the default. Bounds of the former: 0.7 and 0.6 of the throughput in memory, by the medians of
 * their ratios.
 */
final class StoreBesideMemory {

    private static final List<Integer> CALLERS = List.of(16, 128);
    private static final String IN_MEMORY = "in memory";
    private static final String SQLITE = "SQLite";
    private static final String POSTGRESQL = "PostgreSQL";
    private static final String WITH_LOG = " with its delivery log";
    private static final Map<String, Double> LEAST = Map.of(SQLITE, 0.7, POSTGRESQL, 0.6);

    /**
     * A store writes many events at a time, so its code is called less often than that of a delivery. After fewer
     * events, the compiler of the JVM still takes part of the processors, and parts of the store are still interpreted.
     */
    private static final int WARM_UP_EVENTS = 300_000;

    /**
     * The compiler has the same share of the processors as each of the many threads of a process, so it gets a pause.
     */
    private static final Duration WARM_UP_PAUSE = Duration.ofMillis(300);

    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final ReceiverUrls receiver;
    private final int events;
    private final int rounds;
    private final Map<String, ChildProcess> all = new LinkedHashMap<>();
    private boolean failed;

    StoreBesideMemory(ReceiverUrls receiver, int events, int rounds) {
        this.receiver = receiver;
        this.events = events;
        this.rounds = rounds;
    }

    boolean run() throws Exception {
        Path folder = Files.createTempDirectory("store-harness");
        try (EmbeddedPostgres server = postgres(folder)) {
            try {
                start(folder, IN_MEMORY, StoredEvents.MEMORY, false);
                start(folder, SQLITE, "sqlite:" + folder.resolve("store.db"), false);
                start(folder, SQLITE + WITH_LOG, "sqlite:" + folder.resolve("with-log.db"), true);
                start(folder, POSTGRESQL, database(server, "outbox"), false);
                start(folder, POSTGRESQL + WITH_LOG, database(server, "outbox_and_log"), true);
                boolean held = true;
                for (int callers : CALLERS) {
                    held &= compare(callers);
                }
                return held && !failed;
            } finally {
                all.values().forEach(ChildProcess::close);
            }
        }
    }

    private void start(Path folder, String name, String store, boolean withLog) throws IOException, InterruptedException {
        File log = folder.resolve(name + ".log").toFile();
        ChildProcess process = ChildProcess.start(List.of(
                JavaRuntime.own().java().toString(), "-Xmx1g", "-cp",
                System.getProperty("java.class.path"), StoredEvents.class.getName(), receiver.healthy(), receiver.dead(),
                store, String.valueOf(withLog)), log);
        all.put(name, process);
        process.read(StoredEvents.READY, LONGEST);
    }

    private boolean compare(int callers) throws IOException, InterruptedException {
        for (Map.Entry<String, ChildProcess> process : all.entrySet()) {
            for (int warm = 0; warm < WARM_UP_EVENTS; warm += events) {
                perSecond(process, callers);
                Await.pause(WARM_UP_PAUSE);
            }
        }
        Map<String, List<Double>> perSecond = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, ChildProcess> process : all.entrySet()) {
                perSecond.computeIfAbsent(process.getKey(), name -> new ArrayList<>()).add(perSecond(process, callers));
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

    private double perSecond(Map.Entry<String, ChildProcess> process, int callers) throws IOException, InterruptedException {
        process.getValue().write(callers + " " + events);
        String[] numbers = process.getValue().read(StoredEvents.REPORT, LONGEST).split(" ", 2);
        if (Long.parseLong(numbers[1]) > 0) {
            System.out.println(process.getKey() + ": " + numbers[1] + " events have failed");
            failed = true;
        }
        return Double.parseDouble(numbers[0]);
    }

    private static double ratio(List<Double> measured, List<Double> inMemory) {
        return Figures.median(IntStream.range(0, measured.size())
                .mapToObj(round -> measured.get(round) / inMemory.get(round)).toList());
    }

    private static EmbeddedPostgres postgres(Path folder) throws IOException {
        return EmbeddedPostgres.builder().setDataDirectory(folder.resolve("postgresql"))
                .setServerConfig("listen_addresses", "127.0.0.1").setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on").setPGStartupWait(Duration.ofMinutes(2)).start();
    }

    private static String database(EmbeddedPostgres server, String database) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
             Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database);
        }
        return server.getJdbcUrl("postgres", database) + "&reWriteBatchedInserts=true";
    }
}
