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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Outcome;
import io.webhookscript.tryout.RealRun;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Rate, breaker, loop guard, hops and modes, each seen by the caller and by the receiver. */
@Tag("slow")
class LimitsHoldTest {

    private static final String OK = RawReceiver.response(200, "text/plain", "ok");

    @TempDir
    private Path folder;

    @Test
    void stretchesABurstToTheRateAndLosesNothing() throws Exception {
        List<Long> starts = Collections.synchronizedList(new ArrayList<>());
        String script = """
                request: { url: "{{ context.receiver }}/" }
                limits: { rate: { requests: 10, per: 200ms }, circuitBreaker: false }
                """;
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            while (peer.request() != null) {
                starts.add(System.nanoTime());
                peer.send(OK);
            }
        }); WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("limited", script).start()) {
            List<Future<Exchange>> calls = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                calls.add(camel.camelContext().createProducerTemplate().asyncSend("webhookscript:limited",
                        camel.exchange(Map.of())));
            }
            for (Future<Exchange> call : calls) {
                assertThat(call.get().getException()).isNull();
            }

            // windows are held where calls are let go; a busy machine may bring what was let go apart together here
            List<Long> sorted = starts.stream().sorted().toList();
            assertThat(sorted).hasSize(50);
            assertThat(sorted.get(49) - sorted.get(0)).isGreaterThan(Duration.ofMillis(3 * 200).toNanos());
        }
    }

    @Test
    void refusesAtOnceWhatExceedsARateThatRejects() throws Exception {
        String script = """
                request: { url: "{{ context.receiver }}/" }
                limits: { rate: { requests: 1, per: 1h, key: "{{ who }}", whenExceeded: reject } }
                """;
        try (RawReceiver receiver = RawReceiver.answering(OK);
             WebhookScriptTestSupport camel
                     = new WebhookScriptTestSupport(receiver, folder).script("limited", script).start()) {
            assertThat(camel.call("webhookscript:limited", Map.of("who", "a")).getException()).isNull();
            assertThat(camel.call("webhookscript:limited", Map.of("who", "b")).getException()).isNull();
            assertThat(camel.call("webhookscript:limited", Map.of()).getException()).isNull();

            Exchange exchange = camel.call("webhookscript:limited", Map.of("who", "a"));

            assertThat(exchange.getException()).hasMessageContaining("notSent").hasMessageContaining("rate");
            assertThat(receiver.requests()).hasSize(3);
        }
    }

    @Test
    void opensTheBreakerForAReceiverThatIsIllAndNeverLooksLikeSuccess() throws Exception {
        String script = """
                request: { url: "{{ context.receiver }}/" }
                limits:
                  retry: { maxAttempts: 1 }
                  circuitBreaker: { slidingWindowSize: 4, minimumNumberOfCalls: 4, waitDurationInOpenState: 1h }
                """;
        try (RawReceiver receiver = RawReceiver.answering(RawReceiver.response(500, "text/plain", "ill"));
             WebhookScriptTestSupport camel
                     = new WebhookScriptTestSupport(receiver, folder).script("guarded", script).start()) {
            for (int i = 0; i < 4; i++) {
                assertThat(outcome(camel.call("webhookscript:guarded", null))).isEqualTo(Outcome.TEMPORARY);
            }

            Exchange exchange = camel.call("webhookscript:guarded", "untouched");

            assertThat(outcome(exchange)).isEqualTo(Outcome.NOT_SENT);
            assertThat(exchange.getException()).hasMessageContaining("circuit breaker is open");
            assertThat(exchange.getMessage().getBody()).isEqualTo("untouched");
            assertThat(receiver.requests()).hasSize(4);
        }
    }

    @Test
    void keepsTheBreakerClosedForAReceiverThatOnlyRefuses() throws Exception {
        String script = """
                request: { url: "{{ context.receiver }}/" }
                limits: { circuitBreaker: { slidingWindowSize: 2, minimumNumberOfCalls: 2, waitDurationInOpenState: 1h } }
                """;
        try (RawReceiver receiver = RawReceiver.answering(RawReceiver.response(404, "text/plain", "who?"));
             WebhookScriptTestSupport camel
                     = new WebhookScriptTestSupport(receiver, folder).script("guarded", script).start()) {
            for (int i = 0; i < 6; i++) {
                assertThat(outcome(camel.call("webhookscript:guarded", null))).isEqualTo(Outcome.REFUSED);
            }

            assertThat(receiver.requests()).hasSize(6);
        }
    }

    @Test
    void waitsForTheBreakerWhereTheScriptSaysSo() throws Exception {
        String script = """
                request: { url: "{{ context.receiver }}/" }
                limits:
                  retry: { maxAttempts: 1 }
                  circuitBreaker: { slidingWindowSize: 2, minimumNumberOfCalls: 2, waitDurationInOpenState: 1s, whenOpen: wait }
                """;
        String ill = RawReceiver.response(500, "text/plain", "ill");
        try (RawReceiver receiver = RawReceiver.answering(ill, ill, OK);
             WebhookScriptTestSupport camel
                     = new WebhookScriptTestSupport(receiver, folder).script("guarded", script).start()) {
            camel.call("webhookscript:guarded", null);
            camel.call("webhookscript:guarded", null);

            Exchange exchange = camel.call("webhookscript:guarded", null);

            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getHeader(WebhookScriptConstants.ATTEMPTS)).isEqualTo(1);
        }
    }

    @Test
    void stopsALoopByHopsWhenTheReceiverHandsOurHeaderOn() throws Exception {
        String script = """
                request: { url: "{{ context.receiver }}/" }
                limits: { hops: 3 }
                """;
        try (RawReceiver receiver = RawReceiver.answering(OK);
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("looping", script).route(
                     new RouteBuilder() {
                         @Override
                         public void configure() {
                             from("direct:in").to("webhookscript:looping");
                         }
                     }).start()) {
            String hops = null;
            for (int i = 1; i <= 3; i++) {
                assertThat(send(camel, hops).getException()).isNull();
                hops = receiver.requests().get(i - 1).headers("Webhook-Hops").get(0);
                assertThat(hops).isEqualTo(String.valueOf(i));
            }

            assertThat(send(camel, hops).getException()).hasMessageContaining("notSent").hasMessageContaining("limits.hops");
            assertThat(receiver.requests()).hasSize(3);
        }
    }

    @Test
    void stopsALoopByTheSubjectWhenTheReceiverDropsOurHeader() throws Exception {
        String script = """
                useCase: contact
                request: { url: "{{ context.receiver }}/{{ contact.id }}" }
                """;
        try (RawReceiver receiver = RawReceiver.answering(OK);
             WebhookScriptTestSupport camel
                     = new WebhookScriptTestSupport(receiver, folder).script("looping", script).start()) {
            for (int i = 0; i < 20; i++) {
                assertThat(camel.call("webhookscript:looping", Map.of("contact", Map.of("id", 7))).getException()).isNull();
            }

            assertThat(camel.call("webhookscript:looping", Map.of("contact", Map.of("id", 7))).getException())
                    .hasMessageContaining("limits.loop").hasMessageContaining("subject 7");
            assertThat(camel.call("webhookscript:looping", Map.of("contact", Map.of("id", 8))).getException()).isNull();
        }
    }

    @Test
    void letsTheCallerGoOnAtOnceWithExecutionAsync() throws Exception {
        String script = """
                execution: async
                request: { url: "{{ context.receiver }}/", body: { json: { v: "{{ mine }}" } } }
                inputs: [mine]
                """;
        CountDownLatch response = new CountDownLatch(1);
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            peer.request();
            CompletableFuture.runAsync(() -> await(response)).join();
            peer.send(OK);
        }); WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("later", script).start()) {
            Exchange exchange = camel.camelContext().createProducerTemplate().request("webhookscript:later", e -> {
                e.getMessage().setBody("my own");
                e.setVariable("mine", "then");
            });
            exchange.setVariable("mine", "changed since");

            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getBody()).isEqualTo("my own");
            assertThat(exchange.getMessage().getHeader(WebhookScriptConstants.MESSAGE_ID, String.class)).startsWith("msg_");
            Awaitility.await().untilAsserted(() -> assertThat(receiver.requests()).hasSize(1));
            assertThat(receiver.requests().get(0).text()).isEqualTo("{\"v\":\"then\"}");
            response.countDown();
        }
    }

    @Test
    void showsTheRequestWithoutSendingItInADryRun() throws Exception {
        String script = """
                request:
                  method: PUT
                  url: "{{ context.receiver }}/{{ id }}"
                  auth: { bearer: "{{ secret.token }}" }
                  body: { json: { id: "{{ id }}" } }
                """;
        try (RawReceiver receiver = RawReceiver.answering(OK);
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("shown", script)) {
            camel.camelContext().getPropertiesComponent().addInitialProperty("webhookscript.secret.token", "tok-123456");
            camel.start();

            Exchange exchange = camel.call("webhookscript:shown?dryRun=true", Map.of("id", 7));

            Map<?, ?> shown = exchange.getMessage().getBody(Map.class);
            assertThat(shown.get("method")).isEqualTo("PUT");
            assertThat(shown.get("url")).isEqualTo("http://127.0.0.1:" + receiver.port() + "/7");
            assertThat(shown.get("body")).isEqualTo("{\"id\":7}");
            assertThat(shown.get("problems")).isEqualTo(List.of());
            assertThat(shown.toString()).contains("***token***").doesNotContain("tok-123456");
            assertThat(receiver.connections()).isZero();
        }
    }

    @Test
    void sendsNothingForAScriptThatIsNotActive() throws Exception {
        String script = """
                active: false
                request: { url: "{{ context.receiver }}/" }
                """;
        try (RawReceiver receiver = RawReceiver.answering(OK);
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("idle", script).start()) {
            Exchange exchange = camel.call("webhookscript:idle", null);

            assertThat(outcome(exchange)).isEqualTo(Outcome.NOT_SENT);
            assertThat(exchange.getException()).hasMessageContaining("not active");
            assertThat(receiver.connections()).isZero();
        }
    }

    @Test
    void stopsAScriptWhoseReceiverIsGone() throws Exception {
        String script = """
                request: { url: "{{ context.receiver }}/" }
                response: { outcomes: [ { status: [410], is: gone } ] }
                """;
        try (RawReceiver receiver = RawReceiver.answering(RawReceiver.response(410, "text/plain", "moved out"));
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("gone", script).start()) {
            assertThat(outcome(camel.call("webhookscript:gone", null))).isEqualTo(Outcome.GONE);

            Exchange exchange = camel.call("webhookscript:gone", null);

            assertThat(outcome(exchange)).isEqualTo(Outcome.NOT_SENT);
            assertThat(exchange.getException()).hasMessageContaining("gone for good");
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @Test
    void makesOneRealCallForTools() throws Exception {
        String script = """
                request: { url: "{{ context.receiver }}/{{ id }}", auth: { bearer: "{{ secret.token }}" } }
                response: { variables: { plan: "{{ response.body.plan }}" } }
                """;
        try (RawReceiver receiver = RawReceiver.answering(RawReceiver.response(200, "application/json", "{\"plan\":\"gold\"}"));
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("shown", script)) {
            camel.camelContext().getPropertiesComponent().addInitialProperty("webhookscript.secret.token", "tok-123456");
            camel.start();

            RealRun run = camel.component().realRun("shown", camel.exchange(Map.of("id", 7)));

            assertThat(run.outcome()).isEqualTo(Outcome.DELIVERED);
            assertThat(run.variables()).isEqualTo(Map.of("plan", "gold"));
            assertThat(run.response()).satisfies(response -> assertThat(response.get("status")).isEqualTo(200L));
            assertThat(run.toString()).contains("/7", "***token***").doesNotContain("tok-123456");
            assertThat(receiver.requests().get(0).headers("Authorization")).containsExactly("Bearer tok-123456");
        }
    }

    private static Exchange send(WebhookScriptTestSupport camel, String hops) {
        return camel.camelContext().createProducerTemplate().request("direct:in", e -> {
            if (hops != null) {
                e.getMessage().setHeader("webhook-hops", hops);
            }
        });
    }

    private static Outcome outcome(Exchange exchange) {
        return exchange.getException(WebhookScriptException.class).getOutcome();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
