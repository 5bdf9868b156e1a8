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
package io.webhookscript.store.jdbc;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;

import io.webhookscript.deliverylog.DeliveryQuery;
import io.webhookscript.store.Claim;
import io.webhookscript.store.DeadLetterFilter;
import io.webhookscript.store.ErasedEntries;
import io.webhookscript.store.Erasure;
import io.webhookscript.store.OutboxEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class DataIsErasedOnRequestTest {

    private static final String ZOE = "zoe-at-example-com";
    private static final String ANN = "ann-at-example-com";

    @Parameter
    TestDatabase kind;

    @TempDir
    Path folder;

    private StoreFixture fixture;
    private SqlStore store;

    @BeforeEach
    void openStore() {
        fixture = StoreFixture.of(kind, folder);
        store = fixture.open("node", null);
    }

    @AfterEach
    void close() throws Exception {
        store.stop();
        fixture.close();
    }

    @Test
    void nothingOfAPersonIsInTheDatabaseAfterwards() throws Exception {
        StoreFixture.fill(store, "msg_1", "zoe", ZOE);
        StoreFixture.fill(store, "msg_2", "ann", ANN);

        ErasedEntries erased = store.erase(new Erasure(null, "zoe"));

        assertThat(erased).isEqualTo(new ErasedEntries(1, 1, 1, 1));
        String left = fixture.everything();
        assertThat(StoreFixture.occurrences(left, ZOE)).isEmpty();
        assertThat(left).contains("document " + ANN, "letter " + ANN, "response " + ANN);
        assertThat(store.sessions().find("crm", "session" + ANN, Instant.now())).isPresent();
        assertThat(store.erase(new Erasure(null, "zoe"))).isEqualTo(new ErasedEntries(0, 0, 0, 0));
    }

    @Test
    void aMessageIsErasedByItsId() throws Exception {
        StoreFixture.fill(store, "msg_1", null, ZOE);

        assertThat(store.erase(new Erasure("msg_1", null))).isEqualTo(new ErasedEntries(1, 0, 0, 0));
        assertThat(store.erase(new Erasure("msg_1-dead", null))).isEqualTo(new ErasedEntries(0, 1, 0, 0));
        assertThat(store.erase(new Erasure("msg_1-logged", null))).isEqualTo(new ErasedEntries(0, 0, 1, 0));
        assertThat(store.erase(new Erasure("msg_1-session", null))).isEqualTo(new ErasedEntries(0, 0, 0, 1));
        assertThat(StoreFixture.occurrences(fixture.everything(), ZOE)).isEmpty();
    }

    @Test
    void aClaimedEventIsNotHeldAnyMore() {
        Claim claim = accepted("msg_1");

        store.erase(new Erasure(null, "zoe"));

        assertThat(claim.isHeld()).isFalse();
    }

    private Claim accepted(String id) {
        return store.outbox().accept(StoreFixture.entry(id, "zoe", ZOE), true).toCompletableFuture().join().claim();
    }

    @Test
    void anEventWhoseIdIsKeptIsNotAcceptedAgain() {
        OutboxEntry fromFile = new OutboxEntry(
                "msg_1", "crm", null, "zoe", true, 0, StoreFixture.bytes("document " + ZOE), new byte[0]);
        store.outbox().accept(fromFile, false).toCompletableFuture().join();

        assertThat(store.erase(new Erasure(null, "zoe")).waiting()).isEqualTo(1);

        assertThat(store.outbox().accept(fromFile, true).toCompletableFuture().join().isNew()).isFalse();
    }

    @Test
    void anotherNodeMakesNoFurtherAttempt() throws Exception {
        assumeTrue(kind == TestDatabase.POSTGRESQL, "an SQLite file is for one node");
        Claim claim = accepted("msg_1");
        SqlStore other = fixture.open("other", null);
        try {
            other.erase(new Erasure(null, "zoe"));

            await().until(() -> !claim.isHeld());
        } finally {
            other.stop();
        }
    }

    @Test
    void whatARunningDeliveryWritesAfterwardsIsErasedToo() throws Exception {
        Claim claim = accepted("msg_1");
        store.erase(new Erasure(null, "zoe"));

        claim.end(Claim.Ending.FAILED);
        store.deadLetters().add(StoreFixture.letter("msg_1", "zoe", ZOE)).toCompletableFuture().join();
        store.deliveryLog().add(StoreFixture.delivery("msg_1", "zoe", ZOE));
        store.sessions().open(StoreFixture.session("session", null, "msg_1", ZOE), Instant.now());
        await().until(() -> store.deliveryLog().find(DeliveryQuery.ALL).deliveries().size() == 1);
        store.repeatErasures();

        assertThat(StoreFixture.occurrences(fixture.everything(), ZOE)).isEmpty();
    }

    @Test
    void aLaterEventOfThePersonIsKept() throws Exception {
        store.erase(new Erasure(null, "zoe"));
        Instant later = Instant.now().plusMillis(50);
        await().until(() -> Instant.now().isAfter(later));

        StoreFixture.fill(store, "msg_2", "zoe", ZOE);
        await().until(() -> store.deliveryLog().find(DeliveryQuery.ALL).deliveries().size() == 1);
        store.repeatErasures();

        assertThat(store.deliveryLog().find(DeliveryQuery.ALL).deliveries()).hasSize(1);
        assertThat(store.deadLetters().counts(DeadLetterFilter.ALL)).containsEntry("crm", 1L);
        assertThat(fixture.everything()).contains("document " + ZOE);
    }

    /** Rows of many sizes come and go, so that pages are split, joined and used again. */
    @Test
    void noTraceOfManyRowsIsInTheFile() throws Exception {
        assumeTrue(kind == TestDatabase.SQLITE, "PostgreSQL overwrites deleted rows when it vacuums");
        Random random = new Random(22);
        for (int i = 0; i < 400; i++) {
            boolean isZoe = random.nextInt(3) == 0;
            String mark = (isZoe ? ZOE : ANN) + "x".repeat(random.nextInt(10) == 0 ? 20_000 : random.nextInt(2_000));
            StoreFixture.fill(store, "msg_" + i, isZoe ? "zoe" : "ann", mark);
            if (random.nextInt(4) == 0) {
                store.erase(new Erasure("msg_" + random.nextInt(i + 1), null));
            }
        }

        assertThat(store.erase(new Erasure(null, "zoe")).deadLetters()).isGreaterThan(50);

        String left = fixture.everything();
        assertThat(StoreFixture.occurrences(left, ZOE)).isEmpty();
        assertThat(StoreFixture.occurrences(left, ANN)).isNotEmpty();
    }
}
