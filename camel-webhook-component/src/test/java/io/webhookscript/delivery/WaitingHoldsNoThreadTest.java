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
package io.webhookscript.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.webhookscript.pacing.PendingWaits;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Thousands of deliveries that wait hold one thread, the timer's, and no pool is too full for them when they go on. */
@Tag("slow")
class WaitingHoldsNoThreadTest {

    private static final int MANY = 20_000;

    private final DefaultCamelContext camelContext = new DefaultCamelContext();
    private DeliveryThreads threads;

    @BeforeEach
    void start() {
        camelContext.start();
        threads = new DeliveryThreads(camelContext, this, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        threads.close();
        camelContext.stop();
    }

    @Test
    void waitingDeliveriesHoldNoThread() {
        PendingWaits waits = new PendingWaits(threads.timer(), threads.share());

        for (int i = 0; i < MANY; i++) {
            waits.waitFor(Duration.ofHours(1), inTime -> {
            });
        }

        assertThat(waits.size()).isEqualTo(MANY);
        assertThat(running()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void allGoOnAtOnceWithoutBeingRefused() throws Exception {
        PendingWaits waits = new PendingWaits(threads.timer(), threads.share());
        CountDownLatch goneOn = new CountDownLatch(MANY);
        Set<String> on = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < MANY; i++) {
            waits.waitFor(Duration.ofMillis(50), inTime -> {
                on.add(Thread.currentThread().getName());
                goneOn.countDown();
            });
        }

        assertThat(goneOn.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(on).allMatch(name -> name.contains("WebhookScriptWorker"));
    }

    @Test
    void allGoOnAlthoughThePoolWasClosed() throws Exception {
        PendingWaits waits = new PendingWaits(threads.timer(), threads.share());
        CountDownLatch goneOn = new CountDownLatch(MANY);
        for (int i = 0; i < MANY; i++) {
            waits.waitFor(Duration.ofHours(1), inTime -> goneOn.countDown());
        }

        threads.close();
        waits.endAll();

        assertThat(goneOn.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private Set<String> running() {
        String mine = "Camel (" + camelContext.getName() + ")";
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.startsWith(mine) && name.contains("WebhookScript")).collect(Collectors.toSet());
    }
}
