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
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.webhookscript.deliverylog.DeliveryQuery;
import io.webhookscript.deliverylog.LoggedDelivery;
import io.webhookscript.store.Claim;
import io.webhookscript.store.DeadLetter;
import io.webhookscript.store.DeadLetterFilter;
import io.webhookscript.store.DeadLetterStore.Range;
import io.webhookscript.store.OutboxConsumer;
import io.webhookscript.store.StoreEncryption;
import io.webhookscript.store.encryption.AesGcmEncryption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class ContentsAreEncryptedInEveryTableTest {

    private static final String MARK = "zoe-at-example-com";
    private static final String FIRST = "2025:" + "A".repeat(42) + "E=";
    private static final String SECOND = "2026:" + "B".repeat(42) + "E=";

    @Parameter
    TestDatabase kind;

    @TempDir
    Path folder;

    private StoreFixture fixture;
    private SqlStore store;

    @BeforeEach
    void createDatabase() {
        fixture = StoreFixture.of(kind, folder);
    }

    @AfterEach
    void close() throws Exception {
        if (store != null) {
            store.stop();
        }
        fixture.close();
    }

    private void open(StoreEncryption encryption) {
        if (store != null) {
            store.stop();
        }
        store = fixture.open("node", encryption);
    }

    private static StoreEncryption keys(String keys) {
        return new AesGcmEncryption(keys);
    }

    @Test
    void noTextOfAnEventIsInTheDatabaseAndAllOfThemAreReadAgain() throws Exception {
        open(keys(FIRST));
        fillAndWait("msg_1");

        assertThat(StoreFixture.occurrences(fixture.everything(), MARK)).isEmpty();
        open(keys(FIRST));
        assertThat(StoreFixture.occurrences(fixture.everything(), MARK)).as("after the file was closed").isEmpty();

        everythingIsReadAs(MARK, "msg_1");
    }

    private void fillAndWait(String id) {
        StoreFixture.fill(store, id, "digest", MARK);
        await().until(() -> store.deliveryLog().find(DeliveryQuery.ALL.ofMessage(id + "-logged")).deliveries().size() == 1);
    }

    private void everythingIsReadAs(String mark, String id) throws Exception {
        Claim claim = claimed();
        assertThat(claim.entry().document()).isEqualTo(StoreFixture.bytes("document " + mark));
        assertThat(claim.entry().progress()).isEqualTo(StoreFixture.bytes("progress " + mark));
        DeadLetter letter = store.deadLetters().get(id + "-dead").orElseThrow();
        assertThat(letter.reason()).isEqualTo("reason " + mark);
        assertThat(letter.contents().document()).isEqualTo("letter " + mark);
        assertThat(letter.contents().entry().document()).isEqualTo(StoreFixture.bytes("document " + mark));
        assertThat(store.deadLetters().find(DeadLetterFilter.ALL, Range.newest(10)).letters())
                .extracting(DeadLetter::reason).containsOnly("reason " + mark);
        LoggedDelivery logged = store.deliveryLog().find(DeliveryQuery.ALL.ofMessage(id + "-logged")).deliveries().get(0);
        assertThat(List.of(logged.script().tenant(), logged.message().sourceId(), logged.result().reason(),
                logged.attempts().url(), logged.attempts().response(), logged.attempts().last().get(0).reason()))
                .allMatch(text -> text.endsWith(mark));
        assertThat(store.sessions().find("crm", "session" + mark, Instant.now()).orElseThrow().context())
                .containsEntry("key", "context " + mark);
    }

    private Claim claimed() throws InterruptedException {
        BlockingQueue<Claim> claims = new LinkedBlockingQueue<>();
        store.outbox().open(new OutboxConsumer() {
            @Override
            public int room(String script) {
                return 10;
            }

            @Override
            public void claimed(Claim claim) {
                claims.add(claim);
            }
        });
        Claim claim = claims.poll(20, TimeUnit.SECONDS);
        assertThat(claim).isNotNull();
        return claim;
    }

    @Test
    void aStoreThatBecomesEncryptedReadsWhatItContains() throws Exception {
        open(null);
        fillAndWait("msg_1");
        assertThat(fixture.everything()).contains(MARK);

        open(keys(FIRST));

        everythingIsReadAs(MARK, "msg_1");
    }

    @Test
    void keysAreRotatedWhileOldContentsCanBeRead() throws Exception {
        open(keys(FIRST));
        fillAndWait("msg_1");

        open(keys(SECOND + "," + FIRST));
        everythingIsReadAs(MARK, "msg_1");
        fillAndWait("msg_2");

        open(keys(SECOND));
        assertThat(store.deadLetters().get("msg_2-dead").orElseThrow().reason()).isEqualTo("reason " + MARK);
        assertThatThrownBy(() -> store.deadLetters().get("msg_1-dead"))
                .hasMessageContaining("was encrypted with the key `2025`, and the keys are [2026]");
        assertThat(store.deadLetters().find(DeadLetterFilter.ALL.ofMessage("msg_1-dead"), Range.newest(1)).letters().get(0)
                .reason())
                .startsWith("the reason cannot be read: it cannot be decrypted: it was encrypted with the key `2025`");
        assertThat(store.deliveryLog().find(DeliveryQuery.ALL.ofMessage("msg_1-logged")).deliveries().get(0).result().reason())
                .startsWith(
                        "the texts of this entry cannot be read: it cannot be decrypted: it was encrypted with the key `2025`");
    }

    @Test
    void anEncryptedStoreSaysThatItsEncryptionIsMissing() {
        open(keys(FIRST));
        fillAndWait("msg_1");

        open(null);

        assertThatThrownBy(() -> store.deadLetters().get("msg_1-dead"))
                .hasMessageContaining("it is encrypted, and the component has no encryption for its store");
        assertThatThrownBy(() -> store.sessions().find("crm", "session" + MARK, Instant.now()))
                .hasMessageContaining("it is encrypted, and the component has no encryption for its store");
        assertThat(store.deliveryLog().find(DeliveryQuery.ALL).deliveries().get(0).result().reason())
                .contains("it is encrypted, and the component has no encryption for its store");
    }

    @Test
    void encryptedReasonsAreNotSearchedAndTheErrorSaysSo() {
        open(keys(FIRST));

        DeadLetterFilter byText = new DeadLetterFilter(null, null, null, null, null, null, "timeout", null);
        for (Runnable use : List.<Runnable> of(() -> store.deadLetters().find(byText, Range.newest(1)),
                () -> store.deadLetters().counts(byText), () -> store.deadLetters().discard(byText))) {
            assertThatThrownBy(use::run).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("text=timeout: the reasons are encrypted in the store and cannot be searched;"
                                + " filter by script, outcome, status or time");
        }
    }
}
