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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A script that is stopped in the middle of its work puts aside what waits; started or resumed, it waits again. */
@Tag("slow")
@Timeout(120)
class AScriptStopsInTheMiddleTest {

    private static final String ILL = RawReceiver.response(503, "text/plain", "ill");
    private static final String OK = RawReceiver.response(200, "text/plain", "ok");

    @TempDir
    private Path folder;
    @TempDir
    private Path letters;

    @Test
    void retriesAgainAfterItIsStarted() throws Exception {
        retriesAgain(camel -> camel.camelContext().getRouteController().stopRoute("webhookscript-stopped"),
                camel -> camel.camelContext().getRouteController().startRoute("webhookscript-stopped"));
    }

    @Test
    void retriesAgainAfterItIsResumed() throws Exception {
        retriesAgain(camel -> camel.camelContext().getRouteController().suspendRoute("webhookscript-stopped"),
                camel -> camel.camelContext().getRouteController().resumeRoute("webhookscript-stopped"));
    }

    private interface Doing {

        void to(WebhookScriptTestSupport camel) throws Exception;
    }

    private void retriesAgain(Doing stop, Doing start) throws Exception {
        String script = """
                request: { method: PUT, url: "{{ context.receiver }}/" }
                limits: { total: 3h, retry: { maxAttempts: 3, delay: %s, maxDelay: 1h }, circuitBreaker: false }
                deadLetter: { to: letters }
                """;
        try (RawReceiver receiver = RawReceiver.answering(ILL, OK, ILL, OK);
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder)
                     .script("stopped", script.formatted("\"1h\"")).deadLetter("letters", "file:" + letters).start()) {
            CompletableFuture<Exchange> call = camel.camelContext().createProducerTemplate()
                    .asyncSend("webhookscript:stopped", camel.exchange(Map.of()));
            Awaitility.await()
                    .until(() -> camel.component().deliveryStatus("stopped").filter(s -> s.waiting().forRetry() == 1)
                            .isPresent());

            stop.to(camel);

            assertThat(call.get(30, TimeUnit.SECONDS).getException(WebhookScriptException.class))
                    .hasMessageContaining("stopped while it waited for its next attempt");
            assertThat(letters()).isOne();
            assertThat(camel.call("webhookscript:stopped", Map.of()).getException()).isInstanceOf(WebhookScriptException.class);

            start.to(camel);
            assertThat(camel.call("webhookscript:stopped", Map.of()).getException()).isNull();
            CompletableFuture<Exchange> again = camel.camelContext().createProducerTemplate()
                    .asyncSend("webhookscript:stopped", camel.exchange(Map.of()));

            Awaitility.await()
                    .until(() -> camel.component().deliveryStatus("stopped").orElseThrow().waiting().forRetry() == 1);
            assertThat(again).isNotDone();
            assertThat(receiver.requests()).hasSize(3);
        }
    }

    @Test
    void stopsWithAnOpenBreaker() throws Exception {
        String script = """
                execution: async
                idempotencyKey: true
                request: { url: "{{ context.receiver }}/" }
                limits:
                  retry: { maxAttempts: 1 }
                  circuitBreaker: { slidingWindowSize: 2, minimumNumberOfCalls: 2, waitDurationInOpenState: 1h, whenOpen: wait }
                deadLetter: { to: letters }
                """;
        try (RawReceiver receiver = RawReceiver.answering(ILL);
             WebhookScriptTestSupport camel
                     = new WebhookScriptTestSupport(receiver, folder).script("stopped", script)
                             .deadLetter("letters", "file:" + letters).start()) {
            for (int i = 0; i < 2; i++) {
                camel.call("webhookscript:stopped", Map.of());
                int count = i + 1;
                Awaitility.await().untilAsserted(() -> assertThat(letters()).isEqualTo(count));
            }
            for (int i = 0; i < 50; i++) {
                camel.call("webhookscript:stopped", Map.of());
            }
            Awaitility.await()
                    .until(() -> camel.component().deliveryStatus("stopped").orElseThrow().waiting().forBreaker() == 50);

            camel.camelContext().stop();

            assertThat(letters()).isEqualTo(52);
            assertThat(receiver.requests()).hasSize(2);
        }
    }

    @Test
    void stopsBeforeTheFirstAttemptOfAcceptedEvents() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        String script = """
                execution: async
                request: { url: "{{ context.receiver }}/" }
                limits: { timeout: 60s, retry: { maxAttempts: 1 }, circuitBreaker: false }
                deadLetter: { to: letters }
                """;
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            peer.request();
            await(released);
            peer.send(OK);
        }); WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("stopped", script)
                .deadLetter("letters", "file:" + letters).start()) {
            for (int i = 0; i < 500; i++) {
                assertThat(camel.call("webhookscript:stopped", Map.of()).getException()).isNull();
            }
            Awaitility.await().untilAsserted(() -> assertThat(receiver.requests()).hasSizeGreaterThanOrEqualTo(100));

            CompletableFuture<Void> stop = CompletableFuture.runAsync(camel.camelContext()::stop);
            Awaitility.await().until(() -> camel.camelContext().isStopping());
            int sent = receiver.requests().size();
            released.countDown();
            stop.get(60, TimeUnit.SECONDS);

            assertThat(letters()).isGreaterThan(0);
            assertThat(receiver.requests().size() + letters()).isEqualTo(500);
            assertThat(receiver.requests().size()).isLessThan(500).isGreaterThanOrEqualTo(sent);
        } finally {
            released.countDown();
        }
    }

    private long letters() throws Exception {
        try (Stream<Path> files = Files.list(letters)) {
            return files.count();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
