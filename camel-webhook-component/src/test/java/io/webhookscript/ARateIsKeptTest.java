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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Outcome;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What begins within any period is no more than the rate, whoever counts; and a rate is a matter of its script alone.
 */
@Tag("slow")
@Timeout(120)
class ARateIsKeptTest {

    private static final int REQUESTS = 5;
    private static final Duration PERIOD = Duration.ofSeconds(1);

    /**
     * Where calls are let go every window is kept exactly, which the gate's own test shows. Between there and a
     * receiver a busy machine may hold one call up and not the next, which brings them nearer to each other.
     */
    private static final Duration TOLERANCE_ON_THE_WIRE = PERIOD.dividedBy(2);

    private static final String OK = RawReceiver.response(200, "text/plain", "ok");

    @TempDir
    private Path folder;

    @Test
    void firstAttemptsAndRetriesShareTheRate() throws Exception {
        List<Long> starts = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger number = new AtomicInteger();
        String script = """
                request: { method: PUT, url: "{{ context.receiver }}/" }
                limits:
                  rate: { requests: %d, per: %dms }
                  retry: { maxAttempts: 11, delay: 1ms, jitter: 0 }
                  circuitBreaker: false
                """.formatted(REQUESTS, PERIOD.toMillis());
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            while (peer.request() != null) {
                starts.add(System.nanoTime());
                peer.send(number.incrementAndGet() > 10 ? OK : RawReceiver.response(503, "text/plain", "busy"));
            }
        }); WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("limited", script).start()) {
            ProducerTemplate template = camel.camelContext().createProducerTemplate();
            List<CompletableFuture<Exchange>> calls = IntStream.range(0, 10)
                    .mapToObj(i -> template.asyncSend("webhookscript:limited", camel.exchange(Map.of()))).toList();
            for (CompletableFuture<Exchange> call : calls) {
                assertThat(call.get().getException()).isNull();
            }

            assertThat(starts).hasSize(20);
            assertKept(REQUESTS, starts);
        }
    }

    @Test
    void aHighRateWhoseThrottleHasSeveralPartsIsKeptToo() throws Exception {
        int requests = 1_000;
        List<Long> starts = Collections.synchronizedList(new ArrayList<>());
        String script = """
                execution: async
                request: { url: "{{ context.receiver }}/" }
                limits: { rate: { requests: %d, per: 1s, maxWaiting: 5000 } }
                """.formatted(requests);
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            while (peer.request() != null) {
                starts.add(System.nanoTime());
                peer.send(OK);
            }
        }); WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("limited", script).start()) {
            for (int i = 0; i < 2_200; i++) {
                assertThat(camel.call("webhookscript:limited", Map.of()).getException()).isNull();
            }
            Awaitility.await().untilAsserted(() -> assertThat(starts).hasSize(2_200));

            assertKept(requests, starts);
            assertThat(camel.component().deliveryStatus("limited").orElseThrow().waiting().forRate()).isZero();
        }
    }

    @Test
    void otherScriptsAreNotLimited() throws Exception {
        String slow = """
                execution: async
                request: { url: "{{ context.receiver }}/slow" }
                limits: { rate: { requests: 1, per: 1h, maxDelay: 24000h }, total: 24000h }
                """;
        String other = """
                request: { url: "{{ context.receiver }}/other" }
                """;
        try (RawReceiver receiver = RawReceiver.answering(OK);
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("slow", slow)
                     .script("other", other).script("later", "execution: async\n" + other).start()) {
            for (int i = 0; i < 1_500; i++) {
                assertThat(camel.call("webhookscript:slow", Map.of()).getException()).isNull();
            }
            Awaitility.await().until(() -> camel.component().deliveryStatus("slow").orElseThrow().waiting().forRate() == 1_499);

            for (int i = 0; i < 300; i++) {
                assertThat(camel.call("webhookscript:" + (i % 2 == 0 ? "other" : "later"), Map.of()).getException()).isNull();
            }

            Awaitility.await().untilAsserted(() -> assertThat(receiver.requests()).hasSize(301));
        }
    }

    @Test
    void aKeyThatCannotBeRenderedSendsNothing() throws Exception {
        String script = """
                request: { url: "{{ context.receiver }}/" }
                limits: { rate: { requests: 1, per: 1s, key: "{{ 1 / n }}" } }
                """;
        try (RawReceiver receiver = RawReceiver.answering(OK);
             WebhookScriptTestSupport camel
                     = new WebhookScriptTestSupport(receiver, folder).script("limited", script).start()) {
            Exchange exchange = camel.call("webhookscript:limited", Map.of("n", 0));

            assertThat(exchange.getException(WebhookScriptException.class).getOutcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(receiver.requests()).isEmpty();
        }
    }

    /** @param starts in nanoseconds, in any order */
    private static void assertKept(int requests, List<Long> starts) {
        List<Long> sorted = starts.stream().sorted().toList();
        for (int i = requests; i < sorted.size(); i++) {
            assertThat(Duration.ofNanos(sorted.get(i) - sorted.get(i - requests)))
                    .isGreaterThan(PERIOD.minus(TOLERANCE_ON_THE_WIRE));
        }
    }
}
