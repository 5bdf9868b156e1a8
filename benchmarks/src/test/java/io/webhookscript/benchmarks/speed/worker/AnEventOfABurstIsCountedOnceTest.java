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
package io.webhookscript.benchmarks.speed.worker;

import java.util.concurrent.CompletableFuture;

import io.webhookscript.benchmarks.speed.peer.CallResult;
import io.webhookscript.benchmarks.speed.peer.Event;
import io.webhookscript.benchmarks.speed.peer.Peer;
import io.webhookscript.benchmarks.speed.receiver.Destination;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AnEventOfABurstIsCountedOnceTest {

    private static final Peer.Blocking PEER = AnEventOfABurstIsCountedOnceTest::result;

    @Test
    void everyTenthGoesToTheSilentReceiverBesideTheOthers() throws Exception {
        BurstRun bursts = new BurstRun(PEER, Threads.PLATFORM, new CpuMeter());

        BurstReport report = bursts.report(new Order.Burst(Destination.OK, 90, 10, 30_000));

        assertThat(report.events().begun()).isEqualTo(90);
        assertThat(report.events().delivered()).isEqualTo(90);
        assertThat(report.events().notBack()).isZero();
        assertThat(report.events().failures()).isEmpty();
        assertThat(report.silentBegun()).isEqualTo(10);
        assertThat(bursts.awaitSilent(new Order.AwaitSilent(30_000))).isZero();
    }

    @Test
    void allEventsGoToOneReceiverWithoutASilentOne() throws Exception {
        BurstReport report = new BurstRun(PEER, Threads.PLATFORM, new CpuMeter())
                .report(new Order.Burst(Destination.ALL_FAIL, 50, 0, 30_000));

        assertThat(report.events().failed()).isEqualTo(50);
        assertThat(report.events().failures()).containsEntry("ALL_FAIL", 50L);
        assertThat(report.silentBegun()).isZero();
    }

    @Test
    void eventsThatDoNotComeBackInTimeAreReported() throws Exception {
        Peer.Asynchronous hangs = (destination, event) -> new CompletableFuture<>();
        BurstRun bursts = new BurstRun(hangs, Threads.PLATFORM, new CpuMeter());

        BurstReport report = bursts.report(new Order.Burst(Destination.OK, 9, 10, 10));

        assertThat(report.events().ended()).isZero();
        assertThat(report.events().notBack()).isEqualTo(9);
        assertThat(bursts.awaitSilent(new Order.AwaitSilent(10))).isEqualTo(1);
    }

    private static CallResult result(Destination destination, Event event) {
        return destination == Destination.OK
                ? new CallResult(true, "c-" + event.messageId(), "gold", null)
                : new CallResult(false, null, null, destination.name());
    }
}
