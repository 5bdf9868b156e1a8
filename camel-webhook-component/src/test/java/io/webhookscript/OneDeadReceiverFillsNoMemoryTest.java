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
package io.webhookscript;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import io.webhookscript.http.RawReceiver;
import io.webhookscript.store.RestartableStore;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * With a store, a receiver that is down fills neither memory nor the way of other scripts, and is not flooded later.
 */
@Tag("slow")
@Timeout(120)
class OneDeadReceiverFillsNoMemoryTest {

    private static final String OK = RawReceiver.response(200, "text/plain", "");
    private static final String ILL = RawReceiver.response(503, "text/plain", "");

    private final RestartableStore store = new RestartableStore();
    private final AtomicBoolean down = new AtomicBoolean(true);
    private final List<Long> delivered = new CopyOnWriteArrayList<>();
    private final CountDownLatch hanging = new CountDownLatch(1);

    @TempDir
    private Path folder;

    /** Calls of {@code /dead/…} hang or fail while the receiver is down. */
    private RawReceiver receiver(boolean hangs) throws IOException {
        return RawReceiver.playing(peer -> {
            for (RawReceiver.Request request = peer.request(); request != null; request = peer.request()) {
                boolean dead = request.line().contains("/dead/");
                if (dead && down.get() && hangs) {
                    await();
                }
                if (dead && !down.get()) {
                    delivered.add(System.nanoTime());
                }
                peer.send(dead && down.get() ? ILL : OK);
            }
        });
    }

    private void await() {
        try {
            hanging.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private WebhookScriptTestSupport camel(RawReceiver receiver, String limits) throws IOException {
        WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder)
                .script("dead", "execution: async\nrequest: { method: PUT, url: \"{{ context.receiver }}/dead/{{ id }}\" }\n"
                                + limits)
                .script("alive",
                        "execution: async\nrequest: { method: PUT, url: \"{{ context.receiver }}/alive/{{ id }}\" }\n");
        camel.component().setStore(store);
        camel.component().setMaxPending(100);
        return camel.start();
    }

    private static void send(WebhookScriptTestSupport camel, String script, int count) {
        for (int id = 0; id < count; id++) {
            assertThat(camel.call("webhookscript:" + script, Map.of("id", id)).getException()).isNull();
        }
    }

    private static int inFlight(WebhookScriptTestSupport camel, String script) {
        return camel.component().deliveryStatus(script).orElseThrow().inFlight();
    }

    @Test
    void aScriptHasATenthOfThePlacesInMemory() throws Exception {
        try (RawReceiver receiver = receiver(true);
             WebhookScriptTestSupport camel = camel(receiver, "limits: { timeout: 60s, circuitBreaker: false }\n")) {
            try {
                sendToADeadReceiver(camel);
            } finally {
                hanging.countDown(); // before the context stops, which waits for the calls
            }
        }
    }

    private void sendToADeadReceiver(WebhookScriptTestSupport camel) {
        send(camel, "dead", 300);

        Awaitility.await().until(() -> inFlight(camel, "dead") == 10);
        Awaitility.await().during(Duration.ofMillis(300)).until(() -> inFlight(camel, "dead") == 10);
        long began = System.nanoTime();
        send(camel, "alive", 100);
        Awaitility.await().until(() -> store.status().waiting().getOrDefault("alive", 0L) == 0);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        assertThat(store.mostClaimed()).isLessThanOrEqualTo(20);
        assertThat(store.size()).isEqualTo(300);

        down.set(false);
        hanging.countDown();

        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> store.size() == 0);
        assertThat(store.mostClaimed()).isLessThanOrEqualTo(20);
    }

    @Test
    void longWaitsForARetryAreNotInMemory() throws Exception {
        String limits = "limits: { total: 3h, retry: { maxAttempts: 3, delay: 1h, maxDelay: 1h }, circuitBreaker: false }\n";
        try (RawReceiver receiver = receiver(false); WebhookScriptTestSupport camel = camel(receiver, limits)) {
            send(camel, "dead", 100);

            Awaitility.await().untilAsserted(() -> assertThat(receiver.requests()).hasSize(100));

            Awaitility.await().until(() -> inFlight(camel, "dead") == 0);
            assertThat(store.size()).isEqualTo(100);
            down.set(false);
            store.skipWaits();
            Awaitility.await().until(() -> store.size() == 0);
            assertThat(receiver.requests()).hasSize(200);
        }
    }

    @Test
    void anOpenCircuitBreakerTakesNothingIntoMemory() throws Exception {
        String limits = """
                limits:
                  total: 3h
                  retry: { maxAttempts: 9, delay: 10ms, maxDelay: 10ms }
                  circuitBreaker: { minimumNumberOfCalls: 4, slidingWindowSize: 4, waitDurationInOpenState: 1h }
                """;
        try (RawReceiver receiver = receiver(false); WebhookScriptTestSupport camel = camel(receiver, limits)) {
            send(camel, "dead", 100);

            Awaitility.await().until(() -> inFlight(camel, "dead") == 0);

            Awaitility.await().during(Duration.ofMillis(300)).until(() -> inFlight(camel, "dead") == 0);
            assertThat(store.size()).isEqualTo(100);
            assertThat(receiver.requests()).hasSizeLessThan(20);
        }
    }

    @Test
    void aReceiverThatIsBackIsNotFloodedBeyondItsRate() throws Exception {
        String limits = """
                limits:
                  rate: { requests: 10, per: 500ms }
                  retry: { maxAttempts: 30, delay: 300ms, backoff: 1, jitter: 0 }
                  circuitBreaker: false
                """;
        try (RawReceiver receiver = receiver(false); WebhookScriptTestSupport camel = camel(receiver, limits)) {
            send(camel, "dead", 120);
            Awaitility.await().until(() -> receiver.requests().size() >= 15);

            down.set(false);

            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> store.size() == 0);
            assertThat(delivered).hasSize(120);
            for (int i = 40; i < delivered.size(); i++) {
                // four windows; a busy machine may hold up a call of the first one, and none of the last
                assertThat(Duration.ofNanos(delivered.get(i) - delivered.get(i - 40))).isGreaterThan(Duration.ofMillis(1_500));
            }
        }
    }

    @Test
    void aRateThatIsBookedForLongTakesNothingFurtherIntoMemory() throws Exception {
        String limits = "limits: { rate: { requests: 2, per: 20s, maxDelay: 1h }, circuitBreaker: false }\n";
        down.set(false);
        try (RawReceiver receiver = receiver(false); WebhookScriptTestSupport camel = camel(receiver, limits)) {
            send(camel, "dead", 50);

            Awaitility.await().untilAsserted(() -> assertThat(delivered).hasSize(2));

            Awaitility.await().during(Duration.ofMillis(500)).until(() -> inFlight(camel, "dead") <= 4);
            assertThat(store.size()).isEqualTo(48);
        }
    }
}
