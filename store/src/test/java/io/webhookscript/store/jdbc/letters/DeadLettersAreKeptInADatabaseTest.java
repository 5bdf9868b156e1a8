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
package io.webhookscript.store.jdbc.letters;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.webhookscript.store.DeadLetter;
import io.webhookscript.store.DeadLetterFilter;
import io.webhookscript.store.DeadLetterStore.Page;
import io.webhookscript.store.DeadLetterStore.Range;
import io.webhookscript.store.DeadLetterStore.Resent;
import io.webhookscript.store.OutboxEntry;
import io.webhookscript.store.StoreException;
import io.webhookscript.store.StoreOptions;
import io.webhookscript.store.jdbc.TestDatabase;
import io.webhookscript.store.jdbc.database.Database;
import io.webhookscript.store.jdbc.database.Schema;
import io.webhookscript.store.jdbc.outbox.SqlOutbox;
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

@Tag("slow")
@ParameterizedClass
@EnumSource(TestDatabase.class)
class DeadLettersAreKeptInADatabaseTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Parameter
    TestDatabase kind;

    @TempDir
    Path folder;

    private Database database;
    private JdbcDeadLetters letters;

    @BeforeEach
    void start() {
        database = kind.create(folder);
        database.update(connection -> new Schema().bringUpToDate(connection, database.dialect()));
        letters = started(Clock.fixed(NOON, ZoneOffset.UTC));
    }

    private JdbcDeadLetters started(Clock clock) {
        JdbcDeadLetters started = new JdbcDeadLetters(StoreOptions.DEFAULT, new SqlOutbox(StoreOptions.DEFAULT), clock);
        started.start(database);
        return started;
    }

    @AfterEach
    void stop() {
        letters.stop();
        database.close();
    }

    private static DeadLetter letter(
            String id, String script, String outcome, @Nullable Integer status, String reason, Instant at) {
        return new DeadLetter(
                id, script, at, outcome, status, reason,
                new DeadLetter.Contents("{\"messageId\":\"" + id + "\",\"event\":\"ü😀\"}", entry(id, script, null)));
    }

    private static OutboxEntry entry(String id, String script, @Nullable String orderKey) {
        return new OutboxEntry(
                id, script, orderKey, "subject-" + id, true, 3, ("document of " + id).getBytes(StandardCharsets.UTF_8),
                new byte[] { 0, 1, -1 });
    }

    private static DeadLetter letter(String id, String reason) {
        return letter(id, "crm", "temporary", 503, reason, NOON);
    }

    private void add(DeadLetter... added) {
        CompletableFuture.allOf(List.of(added).stream().map(letter -> letters.add(letter).toCompletableFuture())
                .toArray(CompletableFuture[]::new)).join();
    }

    private List<String> found(DeadLetterFilter filter) {
        return letters.find(filter, Range.newest(100)).letters().stream().map(DeadLetter::messageId).toList();
    }

    private void sentAgain(String... ids) {
        database.update(connection -> {
            try (PreparedStatement mark = connection.prepareStatement(
                    "UPDATE webhookscript_dead_letter SET replayed_at = 1772366400000, replays = replays + 1 WHERE message_id = ?")) {
                for (String id : ids) {
                    mark.setString(1, id);
                    mark.executeUpdate();
                }
            }
        });
    }

    private void outboxHas(String id, int state) {
        database.update(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO webhookscript_outbox (id, script, keeps_id, state, due, claims, accepted_at, attempts, progress,"
                                                                        + " document) VALUES (?, 'crm', 1, ?, 0, 0, 0, 0, ?, ?)")) {
                insert.setString(1, id);
                insert.setInt(2, state);
                insert.setBytes(3, new byte[0]);
                insert.setBytes(4, new byte[0]);
                insert.executeUpdate();
            }
        });
    }

    @Test
    void aLetterComesBackAsItWasStored() {
        DeadLetter stored = letter("msg_1", "crm", "refused", 422, "the receiver says ü😀 \\ %", NOON);
        add(stored);

        DeadLetter found = letters.get("msg_1").orElseThrow();

        assertThat(found).usingRecursiveComparison().isEqualTo(stored);
        assertThat(letters.get("msg_2")).isEmpty();
        assertThat(letters.get("x".repeat(10_000))).isEmpty();
    }

    @Test
    void aListIsReadPageByPageInBothOrders() {
        for (int i = 1; i <= 5; i++) {
            add(letter("msg_" + i, "busy"));
        }

        Page newest = letters.find(DeadLetterFilter.ALL, Range.newest(2));
        Page next = letters.find(DeadLetterFilter.ALL, Range.newest(2).goingOnAt(newest.next()));
        Page last = letters.find(DeadLetterFilter.ALL, Range.newest(2).goingOnAt(next.next()));
        Page oldest = letters.find(DeadLetterFilter.ALL, Range.oldestBefore(letters.end(), 3));

        assertThat(newest.letters()).extracting(DeadLetter::messageId).containsExactly("msg_5", "msg_4");
        assertThat(next.letters()).extracting(DeadLetter::messageId).containsExactly("msg_3", "msg_2");
        assertThat(last.letters()).extracting(DeadLetter::messageId).containsExactly("msg_1");
        assertThat(last.next()).isNull();
        assertThat(last.letters()).allSatisfy(letter -> assertThat(letter.contents()).isNull());
        assertThat(oldest.letters()).extracting(DeadLetter::messageId).containsExactly("msg_1", "msg_2", "msg_3");
        assertThat(letters.find(DeadLetterFilter.ALL, Range.oldestBefore(letters.end(), 3)
                .goingOnAt(oldest.next())).letters()).extracting(DeadLetter::messageId)
                .containsExactly("msg_4", "msg_5");
    }

    @Test
    void eachValueOfAFilterIsCompared() {
        add(letter("msg_1", "crm", "temporary", 503, "The server is Busy", NOON),
                letter("msg_2", "crm", "refused", 404, "no such contact", NOON.plusSeconds(60)),
                letter("msg_3", "shop", "notSent", null, "the event cannot be read", NOON.plusSeconds(120)));
        sentAgain("msg_2");

        assertThat(found(DeadLetterFilter.ALL)).containsExactly("msg_3", "msg_2", "msg_1");
        assertThat(found(DeadLetterFilter.ALL.ofScript("crm"))).containsExactly("msg_2", "msg_1");
        assertThat(found(DeadLetterFilter.ALL.ofMessage("msg_2"))).containsExactly("msg_2");
        assertThat(found(DeadLetterFilter.ALL.withOutcome("notSent"))).containsExactly("msg_3");
        assertThat(found(DeadLetterFilter.ALL.withStatus(503))).containsExactly("msg_1");
        assertThat(found(DeadLetterFilter.ALL.withText("BUSY"))).containsExactly("msg_1");
        assertThat(found(DeadLetterFilter.ALL.withReplayed(true))).containsExactly("msg_2");
        assertThat(found(DeadLetterFilter.OPEN)).containsExactly("msg_3", "msg_1");
        assertThat(found(DeadLetterFilter.ALL.failedFrom(NOON.plusSeconds(60)))).containsExactly("msg_3", "msg_2");
        assertThat(found(DeadLetterFilter.ALL.failedBefore(NOON.plusSeconds(60)))).containsExactly("msg_1");
        assertThat(found(DeadLetterFilter.ALL.failedFrom(NOON.plusNanos(1)).failedBefore(NOON.plusSeconds(120))))
                .containsExactly("msg_2");
        assertThat(found(DeadLetterFilter.OPEN.ofScript("crm").withStatus(404))).isEmpty();
        assertThat(letters.counts(DeadLetterFilter.ALL)).isEqualTo(Map.of("crm", 2L, "shop", 1L));
        assertThat(letters.counts(DeadLetterFilter.OPEN)).isEqualTo(Map.of("crm", 1L, "shop", 1L));
        assertThat(letters.counts(DeadLetterFilter.ALL.ofScript("none"))).isEmpty();
    }

    /** Milliseconds since 1970 do not reach so far. */
    @Test
    void aFilterMayHaveTimesThatAreFarAway() {
        add(letter("m-1", "crm", "temporary", 503, "the reason", NOON));
        for (Instant far : List.of(Instant.parse("+300000000-01-01T00:00:00Z"), Instant.MAX)) {
            assertThat(found(DeadLetterFilter.ALL.failedBefore(far))).containsExactly("m-1");
            assertThat(letters.counts(DeadLetterFilter.ALL.failedFrom(far))).isEmpty();
        }
        for (Instant far : List.of(Instant.parse("-300000000-01-01T00:00:00Z"), Instant.MIN)) {
            assertThat(letters.counts(DeadLetterFilter.ALL.failedFrom(far))).containsEntry("crm", 1L);
            assertThat(found(DeadLetterFilter.ALL.failedBefore(far))).isEmpty();
        }
    }

    @Test
    void noCharacterOfAFilterHasASpecialMeaning() {
        add(letter("msg_1", "100% of a_b failed"), letter("msg_2", "1000 of aXb failed"), letter("msg_3", "C:\\temp is full"),
                letter("msg_4", "it's \"quoted\"; DROP TABLE webhookscript_dead_letter"));

        assertThat(found(DeadLetterFilter.ALL.withText("100%"))).containsExactly("msg_1");
        assertThat(found(DeadLetterFilter.ALL.withText("a_b"))).containsExactly("msg_1");
        assertThat(found(DeadLetterFilter.ALL.withText("c:\\t"))).containsExactly("msg_3");
        assertThat(found(DeadLetterFilter.ALL.withText("\\"))).containsExactly("msg_3");
        assertThat(found(DeadLetterFilter.ALL.withText("'s \"QUOTED\"; drop"))).containsExactly("msg_4");
        assertThat(found(DeadLetterFilter.ALL.withText("' OR 1=1 --"))).isEmpty();
        assertThat(found(DeadLetterFilter.ALL.withText("\u0000"))).isEmpty();
        assertThat(found(DeadLetterFilter.ALL.withText("\uD800"))).isEmpty();
        assertThat(found(DeadLetterFilter.ALL.ofScript("' OR '1'='1"))).isEmpty();
        assertThat(found(DeadLetterFilter.ALL.ofMessage("x\u0000" + "y".repeat(10_000)))).isEmpty();
        assertThat(found(DeadLetterFilter.ALL.withOutcome("%"))).isEmpty();
        assertThat(found(DeadLetterFilter.ALL)).hasSize(4);
    }

    @Test
    void aReasonWithAnyCharacterIsStored() {
        add(letter("msg_1", "zero \u0000, half \uD83D, ÄÖÜ and 😀"));

        assertThat(letters.get("msg_1").orElseThrow().reason()).contains("zero ").contains("ÄÖÜ and 😀");
        assertThat(found(DeadLetterFilter.ALL.withText("äöü AND 😀"))).containsExactly("msg_1");
        assertThat(found(DeadLetterFilter.ALL.withText("\u0000, HALF"))).containsExactly("msg_1");
    }

    @Test
    void aMessageThatFailsAgainIsTheNewestOpenLetter() {
        add(letter("msg_1", "first"));
        add(letter("msg_2", "other"));
        long end = letters.end();
        sentAgain("msg_1");
        DeadLetter marked = letters.get("msg_1").orElseThrow();

        add(letter("msg_1", "crm", "refused", 404, "second", NOON.plusSeconds(5)));

        assertThat(marked.replays().last()).isEqualTo(NOON);
        assertThat(marked.replays().count()).isEqualTo(1);
        DeadLetter again = letters.get("msg_1").orElseThrow();
        assertThat(again.reason()).isEqualTo("second");
        assertThat(again.replays().last()).isNull();
        assertThat(again.replays().count()).isEqualTo(1);
        assertThat(found(DeadLetterFilter.ALL)).containsExactly("msg_1", "msg_2");
        assertThat(letters.find(DeadLetterFilter.ALL, Range.oldestBefore(end, 10)).letters())
                .extracting(DeadLetter::messageId).containsExactly("msg_2");
    }

    @Test
    void oneMessageThatFailsTwiceAtOnceHasOneLetter() {
        CompletableFuture<?>[] both = IntStream.range(0, 50)
                .mapToObj(i -> letters.add(letter("msg_1", "failure " + i)).toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(both).join();

        assertThat(found(DeadLetterFilter.ALL)).containsExactly("msg_1");
        assertThat(letters.get("msg_1").orElseThrow().reason()).isEqualTo("failure 49");
    }

    @Test
    void whatBecameOfALetterIsKnownFromTheOutbox() {
        add(letter("msg_open", ""), letter("msg_waiting", ""), letter("msg_claimed", ""), letter("msg_parked", ""),
                letter("msg_gone", ""), letter("msg_ended", ""));
        sentAgain("msg_waiting", "msg_claimed", "msg_parked", "msg_gone", "msg_ended");
        outboxHas("msg_waiting", 0);
        outboxHas("msg_claimed", 1);
        outboxHas("msg_parked", 2);
        outboxHas("msg_ended", 4);

        assertThat(letters.resent(List.of(
                "msg_open", "msg_waiting", "msg_claimed", "msg_parked", "msg_gone", "msg_ended", "msg_unknown")))
                .isEqualTo(Map.of("msg_open", Resent.OPEN, "msg_waiting", Resent.WAITING, "msg_claimed", Resent.WAITING,
                        "msg_parked", Resent.WAITING, "msg_gone", Resent.DELIVERED, "msg_ended", Resent.DELIVERED));
        assertThat(letters.resent(List.of())).isEmpty();
        assertThatThrownBy(() -> letters.resent(IntStream.range(0, 1_001).mapToObj(i -> "msg_" + i).toList()))
                .hasMessage("1001 ids, expected at most 1000");
    }

    @Test
    void onlySelectedLettersAreDiscarded() {
        add(letter("msg_1", ""), letter("msg_2", ""), letter("msg_3", "shop", "refused", 404, "", NOON));

        assertThat(letters.discard(DeadLetterFilter.ALL.ofScript("crm"))).isEqualTo(2);

        assertThat(found(DeadLetterFilter.ALL)).containsExactly("msg_3");
        assertThat(letters.discard(DeadLetterFilter.ALL.ofScript("crm"))).isZero();
    }

    @Test
    void thousandsOfLettersAreDiscardedInBatches() {
        CompletableFuture.allOf(IntStream.range(0, 1_200).mapToObj(i -> letters.add(letter("msg_" + i, "busy"))
                .toCompletableFuture()).toArray(CompletableFuture[]::new)).join();

        assertThat(letters.discard(DeadLetterFilter.ALL.withText("busy"))).isEqualTo(1_200);

        assertThat(letters.counts(DeadLetterFilter.ALL)).isEmpty();
    }

    @Test
    void thousandsOfLettersAreStoredInASecond() {
        long began = System.nanoTime();
        List<CompletableFuture<Void>> stored = IntStream.range(0, 4_000)
                .mapToObj(i -> letters.add(letter("msg_" + i, "busy")).toCompletableFuture()).toList();
        CompletableFuture.allOf(stored.toArray(CompletableFuture[]::new)).join();

        // a fraction of a second on an idle machine; one commit for each would take far longer
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        assertThat(letters.counts(DeadLetterFilter.OPEN)).isEqualTo(Map.of("crm", 4_000L));
    }

    @Test
    void lettersAreDeletedWhenTheirTimeIsOver() {
        add(letter("msg_1", "crm", "refused", 404, "old", NOON),
                letter("msg_2", "crm", "refused", 404, "new", NOON.plusSeconds(60)));
        letters.stop();

        letters = started(Clock.fixed(NOON.plus(Duration.ofDays(90)).plusSeconds(30), ZoneOffset.UTC));

        await().untilAsserted(() -> assertThat(found(DeadLetterFilter.ALL)).containsExactly("msg_2"));
        assertThat(letters.deleteOld()).isZero();
    }

    @Test
    void aLetterThatTheDatabaseCannotStoreFailsAlone() {
        DeadLetter tooLong = letter("m".repeat(5_000), "too long an id");
        CompletableFuture<Void> good = letters.add(letter("msg_1", "")).toCompletableFuture();
        CompletableFuture<Void> bad = letters.add(tooLong).toCompletableFuture();
        CompletableFuture<Void> alsoGood = letters.add(letter("msg_2", "")).toCompletableFuture();

        assertThat(good).succeedsWithin(Duration.ofSeconds(10));
        assertThat(alsoGood).succeedsWithin(Duration.ofSeconds(10));
        assertThat(bad).failsWithin(Duration.ofSeconds(10)).withThrowableThat().havingCause().isInstanceOf(StoreException.class)
                .withMessageContaining("the message id is longer than");
        assertThat(found(DeadLetterFilter.ALL)).containsExactlyInAnyOrder("msg_1", "msg_2");
    }

    @Test
    void aDatabaseThatFailsIsReportedWithoutContents() throws SQLException {
        database.update(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("DROP TABLE webhookscript_dead_letter");
            }
        });

        CompletableFuture<Void> stored = letters.add(letter("msg_1", "the canary")).toCompletableFuture();

        assertThat(stored).failsWithin(Duration.ofSeconds(30)).withThrowableThat().havingCause()
                .isInstanceOf(StoreException.class).withMessageNotContaining("canary").withMessageNotContaining("msg_1");
        assertThatThrownBy(() -> letters.find(DeadLetterFilter.ALL, Range.newest(1))).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> letters.get("msg_1")).isInstanceOf(StoreException.class);
    }

    @Test
    void lettersThatWaitAreStoredBeforeTheStop() {
        List<CompletableFuture<Void>> stored = IntStream.range(0, 500)
                .mapToObj(i -> letters.add(letter("msg_" + i, "busy")).toCompletableFuture()).toList();

        letters.stop();

        assertThat(stored).allSatisfy(each -> assertThat(each).isCompleted());
        assertThat(letters.add(letter("msg_late", "")).toCompletableFuture()).failsWithin(Duration.ofSeconds(1))
                .withThrowableThat().havingCause().withMessage("the store is not started");
        assertThatThrownBy(letters::end).isInstanceOf(StoreException.class).hasMessage("the store is not started");
        letters.start(database);
        assertThat(letters.counts(DeadLetterFilter.ALL)).isEqualTo(Map.of("crm", 500L));
    }
}
