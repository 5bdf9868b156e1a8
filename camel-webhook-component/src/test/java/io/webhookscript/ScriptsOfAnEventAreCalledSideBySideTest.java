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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.webhookscript.http.RawReceiver;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The calls of one event do not wait for each other, and its caller waits for the slowest of them and not for the sum.
 */
@Tag("slow")
class ScriptsOfAnEventAreCalledSideBySideTest {

    private static final String SCRIPT = "request: { method: PUT, url: \"{{ context.receiver }}/%s\" }\n"
                                         + "limits: { timeout: 50s, retry: { maxAttempts: 2, delay: 300ms } }\n"
                                         + "triggers: [ { event: tick } ]\n";

    private static final int EVENTS = 2_000;

    @TempDir
    private Path folder;
    @AutoClose
    private WebhookScriptTestSupport camel;
    private final AtomicInteger calling = new AtomicInteger();
    private final AtomicInteger mostCalling = new AtomicInteger();

    private void start(RawReceiver.Play play, int scripts) throws Exception {
        camel = new WebhookScriptTestSupport(RawReceiver.playing(play), folder);
        IntStream.range(0, scripts).forEach(i -> camel.script("s" + i, SCRIPT.formatted("s" + i)));
        camel.start();
    }

    /** Answers a request once so many are there, or after 20 seconds, and counts how many there are. */
    private RawReceiver.Play answeringWhenAllAreThere(int wanted) {
        CountDownLatch there = new CountDownLatch(wanted);
        return peer -> {
            while (peer.request() != null) {
                mostCalling.accumulateAndGet(calling.incrementAndGet(), Math::max);
                there.countDown();
                boolean all = isReached(there);
                calling.decrementAndGet();
                peer.send(RawReceiver.response(200, "text/plain", all ? "all" : "alone"));
            }
        };
    }

    private static boolean isReached(CountDownLatch latch) throws IOException {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    private Exchange tick() {
        Exchange exchange = camel.exchange(Map.of());
        exchange.setPattern(ExchangePattern.InOut);
        return exchange;
    }

    @Test
    void allAreCalledBeforeTheFirstHasResponded() throws Exception {
        start(answeringWhenAllAreThere(5), 5);

        Exchange exchange = camel.call("webhookscript:event:tick", Map.of());

        assertThat(exchange.getMessage().getBody(List.class)).hasSize(5);
        assertThat(mostCalling).hasValue(5);
    }

    @Test
    void aHundredOfThemAreCalledAtATime() throws Exception {
        start(answeringWhenAllAreThere(100), 130);

        Exchange exchange = camel.call("webhookscript:event:tick", Map.of());

        assertThat(exchange.getMessage().getBody(List.class)).hasSize(130);
        assertThat(mostCalling).hasValue(100);
    }

    @Test
    void eachIsCalledOnceHoweverSoonItResponds() throws Exception {
        start(peer -> {
            while (peer.request() != null) {
                peer.send(RawReceiver.response(200, "text/plain", "ok"));
            }
        }, 3);

        for (int i = 0; i < EVENTS; i++) {
            assertThat(camel.call("webhookscript:event:tick", Map.of()).getMessage().getBody(List.class)).hasSize(3);
        }

        assertThat(camel.receiver().requests()).hasSize(3 * EVENTS);
        assertThat(camel.component().deliveryStatuses()).hasSize(3)
                .allSatisfy(status -> assertThat(status.inFlight()).isZero());
    }

    @Test
    void aTransactedEventIsDeliveredToOneAfterAnotherOnItsThread() throws Exception {
        start(answeringWhenAllAreThere(1), 3);
        Exchange exchange = tick();
        exchange.getExchangeExtension().setTransacted(true);
        CompletableFuture<Thread> ended = new CompletableFuture<>();

        boolean sync = producer().process(exchange, doneSync -> ended.complete(Thread.currentThread()));

        assertThat(sync).isTrue();
        assertThat(ended.get()).isSameAs(Thread.currentThread());
        assertThat(exchange.getMessage().getBody(List.class)).hasSize(3);
        assertThat(mostCalling).hasValue(1);
    }

    @Test
    void aWaitForARetryHoldsNoThreadOfTheCaller() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        start(peer -> {
            while (peer.request() != null) {
                peer.send(RawReceiver.response(requests.incrementAndGet() <= 2 ? 503 : 200, "text/plain", "x"));
            }
        }, 2);
        Exchange exchange = tick();
        CompletableFuture<Thread> ended = new CompletableFuture<>();

        boolean sync = producer().process(exchange, doneSync -> ended.complete(Thread.currentThread()));

        assertThat(sync).isFalse();
        assertThat(ended.get(10, TimeUnit.SECONDS)).isNotSameAs(Thread.currentThread());
        assertThat(exchange.getMessage().getBody(List.class)).extracting("outcome").asList()
                .containsExactly("delivered", "delivered");
        assertThat(requests).hasValue(4);
    }

    private AsyncProducer producer() throws Exception {
        AsyncProducer producer = camel.camelContext().getEndpoint("webhookscript:event:tick").createAsyncProducer();
        producer.start();
        return producer;
    }
}
