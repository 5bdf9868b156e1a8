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
package io.webhookscript.benchmarks.load;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.webhookscript.http.CallFailedException;
import io.webhookscript.http.HttpConnections;
import io.webhookscript.http.message.HttpCall;

/** What a healthy receiver's callers lose when others call one that never answers. */
final class BesideADeadReceiver {

    private static final int HEALTHY_CALLERS = 8;
    private static final int DEAD_CALLERS = 100;

    private final LoadHarness harness;
    private final int rounds;
    private final int seconds;

    BesideADeadReceiver(LoadHarness harness, int rounds, int seconds) {
        this.harness = harness;
        this.rounds = rounds;
        this.seconds = seconds;
    }

    /** Whether calls come through at all; says nothing of how many, which a busy machine decides. */
    boolean runs() throws Exception {
        try (HttpConnections client = client()) {
            return beside(client).perSecond() > 0;
        }
    }

    boolean run() throws Exception {
        try (HttpConnections client = client()) {
            return new Comparison("a healthy receiver", rounds, 1).holds(() -> alone(client), () -> beside(client));
        }
    }

    private static HttpConnections client() {
        return new HttpConnections(new HttpConnections.Sizes(1_000, 50));
    }

    private Round alone(HttpConnections client) throws Exception {
        HttpCall call = harness.toHealthy("/ok");
        return Round.ofCallers(HEALTHY_CALLERS, seconds,
                number -> client.send(call, LoadHarness.within(5_000), LoadHarness.profile()));
    }

    private Round beside(HttpConnections client) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(DEAD_CALLERS);
        AtomicBoolean stopped = new AtomicBoolean();
        try {
            for (int i = 0; i < DEAD_CALLERS; i++) {
                threads.execute(() -> callDead(client, stopped));
            }
            return alone(client);
        } finally {
            stopped.set(true);
            threads.shutdown();
            threads.awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    private void callDead(HttpConnections client, AtomicBoolean stopped) {
        while (!stopped.get()) {
            try {
                client.send(harness.toDead(), LoadHarness.within(1_000), LoadHarness.profile());
                throw new IllegalStateException("the dead receiver answered");
            } catch (CallFailedException e) {
                // as it must
            }
        }
    }
}
