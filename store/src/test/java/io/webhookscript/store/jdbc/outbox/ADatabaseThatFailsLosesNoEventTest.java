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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.webhookscript.store.Claim;
import io.webhookscript.store.Claim.Ending;
import io.webhookscript.store.OutboxEntry;
import io.webhookscript.store.StoreException;
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
class ADatabaseThatFailsLosesNoEventTest extends OutboxTest {

    @Test
    void anEventIsNotAcceptedWhileTheDatabaseIsAwayAndAcceptedAfterwards() {
        OutboxNode node = node("a");
        node.faults().away(true);

        assertThat(node.failure(OutboxNode.entry("msg_1"))).isInstanceOf(StoreException.class)
                .hasMessage("the store cannot be used now: connection refused (SQLSTATE 08006)");
        assertThat(node.outbox().status().problem()).isEqualTo("connection refused (SQLSTATE 08006)");
        assertThat(node.failure(OutboxNode.entry("msg_2")))
                .hasMessage("the store cannot be used now: connection refused (SQLSTATE 08006)");

        node.faults().away(false);
        await().untilAsserted(() -> assertThat(node.outbox().status().problem()).isNull());
        assertThat(node.accept(OutboxNode.entry("msg_1")).isNew()).isTrue();
        assertThat(rows()).containsExactly("msg_1 waiting");
    }

    @Test
    void aFailureWithoutTrafficIsNoticed() {
        OutboxNode node = node("a").open();

        node.faults().away(true);
        await().untilAsserted(() -> assertThat(node.outbox().status().problem()).contains("connection refused"));
        node.faults().away(false);

        await().untilAsserted(() -> assertThat(node.outbox().status().problem()).isNull());
    }

    @Test
    void whatClaimsHaveEndedWithIsStoredWhenTheDatabaseIsBack() {
        OutboxNode node = node("a", new StoreOptions(
                "a", Duration.ofMinutes(1), Duration.ofMinutes(1), null));
        Claim delivered = node.acceptAndClaim(OutboxNode.entry("msg_1"));
        Claim postponed = node.acceptAndClaim(OutboxNode.entry("msg_2"));
        Claim blocking = node.acceptAndClaim(OutboxNode.entry("msg_3", "crm", "ann"));
        Claim running = node.acceptAndClaim(OutboxNode.entry("msg_4"));

        node.faults().away(true);
        delivered.progressed(1, new byte[] { 1 });
        delivered.end(Ending.DELIVERED);
        postponed.progressed(1, new byte[] { 1 });
        postponed.postpone(Duration.ofHours(1), 2, new byte[] { 1, 2 });
        blocking.end(Ending.FAILED_AND_BLOCKS_ITS_ORDER);
        running.progressed(1, new byte[] { 1 });
        running.progressed(2, new byte[] { 1, 2 });
        node.failure(OutboxNode.entry("msg_5"));
        node.faults().away(false);
        await().untilAsserted(() -> assertThat(node.outbox().status().problem()).isNull());
        node.flush();

        assertThat(rows()).containsExactly("msg_2 waiting", "msg_3 blocking", "msg_4 claimed");
        assertThat(number("SELECT attempts FROM webhookscript_outbox WHERE id = 'msg_2'")).isEqualTo(2);
        assertThat(number("SELECT attempts FROM webhookscript_outbox WHERE id = 'msg_4'")).isEqualTo(2);
    }

    @Test
    void anEventWhoseCommitHasNoResponseIsDeliveredAndKnown() {
        OutboxNode node = node("a").open();
        hideTheNextCommit(node, "writer");

        Throwable failure = node.failure(OutboxNode.entry("msg_1"));

        assertThat(failure).isInstanceOf(StoreException.class)
                .hasMessageContaining("the connection was lost after the commit");
        Claim claim = node.next();
        assertThat(claim.entry().id()).isEqualTo("msg_1");
        assertThat(node.accept(OutboxNode.entry("msg_1")).isNew()).isFalse();
        claim.end(Ending.DELIVERED);
        node.flush();
        assertThat(rows()).isEmpty();
    }

    @Test
    void anEndWhoseCommitHasNoResponseIsNotRepeatedForALaterClaim() {
        OutboxNode node = node("a").open();
        Claim first = node.acceptAndClaim(OutboxNode.entry("msg_1"));
        hideTheNextCommit(node, "writer");

        first.postpone(Duration.ZERO, 1, new byte[] { 1 });
        Claim second = node.next();
        await().untilAsserted(() -> assertThat(node.outbox().status().problem()).isNull());
        node.flush();

        assertThat(second.isHeld()).isTrue();
        assertThat(rows()).containsExactly("msg_1 claimed");
        assertThat(node.rest()).isEmpty();
    }

    @Test
    void claimsWhoseCommitHasNoResponseAreClaimedAgain() {
        OutboxNode node = node("a");
        List.of("msg_1", "msg_2").forEach(id -> node.accept(OutboxNode.entry(id)));
        hideTheNextCommit(node, "claimer");

        node.open();
        List<Claim> claims = List.of(node.next(), node.next());

        assertThat(claims).extracting(claim -> claim.entry().id()).containsExactly("msg_1", "msg_2");
        assertThat(claims).allMatch(Claim::isHeld);
    }

    @Test
    void oneEventThatTheDatabaseRejectsDoesNotAffectTheOthers() {
        OutboxNode node = node("a");
        database().update(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("CREATE UNIQUE INDEX only_one ON webhookscript_outbox (subject)");
            }
        });

        var accepted = List.of("msg_1", "msg_2", "msg_3").stream().map(id -> node.outbox().accept(
                new OutboxEntry(id, "crm", null, id.equals("msg_3") ? "other" : "same", false, 0, new byte[1], new byte[0]),
                false)
                .toCompletableFuture()).toList();

        assertThat(accepted.get(0).join().isNew()).isTrue();
        assertThat(accepted.get(1)).failsWithin(Duration.ofSeconds(10)).withThrowableThat()
                .havingCause().isInstanceOf(StoreException.class);
        assertThat(accepted.get(2).join().isNew()).isTrue();
        assertThat(node.outbox().status().problem()).isNull();
        assertThat(rows()).containsExactly("msg_1 waiting", "msg_3 waiting");
    }

    @Test
    void aStopStoresWhatIsWaiting() {
        OutboxNode node = node("a");
        List<Claim> claims = List.of("msg_1", "msg_2", "msg_3").stream()
                .map(id -> node.acceptAndClaim(OutboxNode.entry(id))).toList();

        claims.forEach(claim -> claim.end(Ending.DELIVERED));
        node.close();

        assertThat(rows()).isEmpty();
    }

    @Test
    void aStopWithoutTheDatabaseEndsAfterAFewSeconds() {
        OutboxNode node = node("a");
        Claim claim = node.acceptAndClaim(OutboxNode.entry("msg_1"));
        node.faults().away(true);
        claim.end(Ending.DELIVERED);
        long start = System.nanoTime();

        node.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
        assertThat(rows()).containsExactly("msg_1 claimed");
    }

    private static void hideTheNextCommit(OutboxNode node, String thread) {
        AtomicInteger hidden = new AtomicInteger();
        node.faults().hidesCommits(
                () -> Thread.currentThread().getName().endsWith(thread) && hidden.getAndIncrement() == 0);
    }
}
