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
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Outcome;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ServiceStatus;
import org.apache.camel.support.LifecycleStrategySupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("slow")
class StopsAndSuspensionsUnderLoadLoseNothingTest {

    private static final String OK = RawReceiver.response(200, "text/plain", "ok");
    private static final String BUSY = RawReceiver.response(503, "text/plain", "busy");
    private static final String SCRIPT = """
            request: { method: PUT, url: "{{ context.receiver }}/{{ event.n }}" }
            limits: { retry: { maxAttempts: 5, delay: 5ms }, circuitBreaker: false }
            """;

    @TempDir
    private Path folder;

    /** A change of a script or of the context, which is made again and again. */
    @FunctionalInterface
    private interface Change {
        void make(WebhookScriptTestSupport camel) throws Exception;
    }

    /** What the callers got: each call has one entry, with the message of its failure or an empty text. */
    private record Results(Map<Integer, String> byCall, List<String> requests) {
    }

    private Results underLoad(int changes, Change change) throws Exception {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            RawReceiver.Request request = peer.request();
            while (request != null) {
                peer.send(seen.add(request.line()) && request.line().contains("7") ? BUSY : OK);
                request = peer.request();
            }
        }); WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("s", SCRIPT).start()) {
            Map<Integer, String> results = new ConcurrentHashMap<>();
            AtomicInteger calls = new AtomicInteger();
            AtomicBoolean over = new AtomicBoolean();
            ExecutorService callers = Executors.newFixedThreadPool(4);
            try {
                List<Future<Boolean>> ends = new ArrayList<>();
                Callable<Boolean> caller = () -> {
                    while (!over.get()) {
                        int number = calls.incrementAndGet();
                        Exception failure = camel.call("webhookscript:s", "{\"n\":" + number + "}").getException();
                        results.put(number, failure == null ? "" : failure.toString());
                    }
                    return true;
                };
                for (int i = 0; i < 4; i++) {
                    ends.add(callers.submit(caller));
                }
                Awaitility.await().until(() -> receiver.requests().size() > 100);
                for (int i = 0; i < changes; i++) {
                    change.make(camel);
                }
                over.set(true);
                for (Future<Boolean> end : ends) {
                    assertThat(end.get(30, TimeUnit.SECONDS)).as("a caller hangs").isTrue();
                }
            } finally {
                callers.shutdownNow();
            }
            assertThat(results).hasSize(calls.get());
            assertThat(camel.component().deliveryStatus("s").orElseThrow().inFlight()).isZero();
            assertThat(camel.component().connections().leased()).isZero();
            return new Results(results, receiver.requests().stream().map(RawReceiver.Request::line).toList());
        }
    }

    /** A few more calls run before the next change. */
    private static void awaitCalls(WebhookScriptTestSupport camel) {
        int before = camel.receiver().requests().size();
        Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1))
                .until(() -> camel.receiver().requests().size() > before + 20);
    }

    private static void assertSentOrRefused(Results results, String refused) {
        results.byCall().forEach((number, failure) -> {
            boolean sent = results.requests().contains("PUT /" + number + " HTTP/1.1");
            if (failure.isEmpty()) {
                assertThat(sent).as("event %d was delivered", number).isTrue();
            } else {
                assertThat(failure).containsPattern(refused);
            }
        });
    }

    @Test
    void aSuspendedScriptEndsWhatHasBegun() throws Exception {
        Results results = underLoad(100, camel -> {
            camel.component().scripts().suspend("s", true);
            camel.component().scripts().resume("s");
            camel.component().scripts().suspend("s", true);
            camel.component().scripts().resume("s");
            awaitCalls(camel);
        });

        assertSentOrRefused(results, "notSent, the script is suspended|notSent, the script's route .* is suspended");
    }

    @Test
    void aStoppedScriptRefusesOrEndsEachEvent() throws Exception {
        Results results = underLoad(12, camel -> {
            camel.component().scripts().stop("s", true);
            camel.component().scripts().start("s");
            awaitCalls(camel);
        });

        assertSentOrRefused(results, "notSent, the script is stopped|notSent, the script's route .* is stopped|"
                                     + "temporary, the receiver responded with 503; the script was stopped while it waited|"
                                     + "notSent, the script was stopped");
    }

    @Test
    void aComponentThatIsRemovedLeavesNoCallerWaiting() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(BUSY);
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder)
                     .script("s", SCRIPT.replace("5ms", "60s")).start()) {
            Queue<Exchange> ended = new ConcurrentLinkedQueue<>();
            Thread caller = new Thread(() -> ended.add(camel.call("webhookscript:s", "{\"n\":1}")));
            caller.start();
            Awaitility.await().until(() -> camel.component().deliveryStatus("s")
                    .filter(status -> status.waiting().forRetry() == 1).isPresent());

            camel.camelContext().removeComponent("webhookscript");

            caller.join(20_000);
            assertThat(ended).hasSize(1);
            assertThat(ended.element().getException(WebhookScriptException.class).getOutcome()).isEqualTo(Outcome.TEMPORARY);
        }
    }

    /** Camel does not create a route that is added while the context is being suspended. */
    @Test
    void aContextThatIsSuspendedDuringTheFirstEventOfAScriptRefusesIt() throws Exception {
        CountDownLatch suspended = new CountDownLatch(1);
        try (RawReceiver receiver = RawReceiver.answering(OK);
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("s", SCRIPT).start()) {
            CamelContext context = camel.camelContext();
            context.addLifecycleStrategy(new LifecycleStrategySupport() {
                @Override
                public void onEndpointAdd(Endpoint endpoint) {
                    if (endpoint.getEndpointUri().contains("webhookscript-s-attempt") && suspended.getCount() > 0) {
                        new Thread(() -> {
                            context.suspend();
                            suspended.countDown();
                        }).start();
                        Awaitility.await().until(() -> context.getStatus() != ServiceStatus.Started);
                    }
                }
            });

            Exchange first = camel.call("webhookscript:s", "{\"n\":1}");
            assertThat(suspended.await(20, TimeUnit.SECONDS)).isTrue();
            context.resume();
            Exchange second = camel.call("webhookscript:s", "{\"n\":2}");

            assertThat(first.getException()).isInstanceOf(WebhookScriptException.class)
                    .hasMessageContaining("notSent, the script has no routes yet");
            assertThat(second.getException()).isNull();
        }
    }
}
