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
package io.webhookscript.deliverylog;

import java.time.Duration;

import io.webhookscript.deliverylog.DeliveryLog.Page;
import io.webhookscript.deliverylog.LoggedDelivery.Message;
import io.webhookscript.pacing.SettableClock;
import io.webhookscript.script.Outcome;
import org.junit.jupiter.api.Test;

import static io.webhookscript.deliverylog.Entries.NOON;
import static io.webhookscript.deliverylog.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RingKeepsTheLatestDeliveriesTest {

    private final MemoryDeliveryLog log = new MemoryDeliveryLog(10);

    private void add(int first, int last) {
        for (int i = first; i <= last; i++) {
            log.add(entry(i % 2 == 0 ? "even" : "odd", "msg_" + i, i % 5 == 0 ? Outcome.REFUSED : Outcome.DELIVERED,
                    NOON.plusSeconds(i)));
        }
    }

    @Test
    void forgetsTheOldest() {
        add(1, 25);

        Page page = log.find(DeliveryQuery.ALL);

        assertThat(page.deliveries()).extracting(LoggedDelivery::messageId)
                .containsExactly("msg_25", "msg_24", "msg_23", "msg_22", "msg_21", "msg_20", "msg_19", "msg_18", "msg_17",
                        "msg_16");
        assertThat(page.next()).isNull();
    }

    @Test
    void findsByEachCriterion() {
        add(1, 10);

        assertThat(log.find(DeliveryQuery.ALL.ofScript("even")).deliveries()).hasSize(5);
        assertThat(log.find(DeliveryQuery.ALL.ofMessage("msg_3")).deliveries()).hasSize(1);
        assertThat(log.find(DeliveryQuery.ALL.withOutcome(Outcome.REFUSED)).deliveries()).hasSize(2);
        assertThat(log.find(DeliveryQuery.ALL.endedFrom(NOON.plusSeconds(3)).endedBefore(NOON.plusSeconds(6))).deliveries())
                .extracting(LoggedDelivery::messageId).containsExactly("msg_5", "msg_4", "msg_3");
    }

    @Test
    void goesOnWhereAPageEndedAlthoughNewOnesCameIn() {
        add(1, 9);

        Page first = log.find(DeliveryQuery.ALL.limitedTo(4));
        add(10, 10);
        Page second = log.find(DeliveryQuery.ALL.limitedTo(4).goingOnAt(first.next()));
        Page third = log.find(DeliveryQuery.ALL.limitedTo(4).goingOnAt(second.next()));

        assertThat(first.deliveries()).extracting(LoggedDelivery::messageId)
                .containsExactly("msg_9", "msg_8", "msg_7", "msg_6");
        assertThat(second.deliveries()).extracting(LoggedDelivery::messageId)
                .containsExactly("msg_5", "msg_4", "msg_3", "msg_2");
        assertThat(third.deliveries()).extracting(LoggedDelivery::messageId).containsExactly("msg_1");
        assertThat(third.next()).isNull();
    }

    @Test
    void entriesOfAMessageOrAPersonAreDeletedOnRequest() {
        add(1, 3);
        log.add(of("msg_4", "zoe", null));
        log.add(of("msg_5", "ann", null));

        assertThat(log.erase("msg_2", null)).isEqualTo(1);
        assertThat(log.erase(null, "zoe")).isEqualTo(1);
        assertThat(log.erase(null, "zoe")).isZero();

        assertThat(log.find(DeliveryQuery.ALL).deliveries()).extracting(LoggedDelivery::messageId)
                .containsExactly("msg_5", "msg_3", "msg_1");
    }

    @Test
    void anEntryIsRemovedAfterTheTimeThatItsScriptSays() {
        SettableClock clock = new SettableClock(NOON);
        MemoryDeliveryLog timed = new MemoryDeliveryLog(10, clock);
        timed.add(of("msg_1", null, Duration.ofMinutes(10)));
        timed.add(of("msg_2", null, null));

        clock.forward(Duration.ofMinutes(10));
        assertThat(timed.find(DeliveryQuery.ALL).deliveries()).hasSize(2);
        clock.forward(Duration.ofMillis(1));

        assertThat(timed.find(DeliveryQuery.ALL).deliveries()).extracting(LoggedDelivery::messageId).containsExactly("msg_2");
    }

    private static LoggedDelivery of(String messageId, String subject, Duration keepFor) {
        LoggedDelivery e = entry("crm", messageId, Outcome.DELIVERED, NOON);
        return new LoggedDelivery(
                e.script(), new Message(e.messageId(), e.message().sourceId(), subject), e.began(), e.ended(), e.result(),
                e.attempts(), e.deadLettered(), keepFor);
    }

    @Test
    void isEmptyAtFirst() {
        assertThat(log.find(DeliveryQuery.ALL).deliveries()).isEmpty();
    }

    @Test
    void sizesAreChecked() {
        assertThatThrownBy(() -> new MemoryDeliveryLog(0)).hasMessageContaining("expected 1 or more");
        assertThatThrownBy(() -> DeliveryQuery.ALL.limitedTo(1_001)).hasMessageContaining("1 to 1000");
    }
}
