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

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** While every call of one script hangs, another script's events go out at once. */
@Tag("slow")
class OneDeadReceiverLeavesOthersAloneTest {

    private static final int MORE_THAN_WORKERS = 400;

    private static final String HANGING = """
            execution: async
            request: { url: "{{ context.receiver }}/hangs" }
            limits: { timeout: 60s, circuitBreaker: false }
            """;
    private static final String HEALTHY = """
            execution: %s
            request: { url: "{{ context.receiver }}/healthy" }
            """;

    @TempDir
    private Path folder;

    private final CountDownLatch released = new CountDownLatch(1);

    @Test
    void sendsTheOthersEventsAtOnceInBothModes() throws Exception {
        CompletableFuture<Void> async = new CompletableFuture<>();
        try (RawReceiver receiver = receiver(async);
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder)
                     .script("hanging", HANGING).script("sync", HEALTHY.formatted("sync"))
                     .script("async", HEALTHY.formatted("async")).start();
             AutoCloseable answered = released::countDown) {
            for (int i = 0; i < MORE_THAN_WORKERS; i++) {
                assertThat(camel.call("webhookscript:hanging", Map.of()).getException()).isNull();
            }
            Awaitility.await().untilAsserted(() -> assertThat(receiver.requests()).hasSizeGreaterThanOrEqualTo(100));

            assertThat(camel.call("webhookscript:async", Map.of()).getException()).isNull();
            async.get(30, TimeUnit.SECONDS);
            Exchange sync = camel.call("webhookscript:sync", Map.of());

            assertThat(sync.getException()).isNull();
            assertThat(sync.getMessage().getBody()).isEqualTo("ok");
        }
    }

    @Test
    void takesOneEventOfTheOthersHoweverFewMayBePending() throws Exception {
        CompletableFuture<Void> async = new CompletableFuture<>();
        try (RawReceiver receiver = receiver(async);
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder)
                     .script("hanging", HANGING).script("async", HEALTHY.formatted("async"));
             AutoCloseable answered = released::countDown) {
            camel.component().setMaxPending(3);
            camel.start();
            for (int i = 0; i < 3; i++) {
                assertThat(camel.call("webhookscript:hanging", Map.of()).getException()).isNull();
            }
            assertThat(camel.call("webhookscript:hanging", Map.of()).getException()).isInstanceOf(WebhookScriptException.class);

            assertThat(camel.call("webhookscript:async", Map.of()).getException()).isNull();

            async.get(30, TimeUnit.SECONDS);
        }
    }

    private RawReceiver receiver(CompletableFuture<Void> healthy) throws Exception {
        return RawReceiver.playing(peer -> {
            RawReceiver.Request request = peer.request();
            while (request != null) {
                if (request.line().contains("/hangs")) {
                    await(released);
                } else {
                    healthy.complete(null);
                }
                peer.send(RawReceiver.response(200, "text/plain", "ok"));
                request = peer.request();
            }
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
