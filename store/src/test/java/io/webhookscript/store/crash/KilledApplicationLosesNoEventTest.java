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
package io.webhookscript.store.crash;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kills the application, and its database, while events are accepted and delivered. {@code -Dcrash.events=20000
 * -Dcrash.kills=10} is the long form.
 */
@Tag("slow")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class KilledApplicationLosesNoEventTest {

    private static final int EVENTS = Integer.getInteger("crash.events", 2_000);
    private static final int KILLS = Integer.getInteger("crash.kills", 2);
    private static final long SEED = Long.getLong("crash.seed", System.nanoTime());

    private static final int KEYS = 160;
    private static final int FEEDERS = 16;
    private static final int FAILURES = 4;

    /** Far longer than a commit takes, on a machine that is busy with other work. */
    private static final Duration UNTIL_COMMITTED = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    @Test
    void withSqliteNothingIsLostAndOnlyCallsInFlightAreRepeated() throws Exception {
        runAndCompare(settings("sqlite:" + folder.resolve("store.db"), false), () -> {
        });
    }

    @Test
    void withSqliteTheOrderOfEachKeyIsKept() throws Exception {
        runAndCompare(settings("sqlite:" + folder.resolve("store.db"), true), () -> {
        });
    }

    @Test
    void withPostgresqlNothingIsLostAlsoWhenTheDatabaseIsKilled() throws Exception {
        try (KillablePostgres database = new KillablePostgres(folder.resolve("database"))) {
            runAndCompare(settings(database.jdbcUrl(), false), database::killAndStart);
        }
    }

    @Test
    void withPostgresqlTheOrderOfEachKeyIsKeptAlsoWhenTheDatabaseIsKilled() throws Exception {
        try (KillablePostgres database = new KillablePostgres(folder.resolve("database"))) {
            runAndCompare(settings(database.jdbcUrl(), true), database::killAndStart);
        }
    }

    private FedApplication.Settings settings(String store, boolean ordered) {
        return new FedApplication.Settings(folder, store, ordered, EVENTS, KEYS, FEEDERS, "");
    }

    private static void runAndCompare(FedApplication.Settings settings, Runnable killsAlong) throws Exception {
        try (OrderReceiver receiver = new OrderReceiver(FAILURES);
             CrashRun run = new CrashRun(settings.sendingTo(receiver.baseUrl()), receiver, SEED)) {
            run.run(KILLS, killsAlong);

            String what = "%d events, %d starts, %d repeated, seed %d"
                    .formatted(EVENTS, run.starts(), run.repeated(), SEED);
            System.out.println(what);
            assertThat(run.lost()).as(what).isEmpty();
            assertThat(receiver.delivered()).as(what).isEqualTo(EVENTS);
            assertThat(run.withSeveralIds()).as(what).isEmpty();
            assertThat(run.repeatedWithoutAKill(UNTIL_COMMITTED)).as(what).isEmpty();
            if (settings.ordered()) {
                assertThat(run.outOfOrder()).as(what).isEmpty();
            }
        }
    }
}
