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
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.webhookscript.delivery.report.WebhookScriptDeadLetterFailedEvent;
import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.delivery.report.WebhookScriptOutcomeEvent;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Outcome;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A thread that waits for a delivery may be interrupted at any moment, for example when Camel forces a shutdown. */
class AnInterruptedCallerGetsOneOutcomeTest {

    private static final String SCRIPT = """
            request: { method: GET, url: "{{ context.receiver }}/{{ event.n }}" }
            limits: { retry: { maxAttempts: 3, delay: 1ms }, circuitBreaker: false }
            """;
    private static final String OK = RawReceiver.response(200, "text/plain", "ok");

    @TempDir
    private Path folder;

    private final Outcomes outcomes = new Outcomes();

    /** The result of a call that was interrupted, and whether its thread was still interrupted after it. */
    private record Interrupted(Exchange exchange, boolean flag) {
    }

    private WebhookScriptTestSupport start(RawReceiver receiver, String script) throws Exception {
        WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("s", script)
                .deadLetter("letters", "direct:letters");
        camel.camelContext().getManagementStrategy().addEventNotifier(outcomes);
        return camel;
    }

    private static Exchange call(WebhookScriptTestSupport camel, ExchangePattern pattern, int number) {
        return camel.camelContext().createProducerTemplate().send("webhookscript:s", pattern,
                exchange -> exchange.getMessage().setBody("{\"n\":" + number + "}"));
    }

    /** Interrupts a caller as soon as a latch opens. */
    private static Interrupted interrupted(WebhookScriptTestSupport camel, ExchangePattern pattern, CountDownLatch when)
            throws Exception {
        LinkedBlockingQueue<Interrupted> result = new LinkedBlockingQueue<>();
        Thread caller = new Thread(() -> {
            Exchange exchange = call(camel, pattern, 1);
            result.add(new Interrupted(exchange, Thread.currentThread().isInterrupted()));
        });
        caller.start();
        assertThat(when.await(20, TimeUnit.SECONDS)).isTrue();
        caller.interrupt();
        return result.poll(20, TimeUnit.SECONDS);
    }

    @Test
    void doesNotLeaveARetryBehind() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            peer.request();
            called.countDown();
            peer.silence();
        }); WebhookScriptTestSupport camel = start(receiver, SCRIPT)) {
            camel.start();

            Interrupted result = interrupted(camel, ExchangePattern.InOut, called);

            WebhookScriptException failure = result.exchange().getException(WebhookScriptException.class);
            assertThat(failure).hasMessageContaining("was interrupted while").hasMessageContaining("not repeated");
            assertThat(failure.getOutcome()).isEqualTo(Outcome.TEMPORARY);
            assertThat(failure.getAttempts()).isEqualTo(1);
            assertThat(result.flag()).isTrue();
            assertThat(receiver.requests()).hasSize(1);
            assertThat(outcomes.ended).hasSize(1);
            assertIdle(camel);
        }
    }

    @Test
    void waitsForItsDeadLetter() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        Queue<String> letters = new ConcurrentLinkedQueue<>();
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            peer.request();
            called.countDown();
            peer.silence();
        }); WebhookScriptTestSupport camel = start(receiver, SCRIPT + "deadLetter: { to: letters }\n")) {
            camel.route(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:letters").delay(100).process(e -> letters.add(e.getMessage().getBody(String.class)));
                }
            }).start();

            Interrupted result = interrupted(camel, ExchangePattern.InOnly, called);

            assertThat(result.exchange().getException()).isNull();
            assertThat(result.exchange().getMessage().getHeader(WebhookScriptConstants.OUTCOME)).isEqualTo("temporary");
            assertThat(result.flag()).isTrue();
            assertThat(letters).hasSize(1).first().asString().contains("was interrupted");
            assertThat(outcomes.lost).isEmpty();
            assertIdle(camel);
        }
    }

    @Test
    void atAnyMomentHasOneOutcomeAndLeavesNothingBehind() throws Exception {
        int calls = 300;
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            while (peer.request() != null) {
                peer.pause(ThreadLocalRandom.current().nextLong(5));
                peer.send(OK);
            }
        }); WebhookScriptTestSupport camel = start(receiver, SCRIPT)) {
            camel.start();
            ExecutorService callers = Executors.newFixedThreadPool(8);
            try {
                Queue<Future<Boolean>> ends = new ConcurrentLinkedQueue<>();
                for (int i = 0; i < calls; i++) {
                    int number = i;
                    ends.add(callers.submit(() -> keepsTheFlag(camel, number)));
                }
                for (Future<Boolean> end : ends) {
                    assertThat(end.get(60, TimeUnit.SECONDS)).as("the thread is still interrupted").isTrue();
                }
            } finally {
                callers.shutdownNow();
            }

            assertIdle(camel);
            Awaitility.await().untilAsserted(() -> assertThat(outcomes.ended).hasSize(calls));
            assertThat(outcomes.ended.values()).as("outcomes for each message").allMatch(count -> count == 1);
            Map<String, Integer> sent = new ConcurrentHashMap<>();
            receiver.requests().forEach(request -> sent.merge(request.line(), 1, Integer::sum));
            assertThat(sent.values()).as("requests for each event").allMatch(count -> count == 1);
        }
    }

    private static boolean keepsTheFlag(WebhookScriptTestSupport camel, int number) throws InterruptedException {
        Thread caller = Thread.currentThread();
        long nanos = ThreadLocalRandom.current().nextLong(6_000_000);
        Thread interrupting = new Thread(() -> {
            java.util.concurrent.locks.LockSupport.parkNanos(nanos);
            caller.interrupt();
        });
        interrupting.start();
        call(camel, ExchangePattern.InOut, number);
        boolean before = Thread.interrupted();
        try {
            interrupting.join();
        } catch (InterruptedException afterTheCall) {
            interrupting.join();
            return true;
        }
        return before || Thread.interrupted();
    }

    private static void assertIdle(WebhookScriptTestSupport camel) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(camel.component().deliveryStatus("s").orElseThrow().inFlight()).isZero();
            assertThat(camel.component().connections().leased()).isZero();
        });
    }

    private static final class Outcomes extends EventNotifierSupport {

        private final Map<String, Integer> ended = new ConcurrentHashMap<>();
        private final Queue<CamelEvent> lost = new ConcurrentLinkedQueue<>();

        @Override
        public void notify(CamelEvent event) {
            if (event instanceof WebhookScriptOutcomeEvent outcome) {
                ended.merge(outcome.getMessageId().orElseThrow(), 1, Integer::sum);
            } else if (event instanceof WebhookScriptDeadLetterFailedEvent) {
                lost.add(event);
            }
        }
    }
}
