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

import java.nio.file.Path;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.webhookscript.store.Claim;
import io.webhookscript.store.Claim.Ending;
import io.webhookscript.store.OutboxEntry;
import io.webhookscript.store.StoreException;
import io.webhookscript.store.StoreOptions;
import io.webhookscript.store.jdbc.TestDatabase;
import io.webhookscript.store.jdbc.database.Database;
import io.webhookscript.store.jdbc.database.FaultyDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The number of pages of an SQLite file is limited, which has the same effect as a full disk. */
class AFullDiskRejectsEventsTest {

    @TempDir
    Path folder;

    @Test
    void eventsAreRejectedUntilThereIsSpaceAgain() {
        try (FaultyDatabase full = new FaultyDatabase(TestDatabase.SQLITE, folder);
             OutboxNode node = new OutboxNode(full.access(), "a", StoreOptions.DEFAULT)) {
            Database database = full.access().database();
            limitPages(database, 200);
            List<Claim> claims = new ArrayList<>();

            Throwable failure = null;
            for (int i = 0; failure == null && i < 1_000; i++) {
                failure = acceptOrFail(node, "msg_" + i, claims);
            }

            assertThat(failure).isInstanceOf(StoreException.class)
                    .hasMessageMatching("the store cannot be used now: .*database or disk is full.*");
            assertThat(claims).hasSizeGreaterThan(20);
            claims.forEach(claim -> claim.end(Ending.DELIVERED));
            await().untilAsserted(() -> assertThat(node.outbox().status().problem()).isNull());
            node.flush();
            assertThat(count(database)).isZero();
            assertThat(acceptOrFail(node, "msg_again", claims)).isNull();

            limitPages(database, 1_000_000);
            for (int i = 0; i < 400; i++) {
                assertThat(acceptOrFail(node, "msg_more_" + i, claims)).isNull();
            }
        }
    }

    private static @Nullable Throwable acceptOrFail(OutboxNode node, String id, List<Claim> claims) {
        OutboxEntry entry = new OutboxEntry(id, "crm", null, null, false, 0, new byte[3_000], new byte[0]);
        return node.outbox().accept(entry, true).toCompletableFuture().orTimeout(20, TimeUnit.SECONDS)
                .handle((accepted, failure) -> {
                    if (failure == null) {
                        claims.add(accepted.claim());
                    }
                    return failure;
                }).join();
    }

    private static void limitPages(Database database, int pages) {
        database.update(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA max_page_count = " + pages);
            }
        });
    }

    private static long count(Database database) {
        return database.read(connection -> {
            try (Statement statement = connection.createStatement();
                 var row = statement.executeQuery("SELECT COUNT(*) FROM webhookscript_outbox")) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
