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
package io.webhookscript.store.jdbc.outbox;

import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.webhookscript.store.Claim;
import io.webhookscript.store.Claim.Ending;
import io.webhookscript.store.Outbox.Acceptance;
import io.webhookscript.store.OutboxEntry;
import io.webhookscript.store.OutboxStatus;
import io.webhookscript.store.StoreOptions;
import io.webhookscript.store.jdbc.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Tag("slow")
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ADeadScriptDoesNotSlowDownOthersTest extends OutboxTest {

    private static final int DEAD = 50_000;
    private static final int LATER = 50_000;
    private static final int LIVE = 2_000;

    /** The number of rows for each entry that is accepted, since the database is faster than the outbox. */
    private static final int COPIES = 500;

    private static final int ROOM = 100;

    /** Acceptances at the same time, so that the test does not keep a future for each event. */
    private static final int IN_FLIGHT = 1_000;

    @Test
    void hundredThousandWaitingEntriesStayInTheDatabaseAndOthersAreClaimedInBatches() {
        OutboxNode node
                = node("a", new StoreOptions("a", Duration.ofSeconds(15), Duration.ofDays(1), Duration.ofDays(90), null));
        accept(node, "dead", DEAD / COPIES);
        accept(node, "later", LATER / COPIES);
        copyAll();
        postponeAll("later");
        accept(node, "live", LIVE);
        analyze();
        node.room("dead", ROOM);
        node.room("live", ROOM);

        long before = node.faults().statements("claimer");
        node.open();
        for (int i = 0, dead = 0; i < LIVE + ROOM; i++) {
            Claim claim = node.next();
            if (claim.entry().script().equals("live")) {
                claim.end(Ending.DELIVERED);
                node.leaves("live");
            } else {
                assertThat(++dead).isLessThanOrEqualTo(ROOM);
            }
        }
        node.flush();

        // one look and one claim for many entries, as if there were no others
        assertThat(node.faults().statements("claimer") - before).isLessThan(LIVE);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            OutboxStatus status = node.outbox().status();
            assertThat(status.waiting()).containsEntry("dead", (long) DEAD).containsEntry("later", (long) LATER)
                    .doesNotContainKey("live");
            assertThat(status.claimed()).isEqualTo(ROOM);
            assertThat(status.oldest()).isPositive();
        });
        assertThatOnlyIndexesAreRead();
    }

    private static void accept(OutboxNode node, String script, int number) {
        List<CompletableFuture<Acceptance>> accepted = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            OutboxEntry entry = new OutboxEntry(
                    script + "_" + i, script, null, null, false, 0, new byte[1_000], new byte[0]);
            accepted.add(node.outbox().accept(entry, false).toCompletableFuture());
            if (accepted.size() == IN_FLIGHT) {
                accepted.forEach(CompletableFuture::join);
                accepted.clear();
            }
        }
        accepted.forEach(CompletableFuture::join);
    }

    private void copyAll() {
        String others = "script, order_key, subject, keeps_id, state, due, owner, claims, accepted_at, attempts, progress,"
                        + " document";
        execute("INSERT INTO webhookscript_outbox (id, " + others + ") WITH RECURSIVE copies(n) AS (SELECT 2 UNION ALL"
                + " SELECT n + 1 FROM copies WHERE n < " + COPIES + ") SELECT id || '_' || n, " + others
                + " FROM webhookscript_outbox CROSS JOIN copies");
    }

    private void postponeAll(String script) {
        execute("UPDATE webhookscript_outbox SET due = due + 3600000 WHERE script = '" + script + "'");
    }

    /** As PostgreSQL does by itself after a minute. */
    private void analyze() {
        execute("ANALYZE webhookscript_outbox");
    }

    private void execute(String sql) {
        database().update(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        });
    }

    private void assertThatOnlyIndexesAreRead() {
        ClaimTable table = new ClaimTable(database().dialect());
        List<String> plans = List.of(plan(table.scripts()),
                plan(table.candidates().replaceFirst("\\?", "'dead'").replaceFirst("\\?", "100")));

        assertThat(plans).allSatisfy(plan -> assertThat(plan).contains("webhookscript_outbox_due").doesNotContain("Seq Scan")
                .doesNotContainPattern("SCAN (o|webhookscript_outbox)\n"));
    }

    private String plan(String sql) {
        String explain = kind == TestDatabase.SQLITE ? "EXPLAIN QUERY PLAN " : "EXPLAIN ";
        return database().read(connection -> {
            StringBuilder plan = new StringBuilder();
            try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(explain + sql)) {
                while (row.next()) {
                    plan.append(row.getString(kind == TestDatabase.SQLITE ? "detail" : "QUERY PLAN")).append('\n');
                }
            }
            return plan.toString();
        });
    }
}
