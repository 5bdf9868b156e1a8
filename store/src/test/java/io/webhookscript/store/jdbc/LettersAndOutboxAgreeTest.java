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

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.webhookscript.store.Claim;
import io.webhookscript.store.DeadLetter;
import io.webhookscript.store.DeadLetterFilter;
import io.webhookscript.store.DeadLetterStore;
import io.webhookscript.store.DeadLetterStore.Range;
import io.webhookscript.store.DeadLetterStore.Resent;
import io.webhookscript.store.OutboxConsumer;
import io.webhookscript.store.OutboxEntry;
import io.webhookscript.store.StoreEncryption;
import io.webhookscript.store.StoreOptions;
import io.webhookscript.store.jdbc.database.Database;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What the outbox and the dead letters of one store say about the same message. */
@Tag("slow")
@ParameterizedClass
@EnumSource(TestDatabase.class)
class LettersAndOutboxAgreeTest {

    @Parameter
    TestDatabase kind;

    @TempDir
    Path folder;

    private final BlockingQueue<Claim> claims = new LinkedBlockingQueue<>();
    private Database database;
    private SqlStore store;

    @BeforeEach
    void start() {
        database = kind.create(folder);
        store = store(null);
    }

    @AfterEach
    void stop() {
        store.stop();
        database.close();
    }

    private SqlStore store(@Nullable StoreEncryption encryption) {
        StoreOptions all = StoreOptions.DEFAULT;
        SqlStore started = new SqlStore(
                () -> database, new StoreOptions("node", all.lease(), all.keepIds(), all.keepDeadLetters(), encryption));
        started.start();
        return started;
    }

    /** A stop closes a file, and not the DataSource. */
    private void restart(@Nullable StoreEncryption encryption) {
        store.stop();
        if (kind == TestDatabase.SQLITE) {
            database = kind.create(folder);
        }
        store = store(encryption);
    }

    private void open() {
        store.outbox().open(new OutboxConsumer() {
            @Override
            public int room(String script) {
                return 100;
            }

            @Override
            public void claimed(Claim claim) {
                claims.add(claim);
            }
        });
    }

    private Claim claimed() throws InterruptedException {
        Claim claim = claims.poll(20, TimeUnit.SECONDS);
        assertThat(claim).isNotNull();
        return claim;
    }

    private static OutboxEntry entry(String id, @Nullable String orderKey) {
        return new OutboxEntry(
                id, "crm", orderKey, null, false, 0, ("event of " + id).getBytes(StandardCharsets.UTF_8), new byte[0]);
    }

    private void fails(Claim claim, Claim.Ending ending) {
        letters().add(letter(claim.entry())).toCompletableFuture().join();
        claim.end(ending);
    }

    private static DeadLetter letter(OutboxEntry entry) {
        return new DeadLetter(
                entry.id(), entry.script(), Instant.now(), "temporary", 503, "busy", new DeadLetter.Contents("{}", entry));
    }

    private DeadLetterStore letters() {
        return store.deadLetters();
    }

    private Optional<DeadLetter> letter(String id) {
        return letters().get(id);
    }

    private Claim accept(OutboxEntry entry) {
        Claim claim = store.outbox().accept(entry, true).toCompletableFuture().join().claim();
        assertThat(claim).isNotNull();
        return claim;
    }

    private boolean again(String id) {
        return store.outbox().acceptAgain(letter(id).orElseThrow().contents().entry()).toCompletableFuture().join().isNew();
    }

    private Map<String, Resent> resent(String... ids) {
        return letters().resent(List.of(ids));
    }

    @Test
    void aLetterThatIsSentAgainIsMarkedUntilItFailsAgain() throws Exception {
        fails(accept(entry("msg_1", null)), Claim.Ending.FAILED);
        assertThat(resent("msg_1")).isEqualTo(Map.of("msg_1", Resent.OPEN));

        assertThat(again("msg_1")).isTrue();

        assertThat(letter("msg_1").orElseThrow().replays().last()).isBetween(
                Instant.now().minus(Duration.ofMinutes(10)), Instant.now().plus(Duration.ofMinutes(10)));
        assertThat(letter("msg_1").orElseThrow().replays().count()).isEqualTo(1);
        assertThat(resent("msg_1")).isEqualTo(Map.of("msg_1", Resent.WAITING));
        open();
        Claim claim = claimed();
        assertThat(claim.entry().document()).isEqualTo("event of msg_1".getBytes(StandardCharsets.UTF_8));
        assertThat(resent("msg_1")).isEqualTo(Map.of("msg_1", Resent.WAITING));
        fails(claim, Claim.Ending.FAILED);
        assertThat(resent("msg_1")).isEqualTo(Map.of("msg_1", Resent.OPEN));
        assertThat(letter("msg_1").orElseThrow().replays().count()).isEqualTo(1);

        restart(null);
        open();
        assertThat(again("msg_1")).isTrue();
        claimed().end(Claim.Ending.DELIVERED);

        await().until(() -> resent("msg_1").equals(Map.of("msg_1", Resent.DELIVERED)));
        assertThat(letter("msg_1").orElseThrow().replays().count()).isEqualTo(2);
        assertThat(letters().counts(DeadLetterFilter.OPEN)).isEmpty();
    }

