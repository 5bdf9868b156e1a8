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
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.webhookscript.store.Claim;
import io.webhookscript.store.Claim.Ending;
import io.webhookscript.store.Outbox.Acceptance;
import io.webhookscript.store.OutboxEntry;
import io.webhookscript.store.jdbc.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class EventsAreAcceptedAndClaimedTest extends OutboxTest {

    @Test
    void anEventIsStoredAsItIs() {
        OutboxNode node = node("a");
        OutboxEntry entry = new OutboxEntry(
                "msg_1", "crm", null, "subject", true, 3, new byte[] { 0, -1, 7 }, new byte[] { 0, 8 });

        node.accept(entry);
        OutboxEntry claimed = node.open().next().entry();

        assertThat(claimed).usingRecursiveComparison().isEqualTo(entry);
    }

    @Test
    void theCallerGetsTheClaimAtOnceWithoutAReadOfTheEntry() {
        OutboxNode node = node("a").open();
        OutboxEntry entry = OutboxNode.entry("msg_1");

        Claim claim = node.acceptAndClaim(entry);

        assertThat(claim.entry()).isSameAs(entry);
        assertThat(claim.isHeld()).isTrue();
        assertThat(rows()).containsExactly("msg_1 claimed");
    }

    @Test
    void anIdThatIsKnownIsNotAcceptedAgain() {
        OutboxNode node = node("a");

        Acceptance first = node.accept(OutboxNode.entry("msg_1"));
        Acceptance second = node.accept(OutboxNode.entry("msg_1"));

        assertThat(first.isNew()).isTrue();
        assertThat(second.isNew()).isFalse();
        assertThat(node.acceptAndClaim(OutboxNode.entry("msg_1"))).isNull();
        assertThat(rows()).containsExactly("msg_1 waiting");
    }

    @Test
    void theSameIdAtTheSameTimeIsAcceptedOnce() {
        OutboxNode node = node("a");

        List<Acceptance> all = IntStream.range(0, 500).parallel()
                .mapToObj(i -> node.outbox().accept(OutboxNode.entry("msg_" + i % 10), true).toCompletableFuture())
                .toList().stream().map(CompletableFuture::join).toList();

        assertThat(all).filteredOn(Acceptance::isNew).hasSize(10).allMatch(acceptance -> acceptance.claim() != null);
        assertThat(rows()).hasSize(10);
    }

    @Test
    void twoNodesThatAcceptTheSameIdsInADifferentOrderAcceptEachOnce() {
        List<OutboxNode> nodes = List.of(node("a"), node("b"));

        List<Acceptance> all = IntStream.range(0, 2_000).parallel()
                .mapToObj(i -> nodes.get(i % 2).outbox()
                        .accept(OutboxNode.entry("msg_" + (i % 2 == 0 ? i / 2 : 999 - i / 2)), false).toCompletableFuture())
                .toList().stream().map(CompletableFuture::join).toList();

        assertThat(all).filteredOn(Acceptance::isNew).hasSize(1_000);
        assertThat(rows()).hasSize(1_000);
    }

    @Test
    void anEndedEntryIsDeleted() {
        OutboxNode node = node("a").open();

        node.acceptAndClaim(OutboxNode.entry("msg_1")).end(Ending.DELIVERED);
        node.acceptAndClaim(OutboxNode.entry("msg_2")).end(Ending.FAILED);
        node.flush();

        assertThat(rows()).isEmpty();
        assertThat(node.accept(OutboxNode.entry("msg_1")).isNew()).isTrue();
    }

    @Test
    void anIdThatIsKeptIsKnownAfterTheEndWithoutTheEvent() {
        OutboxNode node = node("a").open();

        node.acceptAndClaim(OutboxNode.keepingItsId("msg_1")).end(Ending.DELIVERED);
        node.flush();

        assertThat(rows()).containsExactly("msg_1 ended");
        assertThat(number("SELECT LENGTH(document) FROM webhookscript_outbox")).isZero();
        assertThat(number("SELECT COUNT(*) FROM webhookscript_outbox WHERE subject IS NOT NULL")).isZero();
        assertThat(node.accept(OutboxNode.keepingItsId("msg_1")).isNew()).isFalse();
    }

    @Test
    void aPostponedEntryIsClaimedAfterTheWaitWithItsAttempts() {
        OutboxNode node = node("a").open();
        long start = System.nanoTime();

        node.acceptAndClaim(OutboxNode.entry("msg_1")).postpone(Duration.ofMillis(700), 2, new byte[] { 5 });
        Claim again = node.next();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(690));
        assertThat(again.entry().attempts()).isEqualTo(2);
        assertThat(again.entry().progress()).containsExactly(5);
        assertThat(again.entry().document()).asString().isEqualTo("event of msg_1");
    }

    @Test
    void attemptsAreStoredWhileTheEntryIsClaimed() {
        OutboxNode node = node("a");

        node.acceptAndClaim(OutboxNode.entry("msg_1")).progressed(4, new byte[] { 1, 2 });
        node.close();
        OutboxEntry read = node("a").open().next().entry();

        assertThat(read.attempts()).isEqualTo(4);
        assertThat(read.progress()).containsExactly(1, 2);
    }

    @Test
    void aClaimEndsOnce() {
        Claim claim = node("a").acceptAndClaim(OutboxNode.entry("msg_1"));
        claim.end(Ending.DELIVERED);

        assertThatThrownBy(() -> claim.postpone(Duration.ZERO, 1, new byte[0])).isInstanceOf(IllegalStateException.class)
                .hasMessage("the claim of message msg_1 has ended already");
    }

    @Test
    void nothingIsClaimedBeforeTheOpeningAndAfterTheClose() {
        OutboxNode node = node("a");
        node.accept(OutboxNode.entry("msg_1"));
        node.flush();
        assertThat(node.rest()).isEmpty();

        node.open().next().end(Ending.DELIVERED);
        node.outbox().close();
        node.accept(OutboxNode.entry("msg_2"));
        node.flush();

        assertThat(rows()).containsExactly("msg_2 waiting");
        assertThat(node.rest()).isEmpty();
    }

    @Test
    void asManyAreClaimedAsThereIsRoom() {
        OutboxNode node = node("a");
        IntStream.range(0, 10).forEach(i -> node.accept(OutboxNode.entry("msg_" + i)));

        node.room("crm", 3);
        node.open();
        List<Claim> first = List.of(node.next(), node.next(), node.next());
        first.get(1).end(Ending.DELIVERED);
        node.leaves("crm");
        Claim fourth = node.next();
        node.flush();

        assertThat(first).extracting(claim -> claim.entry().id()).containsExactly("msg_0", "msg_1", "msg_2");
        assertThat(fourth.entry().id()).isEqualTo("msg_3");
        assertThat(node.rest()).isEmpty();
        assertThat(rows()).filteredOn(row -> row.endsWith("claimed")).hasSize(3);
    }

    @Test
    void claimsThatAreStoredAfterTheStopAreRejected() {
        OutboxNode node = node("a");
        node.close();

        assertThat(node.failure(OutboxNode.entry("msg_1"))).hasMessage("the store is not started");
        assertThat(node.outbox().status().problem()).isEqualTo("the store is not started");
    }
}
