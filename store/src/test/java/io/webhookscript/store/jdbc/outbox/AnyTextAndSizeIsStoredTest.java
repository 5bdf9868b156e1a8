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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.webhookscript.store.Claim;
import io.webhookscript.store.Claim.Ending;
import io.webhookscript.store.Outbox.Acceptance;
import io.webhookscript.store.OutboxEntry;
import io.webhookscript.store.StoreException;
import io.webhookscript.store.jdbc.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class AnyTextAndSizeIsStoredTest extends OutboxTest {

    private static final List<String> HOSTILE
            = List.of("'; DROP TABLE webhookscript_outbox; --", "?", "%s", "\\", "\\0000", "a\0b",
                    "\0", "a", "A", "a ", "\uD800", "\uDC00\uD800", "\uD83D\uDE00", "ä", "a\u0308", "", "null", "\n", "1e3",
                    "🎉".repeat(600));

    private static final byte[] NOTHING = {};

    @Test
    void textsThatDatabasesRejectOrConfuseAreReadAsTheyWere() {
        OutboxNode node = node("a");

        for (String text : HOSTILE) {
            assertThat(node.accept(new OutboxEntry(text, text, text, text, true, 0, utf8(text), NOTHING)).isNew()).as(text)
                    .isTrue();
        }
        for (String text : HOSTILE) {
            assertThat(node.accept(OutboxNode.entry(text)).isNew()).as(text).isFalse();
        }
        node.open();
        List<Claim> claims = HOSTILE.stream().map(text -> node.next()).toList();

        assertThat(claims).allSatisfy(claim -> {
            String id = claim.entry().id();
            assertThat(claim.entry()).usingRecursiveComparison()
                    .isEqualTo(new OutboxEntry(id, id, id, id, true, 0, utf8(id), NOTHING));
        });
        assertThat(claims).extracting(claim -> claim.entry().id()).containsExactlyInAnyOrderElementsOf(HOSTILE);
        node.flush();
        assertThat(claims).allMatch(Claim::isHeld);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aTextThatIsTooLongForAnIndexIsRejected() {
        OutboxNode node = node("a");

        assertThat(node.failure(OutboxNode.entry("x".repeat(2_501)))).isInstanceOf(StoreException.class)
                .hasMessage("the message id is longer than the 2500 bytes that the store supports");
        assertThat(node.failure(OutboxNode.entry("\0".repeat(501)))).isInstanceOf(StoreException.class);
        assertThat(node.failure(OutboxNode.entry("msg_1", "crm", "k".repeat(3_000)))).hasMessageStartingWith("the order key");
        assertThat(node.accept(OutboxNode.entry("x".repeat(2_500))).isNew()).isTrue();
    }

    @Test
    void largeEventsAreClaimedFewAtATime() {
        OutboxNode node = node("a");
        byte[] large = new byte[2 * 1024 * 1024];
        new Random(1).nextBytes(large);
        List<CompletableFuture<Acceptance>> accepted = IntStream.range(0, 8)
                .mapToObj(i -> node.outbox().accept(
                        new OutboxEntry("msg_" + i, "crm", null, null, false, 0, large, NOTHING), false).toCompletableFuture())
                .toList();
        assertThat(accepted).allSatisfy(acceptance -> assertThat(acceptance.join().isNew()).isTrue());

        node.room("crm", 1);
        node.open();
        for (int i = 0; i < 8; i++) {
            Claim claim = node.next();
            assertThat(Arrays.equals(claim.entry().document(), large)).isTrue();
            claim.end(Ending.DELIVERED);
            node.leaves("crm");
        }
        node.flush();
        assertThat(rows()).isEmpty();
    }

    @Test
    void aThousandChangesAtOnceAreStored() {
        OutboxNode node = node("a");
        node.roomForOthers(3_000);
        Map<String, CompletableFuture<Acceptance>> accepted = IntStream.range(0, 3_000).boxed().collect(toMap(i -> "msg_" + i,
                i -> node.outbox().accept(OutboxNode.entry("msg_" + i, "crm", "key" + i % 1_500), true).toCompletableFuture()));

        List<Claim> claims
                = accepted.values().stream().map(future -> future.join().claim()).filter(claim -> claim != null).toList();
        claims.forEach(claim -> claim.progressed(1, new byte[] { 1 }));
        claims.forEach(claim -> claim.end(Ending.DELIVERED));
        node.open();
        List<Claim> second = IntStream.range(0, 3_000 - claims.size()).mapToObj(i -> node.next()).toList();
        second.forEach(claim -> claim.end(Ending.DELIVERED));
        node.flush();

        assertThat(claims).hasSizeGreaterThanOrEqualTo(1_500);
        assertThat(rows()).isEmpty();
    }
}
