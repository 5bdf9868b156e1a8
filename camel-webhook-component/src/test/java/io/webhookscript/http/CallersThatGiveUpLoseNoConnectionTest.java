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
package io.webhookscript.http;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import io.webhookscript.http.HttpConnections.Sizes;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many callers wait for few connections, and give up at every moment: also in the one in which they would be served. No
 * connection is lost. How long they do so, {@code -Dwebhookscript.waiters.seconds} says.
 */
@Tag("slow")
class CallersThatGiveUpLoseNoConnectionTest {

    private static final long SECONDS = Long.getLong("webhookscript.waiters.seconds", 4);
    private static final int CONNECTIONS = 8;

    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final List<Thread> callers = new ArrayList<>();

    @Test
    void aDeadlineThatPassesLosesNoConnection() throws Exception {
        callFor(Calls.within(25), false);
    }

    @Test
    void anInterruptLosesNoConnection() throws Exception {
        callFor(Calls.within(5_000), true);
    }

    private void callFor(CallLimits limits, boolean interrupts) throws Exception {
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            while (peer.request() != null && !peer.pause(5)) {
                peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            }
        }); HttpConnections client = new HttpConnections(new Sizes(CONNECTIONS, CONNECTIONS))) {
            for (int i = 0; i < 6 * CONNECTIONS; i++) {
                Thread caller = new Thread(() -> callOn(client, receiver, limits), "caller-" + i);
                callers.add(caller);
                caller.start();
            }
            interruptFor(Duration.ofSeconds(SECONDS), interrupts);
            stop.set(true);
            for (Thread caller : callers) {
                caller.join();
            }

            assertThat(answered).hasPositiveValue();
            assertThat(failed).hasPositiveValue();
            assertThat(client.counts().leased()).isZero();
            assertThat(client.counts().waiting()).isZero();
            assertThat(client.open()).isLessThanOrEqualTo(CONNECTIONS);
            Awaitility.await().until(() -> receiver.openConnections() == client.open());
        }
    }

    private void callOn(HttpConnections client, RawReceiver receiver, CallLimits limits) {
        while (!stop.get()) {
            try {
                client.send(Calls.get(receiver.uri("/")), limits, Calls.LOOPBACK);
                answered.incrementAndGet();
            } catch (IOException e) {
                failed.incrementAndGet();
            }
            Thread.interrupted();
        }
    }

    private void interruptFor(Duration time, boolean interrupts) {
        Random random = new Random(1);
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            if (interrupts) {
                callers.get(random.nextInt(callers.size())).interrupt();
            }
            LockSupport.parkNanos(300_000);
        }
    }
}