    @Test
    void aLetterThatIsBeingSentAgainIsNotMarkedTwice() {
        fails(accept(entry("msg_1", null)), Claim.Ending.FAILED);

        assertThat(again("msg_1")).isTrue();
        assertThat(again("msg_1")).isFalse();

        assertThat(letter("msg_1").orElseThrow().replays().count()).isEqualTo(1);
    }

    @Test
    void manyLettersAreSentAgainAtOnce() {
        List<OutboxEntry> entries = IntStream.range(0, 1_000).mapToObj(i -> entry("msg_" + i, null)).toList();
        CompletableFuture.allOf(entries.stream().map(entry -> letters().add(letter(entry)).toCompletableFuture())
                .toArray(CompletableFuture[]::new)).join();

        List<CompletableFuture<Boolean>> again = entries.stream().map(entry -> store.outbox().acceptAgain(entry)
                .thenApply(acceptance -> acceptance.isNew()).toCompletableFuture()).toList();

        assertThat(again).allSatisfy(each -> assertThat(each).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(true));
        assertThat(letters().counts(DeadLetterFilter.ALL.withReplayed(true))).isEqualTo(Map.of("crm", 1_000L));
    }

    @Test
    void anOrderThatALetterBlocksContinuesWhenItIsDiscarded() throws Exception {
        fails(accept(entry("msg_1", "crm/42")), Claim.Ending.FAILED_AND_BLOCKS_ITS_ORDER);
        store.outbox().accept(entry("msg_2", "crm/42"), false).toCompletableFuture().join();
        open();
        assertThat(claims.poll(1_500, TimeUnit.MILLISECONDS)).isNull();

        assertThat(letters().discard(DeadLetterFilter.ALL.ofMessage("msg_1"))).isEqualTo(1);

        assertThat(claimed().entry().id()).isEqualTo("msg_2");
    }

    @Test
    void anOrderThatALetterBlocksContinuesAfterItWhenItIsSentAgain() throws Exception {
        fails(accept(entry("msg_1", "crm/42")), Claim.Ending.FAILED_AND_BLOCKS_ITS_ORDER);
        store.outbox().accept(entry("msg_2", "crm/42"), false).toCompletableFuture().join();
        open();

        assertThat(again("msg_1")).isTrue();

        Claim first = claimed();
        assertThat(first.entry().id()).isEqualTo("msg_1");
        first.end(Claim.Ending.DELIVERED);
        assertThat(claimed().entry().id()).isEqualTo("msg_2");
    }

    @Test
    void aDiscardedLetterWhoseEventIsSentAgainDoesNotStopIt() throws Exception {
        fails(accept(entry("msg_1", "crm/42")), Claim.Ending.FAILED_AND_BLOCKS_ITS_ORDER);
        assertThat(again("msg_1")).isTrue();

        letters().discard(DeadLetterFilter.ALL.ofMessage("msg_1"));

        open();
        assertThat(claimed().entry().id()).isEqualTo("msg_1");
        assertThat(resent("msg_1")).isEmpty();
    }

    @Test
    void contentsAreEncryptedForTheirLetterAndColumn() {
        restart(new Reversing());
        letters().add(letter(entry("msg_1", null))).toCompletableFuture().join();

        assertThat(stored("SELECT entry FROM webhookscript_dead_letter")).doesNotContain("event of msg_1")
                .contains("1_gsm fo tneve").contains("dead_letter.entry:msg_1");
        assertThat(stored("SELECT document FROM webhookscript_dead_letter")).contains("dead_letter.document:msg_1");
        assertThat(letter("msg_1").orElseThrow().contents().entry().document())
                .isEqualTo("event of msg_1".getBytes(StandardCharsets.UTF_8));
        assertThat(letter("msg_1").orElseThrow().contents().document()).isEqualTo("{}");

        restart(null);
        assertThat(letters().find(DeadLetterFilter.ALL, Range.newest(10)).letters()).extracting(DeadLetter::messageId)
                .containsExactly("msg_1");
        assertThatThrownBy(() -> letter("msg_1")).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("it is encrypted");
    }

    private String stored(String sql) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql); ResultSet row = select.executeQuery()) {
                row.next();
                return new String(row.getBytes(1), StandardCharsets.UTF_8);
            }
        });
    }

    /** Writes bytes backwards, after the context. */
    private static final class Reversing implements StoreEncryption {

        @Override
        public byte[] encrypt(byte[] plain, String context) {
            return (context + "|" + new StringBuilder(new String(plain, StandardCharsets.UTF_8)).reverse())
                    .getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] decrypt(byte[] encrypted, String context) {
            String text = new String(encrypted, StandardCharsets.UTF_8);
            if (!text.startsWith(context + "|")) {
                throw new IllegalStateException("encrypted for another context");
            }
            return new StringBuilder(text.substring(context.length() + 1)).reverse().toString()
                    .getBytes(StandardCharsets.UTF_8);
        }
    }
}
