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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.webhookscript.store.Claim;
import io.webhookscript.store.Claim.Ending;
import io.webhookscript.store.Erasure;
import io.webhookscript.store.Outbox.Acceptance;
import io.webhookscript.store.OutboxEntry;
import io.webhookscript.store.jdbc.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class EntriesWithTheSameKeyKeepTheirOrderTest extends OutboxTest {

    private static final byte[] NOTHING = {};

    @Test
    void onlyTheFirstEntryOfAKeyIsClaimed() {
        OutboxNode node = node("a").open();

        Claim first = node.acceptAndClaim(ordered("msg_1", "ann"));
        Claim second = node.acceptAndClaim(ordered("msg_2", "ann"));
        Claim other = node.acceptAndClaim(ordered("msg_3", "bob"));

        assertThat(first).isNotNull();
        assertThat(second).isNull();
        assertThat(other).isNotNull();
        assertThat(rows()).containsExactly("msg_1 claimed", "msg_2 parked", "msg_3 claimed");
    }

    @Test
    void entriesThatAreAcceptedTogetherAreInOrder() {
        OutboxNode node = node("a").open();
        node.roomForOthers(0);

        List.of("msg_1", "msg_2", "msg_3").stream()
                .map(id -> node.outbox().accept(ordered(id, "ann"), false).toCompletableFuture()).toList()
                .forEach(accepted -> assertThat(accepted.join().isNew()).isTrue());

        assertThat(rows()).containsExactly("msg_1 waiting", "msg_2 parked", "msg_3 parked");
    }

    @Test
    void theNextEntryIsDueWhenTheFirstHasEnded() {
        OutboxNode node = node("a").open();
        Claim first = node.acceptAndClaim(ordered("msg_1", "ann"));
        node.accept(ordered("msg_2", "ann"));
        node.accept(ordered("msg_3", "ann"));

        first.end(Ending.DELIVERED);
        Claim second = node.next();
        second.end(Ending.FAILED);
        Claim third = node.next();

        assertThat(second.entry().id()).isEqualTo("msg_2");
        assertThat(third.entry().id()).isEqualTo("msg_3");
        assertThat(rows()).containsExactly("msg_3 claimed");
    }

    @Test
    void anEntryThatWaitsForItsRetryHoldsTheOthersBack() {
        OutboxNode node = node("a").open();
        Claim first = node.acceptAndClaim(ordered("msg_1", "ann"));
        node.accept(ordered("msg_2", "ann"));

        first.postpone(Duration.ofHours(1), 1, NOTHING);
        node.flush();

        assertThat(rows()).containsExactly("msg_1 waiting", "msg_2 parked");
    }

    @Test
    void aFailedEntryBlocksItsKeyOnly() {
        OutboxNode node = node("a").open();
        Claim first = node.acceptAndClaim(ordered("msg_1", "ann"));
        node.accept(ordered("msg_2", "ann"));

        first.end(Ending.FAILED_AND_BLOCKS_ITS_ORDER);
        node.accept(ordered("msg_3", "ann"));
        Claim other = node.acceptAndClaim(ordered("msg_4", "bob"));

        assertThat(other).isNotNull();
        assertThat(rows()).containsExactly("msg_1 blocking", "msg_2 parked", "msg_3 parked", "msg_4 claimed");
        assertThat(number("SELECT LENGTH(document) FROM webhookscript_outbox WHERE id = 'msg_1'")).isZero();
    }

    @Test
    void aBlockedKeyContinuesWithTheFailedEntryWhenItIsAcceptedAgain() {
        OutboxNode node = node("a").open();
        node.acceptAndClaim(ordered("msg_1", "ann")).end(Ending.FAILED_AND_BLOCKS_ITS_ORDER);
        node.accept(ordered("msg_2", "ann"));
        node.flush();

        Acceptance again = node.acceptAgain(ordered("msg_1", "ann"));
        Acceptance twice = node.acceptAgain(ordered("msg_1", "ann"));
        Claim first = node.next();

        assertThat(again.isNew()).isTrue();
        assertThat(twice.isNew()).isFalse();
        assertThat(first.entry().id()).isEqualTo("msg_1");
        assertThat(first.entry().document()).asString().isEqualTo("event of msg_1");
        assertThat(rows()).containsExactly("msg_1 claimed", "msg_2 parked");
        first.end(Ending.DELIVERED);
        assertThat(node.next().entry().id()).isEqualTo("msg_2");
    }

    @Test
    void anEntryThatHasEndedWaitsAtTheEndOfItsKeyWhenItIsAcceptedAgain() {
        OutboxNode node = node("a").open();
        OutboxEntry failed = new OutboxEntry("msg_1", "crm", "ann", null, true, 0, new byte[] { 1 }, NOTHING);
        node.acceptAndClaim(failed).end(Ending.FAILED);
        node.flush();
        Claim second = node.acceptAndClaim(ordered("msg_2", "ann"));
        node.accept(ordered("msg_3", "ann"));

        assertThat(node.acceptAgain(failed).isNew()).isTrue();
        assertThat(node.acceptAgain(failed).isNew()).isFalse();

        assertThat(rows()).containsExactly("msg_2 claimed", "msg_3 parked", "msg_1 parked");
        second.end(Ending.DELIVERED);
        node.next().end(Ending.DELIVERED);
        assertThat(node.next().entry().id()).isEqualTo("msg_1");
    }

    @Test
    void anUnknownEntryIsAcceptedAgainLikeAnyOther() {
        OutboxNode node = node("a");

        assertThat(node.acceptAgain(ordered("msg_1", "ann")).isNew()).isTrue();
        assertThat(node.open().next().entry().id()).isEqualTo("msg_1");
    }

    @Test
    void aBlockedKeyContinuesWithoutTheEntryThatIsDiscarded() {
        OutboxNode node = node("a").open();
        node.acceptAndClaim(ordered("msg_1", "ann")).end(Ending.FAILED_AND_BLOCKS_ITS_ORDER);
        Claim kept = node.acceptAndClaim(new OutboxEntry("msg_2", "crm", "bob", "subject", true, 0, NOTHING, NOTHING));
        kept.end(Ending.FAILED_AND_BLOCKS_ITS_ORDER);
        node.accept(ordered("msg_3", "ann"));
        Claim running = node.acceptAndClaim(ordered("msg_4", "cid"));

        database().update(connection -> node.outbox().releaseOrders(connection, database().dialect(),
                List.of("msg_1", "msg_2", "msg_4", "msg_unknown")));
        node.outbox().wake();

        assertThat(node.next().entry().id()).isEqualTo("msg_3");
        assertThat(running.isHeld()).isTrue();
        assertThat(rows()).containsExactly("msg_2 ended", "msg_3 claimed", "msg_4 claimed");
    }

    @Test
    void anErasedEntryIsNotSentAnyMoreAndLetsTheNextOneContinue() {
        OutboxNode node = node("a").open();
        Claim erased = node.acceptAndClaim(new OutboxEntry("msg_1", "crm", "ann", "person", false, 0, NOTHING, NOTHING));
        node.accept(new OutboxEntry("msg_2", "crm", "ann", "person", false, 0, NOTHING, NOTHING));
        node.accept(ordered("msg_3", "ann"));

        long waiting = node.outbox().erase(database(), new Erasure(null, "person")).waiting();

        assertThat(waiting).isEqualTo(2);
        assertThat(erased.isHeld()).isFalse();
        assertThat(node.next().entry().id()).isEqualTo("msg_3");
        assertThat(rows()).containsExactly("msg_3 claimed");
        assertThat(node.outbox().erase(database(), new Erasure("msg_3", null)).waiting()).isEqualTo(1);
        assertThat(rows()).isEmpty();
    }

    @Test
    void anotherNodeNoticesTheErasureWithItsNextAttempt() {
        OutboxNode node = node("a");
        Claim claim = node.acceptAndClaim(OutboxNode.entry("msg_1"));

        node("b").outbox().erase(database(), new Erasure("msg_1", null));
        assertThat(claim.isHeld()).isTrue();
        claim.progressed(1, NOTHING);
        node.flush();

        assertThat(claim.isHeld()).isFalse();
    }

    @Test
    void twoNodesThatAcceptTheSameKeyAtTheSameTimeAgreeOnTheFirstEntry() {
        List<OutboxNode> nodes = List.of(node("a"), node("b"));

        IntStream.range(0, 2_000).parallel()
                .mapToObj(
                        i -> nodes.get(i % 2).outbox().accept(ordered("msg_" + i, "key" + i / 4), false).toCompletableFuture())
                .toList().forEach(CompletableFuture::join);

        assertThat(rows()).filteredOn(row -> row.endsWith(" waiting")).hasSize(500);
        assertThat(rows()).filteredOn(row -> row.endsWith(" parked")).hasSize(1_500);
    }

    @Test
    void anEntryThatIsAcceptedWhileAnotherNodeEndsTheFirstOneIsNotForgotten() {
        OutboxNode first = node("a");
        OutboxNode second = node("b");

        for (int round = 0; round < 10; round++) {
            String prefix = round + "_";
            List<Claim> heads = IntStream.range(0, 100)
                    .mapToObj(i -> first.outbox().accept(ordered(prefix + "head_" + i, prefix + i), true).toCompletableFuture())
                    .toList().stream().map(accepted -> accepted.join().claim()).toList();
            List<CompletableFuture<Acceptance>> next = new ArrayList<>();
            for (int i = 0; i < heads.size(); i++) {
                heads.get(i).end(Ending.DELIVERED);
                next.add(second.outbox().accept(ordered(prefix + "next_" + i, prefix + i), false).toCompletableFuture());
            }
            next.forEach(CompletableFuture::join);
            first.flush();
        }

        assertThat(rows()).hasSize(1_000).allMatch(row -> row.endsWith(" waiting"));
    }

    private static OutboxEntry ordered(String id, String key) {
        return OutboxNode.entry(id, "crm", key);
    }
}
