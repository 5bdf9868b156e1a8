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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.webhookscript.delivery.report.WebhookScriptDeadLetterFailedEvent;
import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A caller that waits gets its result at the end of {@code limits.total}, whatever its dead letter's endpoint does. */
@Tag("slow")
@Timeout(120)
class ADeadLetterThatHangsIsGivenUpTest {

    private static final String SCRIPT = """
            request: { url: "{{ context.receiver }}/" }
            limits: { timeout: 400ms, total: %s, circuitBreaker: false, retry: { maxAttempts: 1 } }
            """;

    @TempDir
    private Path folder;
    private final CountDownLatch responses = new CountDownLatch(1);
    private final List<CamelEvent> told = Collections.synchronizedList(new ArrayList<>());

    private WebhookScriptTestSupport start(RawReceiver receiver, String deadLetter, String total) throws Exception {
        WebhookScriptTestSupport camel
                = new WebhookScriptTestSupport(receiver, folder).script("failing", SCRIPT.formatted(total));
        camel.component().setDeadLetter(deadLetter);
        camel.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:hang").process(exchange -> responses.await()).to("mock:stored");
            }
        });
        camel.camelContext().getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof WebhookScriptDeadLetterFailedEvent) {
                    told.add(event);
                }
            }
        });
        return camel.start();
    }

    private static RawReceiver refusing() throws Exception {
        return RawReceiver.answering(RawReceiver.response(404, "text/plain", "no"));
    }

    @Test
    void theCallerHasItsExceptionAndTheLossIsReported() throws Exception {
        try (WebhookScriptTestSupport camel = start(refusing(), "direct:hang", "2s")) {
            Exchange call = camel.call("webhookscript:failing", Map.of("id", 7));

            WebhookScriptException failure = call.getException(WebhookScriptException.class);
            assertThat(failure.getStatus()).isEqualTo(404);
            assertThat(told).singleElement().asString().contains("failing");
            assertThat(((WebhookScriptDeadLetterFailedEvent) told.get(0)).getReason())
                    .contains("direct:hang has not returned within ");
            assertThat(camel.component().scripts().lostDeadLetters()).containsOnlyKeys("failing");
            assertThat(camel.component().deliveryStatus("failing").orElseThrow().inFlight()).isZero();
            responses.countDown();
            MockEndpoint stored = camel.camelContext().getEndpoint("mock:stored", MockEndpoint.class);
            await().until(() -> stored.getReceivedCounter() == 1);
            assertThat(stored.getReceivedExchanges().get(0).getMessage().getBody(String.class))
                    .contains(failure.getMessageId());
        } finally {
            responses.countDown();
        }
    }

    @Test
    void anEndpointThatWorksHasASecondEvenIfTheTimeIsOver() throws Exception {
        RawReceiver silent = RawReceiver.playing(peer -> {
            peer.request();
            peer.silence();
        });
        try (WebhookScriptTestSupport camel = start(silent, "mock:letters", "300ms")) {
            Exchange call = camel.call("webhookscript:failing", Map.of("id", 7));

            assertThat(call.getException()).isInstanceOf(WebhookScriptException.class);
            assertThat(camel.camelContext().getEndpoint("mock:letters", MockEndpoint.class).getReceivedCounter()).isOne();
            assertThat(told).isEmpty();
        }
    }

    @Test
    void anEndpointThatManyWaitForInVainIsNotAskedAgain() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(100);
        try (WebhookScriptTestSupport camel = start(refusing(), "direct:hang", "1s")) {
            List<CompletableFuture<Exchange>> calls = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                calls.add(CompletableFuture.supplyAsync(() -> camel.call("webhookscript:failing", Map.of()), callers));
            }
            calls.forEach(call -> assertThat(call.join().getException()).isInstanceOf(WebhookScriptException.class));

            camel.call("webhookscript:failing", Map.of());

            assertThat(told).hasSize(101);
            assertThat(((WebhookScriptDeadLetterFailedEvent) told.get(100)).getReason())
                    .contains("100 dead letters have exceeded their time");
            responses.countDown();
            MockEndpoint stored = camel.camelContext().getEndpoint("mock:stored", MockEndpoint.class);
            await().until(() -> stored.getReceivedCounter() == 100);
            await().untilAsserted(() -> {
                camel.call("webhookscript:failing", Map.of());
                assertThat(told).hasSize(101);
            });
        } finally {
            responses.countDown();
            callers.shutdownNow();
        }
    }
}
