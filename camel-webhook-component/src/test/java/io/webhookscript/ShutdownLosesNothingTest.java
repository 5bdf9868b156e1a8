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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** When the context stops, calls in flight finish, and what waits is put aside at once instead of being waited for. */
@Timeout(180)
@Tag("slow")
class ShutdownLosesNothingTest {

    private static final String WAITING = """
            %s
            request: { url: "{{ context.receiver }}/" }
            limits: { total: 3h, retry: { maxAttempts: 3, delay: 1h, maxDelay: 1h } }
            deadLetter: { to: letters }
            """;

    @TempDir
    private Path folder;
    @TempDir
    private Path letters;

    @Test
    void endsTheWaitsOfCallersThatWait() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(RawReceiver.response(503, "text/plain", "later"));
             WebhookScriptTestSupport camel = support(receiver, "execution: sync").start()) {
            List<CompletableFuture<Exchange>> calls = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                calls.add(
                        camel.camelContext().createProducerTemplate().asyncSend("direct:in", camel.exchange(Map.of("id", i))));
            }
            Awaitility.await().untilAsserted(() -> assertThat(receiver.requests()).hasSize(5));

            camel.camelContext().stop();

            for (CompletableFuture<Exchange> call : calls) {
                Exchange exchange = call.get(30, TimeUnit.SECONDS);
                assertThat(exchange.getException(WebhookScriptException.class))
                        .hasMessageContaining("temporary").hasMessageContaining("stopped while it waited for its next attempt");
            }
            assertThat(letters()).hasSize(5);
        }
    }

    @Test
    void putsAsideWhatNobodyWaitsFor() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(RawReceiver.response(503, "text/plain", "later"));
             WebhookScriptTestSupport camel = support(receiver, "execution: async").start()) {
            for (int i = 0; i < 5; i++) {
                assertThat(camel.call("direct:in", Map.of("id", i)).getException()).isNull();
            }
            Awaitility.await().untilAsserted(() -> assertThat(receiver.requests()).hasSize(5));

            camel.camelContext().stop();

            Awaitility.await().untilAsserted(() -> assertThat(letters()).hasSize(5));
        }
    }

    @Test
    void letsACallInFlightFinish() throws Exception {
        CompletableFuture<Void> response = new CompletableFuture<>();
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            peer.request();
            response.join();
            peer.send(RawReceiver.response(200, "text/plain", "done"));
        }); WebhookScriptTestSupport camel = support(receiver, "execution: sync").start()) {
            CompletableFuture<Exchange> call
                    = camel.camelContext().createProducerTemplate().asyncSend("direct:in", camel.exchange(Map.of()));
            Awaitility.await().untilAsserted(() -> assertThat(receiver.requests()).hasSize(1));

            CompletableFuture<Void> stop = CompletableFuture.runAsync(camel.camelContext()::stop);
            Awaitility.await().until(() -> camel.camelContext().isStopping());
            response.complete(null);
            stop.get(30, TimeUnit.SECONDS);

            assertThat(call.get(30, TimeUnit.SECONDS).getMessage().getBody()).isEqualTo("done");
            assertThat(letters()).isEmpty();
        }
    }

    private WebhookScriptTestSupport support(RawReceiver receiver, String execution) throws Exception {
        return new WebhookScriptTestSupport(receiver, folder).script("waiting", WAITING.formatted(execution))
                .deadLetter("letters", "file:" + letters)
                .route(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in").to("webhookscript:waiting");
                    }
                });
    }

    private List<Path> letters() throws Exception {
        try (Stream<Path> files = Files.list(letters)) {
            return files.toList();
        }
    }
}
