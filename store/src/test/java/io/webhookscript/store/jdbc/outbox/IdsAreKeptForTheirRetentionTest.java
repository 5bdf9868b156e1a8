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
import java.util.stream.IntStream;

import io.webhookscript.store.Claim.Ending;
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
class IdsAreKeptForTheirRetentionTest extends OutboxTest {

    @Test
    void idsAreDeletedAfterTheirRetentionAndNotBefore() {
        OutboxNode node = node("a", new StoreOptions("a", OutboxNode.LEASE, Duration.ofSeconds(1), null));
        OutboxNode longer = node("b");

        IntStream.range(0, 2_500)
                .mapToObj(i -> node.outbox().accept(OutboxNode.keepingItsId("msg_" + i), true).toCompletableFuture()).toList()
                .forEach(accepted -> accepted.join().claim().end(Ending.DELIVERED));
        longer.acceptAndClaim(OutboxNode.keepingItsId("msg_kept")).end(Ending.FAILED);
        node.acceptAndClaim(OutboxNode.keepingItsId("msg_running"));
        node.flush();
        longer.flush();
        assertThat(rows()).hasSize(2_502);

        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(rows()).containsExactlyInAnyOrder("msg_kept ended", "msg_running claimed"));
        assertThat(node.accept(OutboxNode.keepingItsId("msg_1")).isNew()).isTrue();
    }
}
