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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.webhookscript.delivery.report.DeliveryStatus;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.http.RawReceiver.Request;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.webhookscript.http.RawReceiver.response;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * When the context stops, a message of a transacted queue that is being sent ends as its response says, and one that
 * waits goes back to its queue at once: each is delivered, a dead letter, or in its queue, never two of them, and is
 * known to the receiver by one id afterwards.
 */
@Tag("slow")
@Timeout(180)
class AStopGivesTransactedMessagesBackTest {

    private static final int EVENTS = 6;
    private static final int CONSUMERS = 3;
    private static final Pattern LETTER = Pattern.compile("\"event\" ?: ?(\\{\"id\":\\d+\\})");
    /** What the names of letters begin with while Camel writes them. */
    private static final String UNFINISHED = "unfinished-";
    private static final String SCRIPT = """
            request:
              method: PUT
              url: "{{ context.receiver }}/{{ id }}"
              headers: { X-Message-Id: "{{ message.id }}" }
            limits: { total: 9h, %s }
            deadLetter: { to: letters }
            """;

    @TempDir
    private Path folder;
    @TempDir
    private Path letters;
    @AutoClose
    private EmbeddedBroker broker;
    private final Map<String, String> sent = new HashMap<>();

    @BeforeEach
    void startBroker() throws Exception {
        broker = new EmbeddedBroker();
    }

    /** Event 0 is in flight until all waits have been ended; those that wait would do so for hours. */
    @ParameterizedTest(name = "waiting for {0}")
    @CsvSource(delimiter = '|',
               textBlock = """
                       a retry   | 'timeout: 120s, circuitBreaker: false, retry: { maxAttempts: 3, delay: 1h, maxDelay: 1h }'        | 0
                       the rate  | 'timeout: 120s, circuitBreaker: false, rate: { requests: 1, per: 1h, maxDelay: 8h }'              | 0
                       a breaker | 'timeout: 120s, retry: { maxAttempts: 1 }, circuitBreaker: { minimumNumberOfCalls: 1, slidingWindowSize: 1, waitDurationInOpenState: 1h, whenOpen: wait }' | 1
                       """)
    void waitingMessagesGoBackAtOnceWhileACallInFlightFinishes(String reason, String limits, int deadLettered)
            throws Exception {
        CountDownLatch inFlightMayEnd = new CountDownLatch(1);
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            for (Request request = peer.request(); request != null; request = peer.request()) {
                boolean first = request.line().startsWith("PUT /0 ");
                if (first) {
                    await(inFlightMayEnd);
                }
                peer.send(response(first ? 200 : 503, "text/plain", "x"));
            }
        }); WebhookScriptTestSupport camel = start(receiver, SCRIPT.formatted(limits))) {
            send(0);
            await().until(() -> receiver.requests().size() == 1);
            send(1);
            await().until(() -> waiting(camel) + deadLetters().size() == 1);
            for (int id = 2; id < EVENTS; id++) {
                send(id);
            }
            await().until(() -> waiting(camel) == CONSUMERS - 1);
            int requests = receiver.requests().size();

            CompletableFuture<Void> stop = CompletableFuture.runAsync(camel.camelContext()::stop);
            await().until(() -> waiting(camel) == 0);
            assertThat(stop).isNotDone();
            inFlightMayEnd.countDown();
            stop.get(60, TimeUnit.SECONDS);

            assertThat(receiver.requests()).as("none is tried once more").hasSize(requests);
            assertAccountedFor(1, deadLettered);
            assertTheRestIsDeliveredUnderTheSameIds(receiver.requests());
        }
    }

    @Test
    void aMessageWhoseCallGetsNoResponseGoesBack() throws Exception {
        String limits = "timeout: 1s, circuitBreaker: false, retry: { maxAttempts: 3, delay: 1h, maxDelay: 1h }";
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            peer.request();
            peer.untilClosed();
        }); WebhookScriptTestSupport camel = start(receiver, SCRIPT.formatted(limits))) {
            for (int id = 0; id < EVENTS; id++) {
                send(id);
            }
            await().until(() -> receiver.requests().size() == CONSUMERS);

            camel.camelContext().stop();

            assertThat(receiver.requests()).as("one deadline is waited for, since none is tried once more").hasSize(CONSUMERS);
            assertAccountedFor(0, 0);
            assertTheRestIsDeliveredUnderTheSameIds(receiver.requests());
        }
    }

    private WebhookScriptTestSupport start(RawReceiver receiver, String script) throws Exception {
        return new WebhookScriptTestSupport(receiver, folder).script("queued", script)
                .deadLetter("letters", "file:" + letters + "?tempPrefix=" + UNFINISHED)
                .route(new TransactedQueue(broker, CONSUMERS, e -> {
                })).start();
    }

    private void send(int id) throws Exception {
        String event = "{\"id\":" + id + "}";
        sent.put(broker.send("in", event), event);
    }

    private static int waiting(WebhookScriptTestSupport camel) {
        Optional<DeliveryStatus> status = camel.component().deliveryStatus("queued");
        return status.map(s -> s.waiting().total()).orElse(0);
    }

    private void assertAccountedFor(int delivered, int deadLettered) throws Exception {
        Map<String, String> back = broker.waiting("in");
        List<String> putAside = deadLetters();
        assertThat(sent).containsAllEntriesOf(back);
        assertThat(back).hasSize(EVENTS - delivered - deadLettered);
        assertThat(putAside).hasSize(deadLettered).doesNotHaveDuplicates().doesNotContainAnyElementsOf(back.values());
        assertThat(broker.messages("broker.dead")).isZero();
    }

    private List<String> deadLetters() throws Exception {
        List<String> events = new ArrayList<>();
        try (Stream<Path> files = Files.list(letters)) {
            for (Path letter : files.filter(file -> !file.getFileName().toString().startsWith(UNFINISHED)).toList()) {
                Matcher event = LETTER.matcher(Files.readString(letter));
                assertThat(event.find()).isTrue();
                events.add(event.group(1));
            }
        }
        return events;
    }

    /** By the next process, so to say, to a receiver that is well. */
    private void assertTheRestIsDeliveredUnderTheSameIds(List<Request> before) throws Exception {
        int rest = broker.waiting("in").size();
        try (RawReceiver receiver = RawReceiver.answering(response(200, "text/plain", "ok"));
             WebhookScriptTestSupport camel = start(receiver, SCRIPT.formatted("timeout: 60s"))) {
            await().until(() -> broker.messages("in") == 0);

            assertThat(receiver.requests()).hasSize(rest);
            Map<String, TreeSet<String>> ids = new HashMap<>();
            Stream.concat(before.stream(), receiver.requests().stream()).forEach(request -> ids
                    .computeIfAbsent(request.line(), line -> new TreeSet<>()).add(request.headers("X-Message-Id").get(0)));
            assertThat(ids).hasSize(EVENTS).allSatisfy((event, known) -> assertThat(known).hasSize(1));
        }
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
