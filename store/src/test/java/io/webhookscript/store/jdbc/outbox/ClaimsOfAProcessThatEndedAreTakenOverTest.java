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
import java.util.stream.IntStream;

import io.webhookscript.store.Claim;
import io.webhookscript.store.Claim.Ending;
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
class ClaimsOfAProcessThatEndedAreTakenOverTest extends OutboxTest {

    @Test
    void anotherNodeTakesThemOverAfterTheLease() {
        OutboxNode killed = node("a");
        List<Claim> claims = IntStream.range(0, 20).mapToObj(i -> killed.acceptAndClaim(OutboxNode.entry("msg_" + i))).toList();
        OutboxNode other = node("b").open();
        other.flush();
        assertThat(other.rest()).isEmpty();

        killed.close();
        long start = System.nanoTime();
        List<String> taken = IntStream.range(0, 20).mapToObj(i -> other.next().entry().id()).toList();

        assertThat(taken).containsExactlyElementsOf(claims.stream().map(claim -> claim.entry().id()).toList());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(OutboxNode.LEASE.multipliedBy(3));
    }

    @Test
    void theSameNodeHasThemAtOnceAfterARestart() {
        OutboxNode killed = node("a");
        killed.acceptAndClaim(OutboxNode.entry("msg_1"));
        killed.close();

        OutboxNode restarted = node("a");

        assertThat(rows()).containsExactly("msg_1 waiting");
        assertThat(restarted.open().next().entry().id()).isEqualTo("msg_1");
    }

    @Test
    void theLeaseOfALivingProcessIsRenewed() {
        OutboxNode living = node("a");
        Claim claim = living.acceptAndClaim(OutboxNode.entry("msg_1"));
        OutboxNode other = node("b").open();
        long start = System.nanoTime();

        await().atMost(Duration.ofSeconds(20)).until(() -> System.nanoTime() - start > OutboxNode.LEASE.toNanos() * 2);

        assertThat(claim.isHeld()).isTrue();
        assertThat(other.rest()).isEmpty();
        claim.end(Ending.DELIVERED);
        living.flush();
        assertThat(rows()).isEmpty();
    }

    @Test
    void aProcessThatWasCutOffLosesItsClaimsAndChangesNothing() {
        OutboxNode cutOff = node("a");
        Claim lost = cutOff.acceptAndClaim(OutboxNode.entry("msg_1"));
        Claim lostToo = cutOff.acceptAndClaim(OutboxNode.entry("msg_2"));
        OutboxNode other = node("b").open();

        cutOff.faults().away(true);
        List<Claim> taken = List.of(other.next(), other.next());

        assertThat(lost.isHeld()).isFalse();
        lost.end(Ending.DELIVERED);
        lostToo.postpone(Duration.ZERO, 7, new byte[] { 7 });
        cutOff.faults().away(false);
        await().untilAsserted(() -> assertThat(cutOff.outbox().status().problem()).isNull());
        cutOff.flush();
        assertThat(rows()).containsExactly("msg_1 claimed", "msg_2 claimed");
        taken.forEach(claim -> claim.end(Ending.DELIVERED));
        other.flush();
        assertThat(rows()).isEmpty();
    }

    @Test
    void aProcessThatWasCutOffClaimsAgainWhatNobodyHasTaken() {
        OutboxNode cutOff = node("a").open();
        Claim delivered = cutOff.acceptAndClaim(OutboxNode.entry("msg_1"));
        Claim lost = cutOff.acceptAndClaim(OutboxNode.entry("msg_2"));

        cutOff.faults().away(true);
        await().atMost(Duration.ofSeconds(20)).until(() -> !lost.isHeld());
        delivered.end(Ending.DELIVERED);
        cutOff.faults().away(false);
        Claim again = cutOff.next();

        assertThat(again.entry().id()).isEqualTo("msg_2");
        assertThat(again.isHeld()).isTrue();
        assertThat(rows()).containsExactly("msg_2 claimed");
        lost.end(Ending.DELIVERED);
        cutOff.flush();
        assertThat(rows()).containsExactly("msg_2 claimed");
    }

    @Test
    void aNameThatIsUsedTwiceTakesTheClaimsFromTheFirstProcess() {
        OutboxNode first = node("a");
        Claim claim = first.acceptAndClaim(OutboxNode.entry("msg_1"));

        OutboxNode second = node("a").open();

        assertThat(second.next().entry().id()).isEqualTo("msg_1");
        await().atMost(Duration.ofSeconds(20)).until(() -> !claim.isHeld());
        AtomicInteger ids = new AtomicInteger(1);
        await().until(() -> first.acceptAndClaim(OutboxNode.entry("msg_" + ids.incrementAndGet())) != null);
    }
}
