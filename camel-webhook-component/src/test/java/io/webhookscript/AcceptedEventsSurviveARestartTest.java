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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.lifecycle.FileChanges;
import io.webhookscript.script.Outcome;
import io.webhookscript.script.usecase.FoundFile;
import io.webhookscript.store.RestartableStore;
import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** With a store, an event of an async script is accepted when it is stored, and is delivered whatever happens then. */
@Timeout(120)
class AcceptedEventsSurviveARestartTest {

    private static final String ILL = RawReceiver.response(503, "text/plain", "ill");
    private static final String OK = RawReceiver.response(200, "text/plain", "ok");

    private static final String SCRIPT = """
            execution: async
            idempotencyKey: true
            inputs: [region]
            request:
              url: "{{ context.receiver }}/{{ region }}"
              headers: { X-Attempt: "1", X-From: "{{ header.from }}", X-Call: "{{ context.call }}" }
              body: { json: { id: "{{ id }}", at: "{{ now }}" } }
            context: { receiver: "", call: none }
            limits: { total: 3d, retry: { maxAttempts: 3, delay: %s, maxDelay: 1h, jitter: 0 }, circuitBreaker: false }
            deadLetter: { to: letters }
            """;

    private final RestartableStore store = new RestartableStore();

    @TempDir
    private Path folder;
    @TempDir
    private Path letters;

    private WebhookScriptTestSupport camel(RawReceiver receiver, String delay) throws IOException {
        WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder)
                .rawScript("stored", "webhookscript: \"1.0\"\nname: stored\n" + SCRIPT.formatted(delay))
                .deadLetter("letters", "file:" + letters);
        camel.component().setStore(store);
        return camel;
    }

    private static void call(WebhookScriptTestSupport camel, int id) {
        Exchange exchange = camel.camelContext().createProducerTemplate().request(
                "webhookscript:stored?context.call=mine", sent -> {
                    sent.getMessage().setBody(Map.of("id", id));
                    sent.getMessage().setHeader("from", "here");
                    sent.setVariable("region", "eu");
                });
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader("CamelWebhookScriptMessageId", String.class)).startsWith("msg_");
    }

    @Test
    void anEventIsDeliveredFromMemoryAndLeavesNothing() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(OK); WebhookScriptTestSupport camel = camel(receiver, "1s").start()) {
            call(camel, 1);

            Awaitility.await().untilAsserted(() -> assertThat(store.size()).isZero());
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @Test
    void aRequestAfterARestartIsTheOneFromBefore() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(ILL, OK)) {
            WebhookScriptTestSupport before = camel(receiver, "1h").start();
            call(before, 1);
            Awaitility.await().untilAsserted(() -> assertThat(store.entries()).singleElement()
                    .satisfies(entry -> assertThat(entry.attempts()).isOne()));
            assertThat(store.waits(store.entries().get(0).id())).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
            Awaitility.await().untilAsserted(
                    () -> assertThat(before.component().deliveryStatus("stored").orElseThrow().inFlight()).isZero());
            before.camelContext().stop();
            store.skipWaits();

            try (WebhookScriptTestSupport after = camel(receiver, "1h").start()) {
                Awaitility.await().untilAsserted(() -> assertThat(store.size()).isZero());

                assertThat(after.component().deliveryStatus("stored").orElseThrow().sinceStart().lastEnded()).singleElement()
                        .satisfies(ended -> {
                            assertThat(ended.outcome()).isEqualTo(Outcome.DELIVERED);
                            assertThat(ended.attempts()).isEqualTo(2);
                        });
                List<RawReceiver.Request> requests = receiver.requests();
                assertThat(requests).hasSize(2);
                assertThat(requests.get(0).line()).startsWith("POST /eu");
                assertThat(requests.get(0).headerLines()).contains("X-From: here", "X-Call: mine");
                assertThat(requests.get(1).line()).isEqualTo(requests.get(0).line());
                assertThat(requests.get(1).text()).isEqualTo(requests.get(0).text());
                assertThat(requests.get(1).headerLines()).isEqualTo(requests.get(0).headerLines());
            }
        }
        assertThat(letters()).isZero();
    }

    @Test
    void attemptsCountAcrossRestarts() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(ILL)) {
            WebhookScriptTestSupport camel = camel(receiver, "1h").start();
            call(camel, 1);
            for (int attempt = 1; attempt < 3; attempt++) {
                int made = attempt;
                Awaitility.await().untilAsserted(() -> assertThat(store.entries().get(0).attempts()).isEqualTo(made));
                camel.camelContext().stop();
                store.skipWaits();
                camel = camel(receiver, "1h").start();
            }

            Awaitility.await().untilAsserted(() -> assertThat(store.size()).isZero());

            assertThat(receiver.requests()).hasSize(3);
            assertThat(letters()).isOne();
            camel.close();
        }
    }

    @Test
    void aWaitInMemoryGoesBackToTheStoreWhenTheContextStops() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(ILL, OK)) {
            WebhookScriptTestSupport before = camel(receiver, "25s").start();
            call(before, 1);
            Awaitility.await().untilAsserted(
                    () -> assertThat(before.component().deliveryStatus("stored").orElseThrow().waiting().forRetry()).isOne());

            before.camelContext().stop();

            assertThat(letters()).isZero();
            assertThat(store.entries()).singleElement().satisfies(entry -> assertThat(entry.attempts()).isOne());
            assertThat(store.waits(store.entries().get(0).id())).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(25));
            store.skipWaits();
            try (WebhookScriptTestSupport after = camel(receiver, "25s").start()) {
                Awaitility.await().untilAsserted(() -> assertThat(store.size()).isZero());
                assertThat(receiver.requests()).hasSize(2);
            }
        }
    }

    @Test
    void aStoppedScriptKeepsItsEventsUntilItStarts() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(ILL, OK); WebhookScriptTestSupport camel = camel(receiver, "25s")) {
            camel.start();
            call(camel, 1);
            Awaitility.await().untilAsserted(
                    () -> assertThat(camel.component().deliveryStatus("stored").orElseThrow().waiting().forRetry()).isOne());

            camel.component().scripts().stop("stored", true);

            store.skipWaits();
            assertThat(store.size()).isOne();
            assertThat(letters()).isZero();
            camel.component().scripts().start("stored");
            Awaitility.await().untilAsserted(() -> assertThat(store.size()).isZero());
            assertThat(receiver.requests()).hasSize(2);
        }
    }

    @Test
    void anAttemptRouteThatCamelHasStoppedKeepsTheEventsOfItsScript() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(ILL, OK); WebhookScriptTestSupport camel = camel(receiver, "2s")) {
            camel.start();
            call(camel, 1);
            Awaitility.await().untilAsserted(() -> assertThat(store.entries().get(0).attempts()).isOne());

            camel.camelContext().getRouteController().stopRoute("webhookscript-stored-attempt");

            Awaitility.await().untilAsserted(
                    () -> assertThat(camel.component().deliveryStatus("stored").orElseThrow().inFlight()).isZero());
            assertThat(store.size()).isOne();
            assertThat(letters()).isZero();
            camel.camelContext().getRouteController().startRoute("webhookscript-stored-attempt");
            Awaitility.await().untilAsserted(() -> assertThat(store.size()).isZero());
            assertThat(receiver.requests()).hasSize(2);
        }
    }

    @Test
    void aRemovedScriptKeepsItsEventsUntilItIsLoadedAgain() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(ILL, OK); WebhookScriptTestSupport camel = camel(receiver, "1h")) {
            camel.start();
            call(camel, 1);
            Awaitility.await().untilAsserted(() -> assertThat(store.entries().get(0).attempts()).isOne());
            Path file = folder.resolve("stored.webhookscript.yaml");
            String content = Files.readString(file);

            camel.component().scripts().remove("stored", true);

            store.skipWaits();
            Awaitility.await().during(Duration.ofMillis(200)).until(() -> store.size() == 1 && letters() == 0);
            camel.component().scripts().reload(FileChanges.of(new FoundFile(
                    file.getFileName().toString(), "file:" + file,
                    (content + "\n# again\n").getBytes(StandardCharsets.UTF_8))));
            Awaitility.await().untilAsserted(() -> assertThat(store.size()).isZero());
            assertThat(receiver.requests()).hasSize(2);
        }
    }

    @Test
    void aStoreThatIsDownGivesTheEventBackToItsSource() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(OK); WebhookScriptTestSupport camel = camel(receiver, "1s").start()) {
            store.isDown("the disk is full");

            Exchange failed = camel.call("webhookscript:stored", Map.of("id", 1));

            assertThat(failed.getException(WebhookScriptException.class)).satisfies(failure -> {
                assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
                assertThat(failure).hasMessageContaining("its event could not be stored: the disk is full");
            });
            assertThat(letters()).isZero();
            store.isBack();
            call(camel, 2);
            Awaitility.await().untilAsserted(() -> assertThat(receiver.requests()).hasSize(1));
            assertThat(store.size()).isZero();
        }
    }

    @Test
    void aNodeThatHasLostItsLeaseMakesNoFurtherAttempt() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(ILL); WebhookScriptTestSupport camel = camel(receiver, "1s")) {
            camel.start();
            call(camel, 1);
            Awaitility.await().untilAsserted(() -> assertThat(receiver.requests()).hasSize(1));

            store.loseLeases();

            Awaitility.await().untilAsserted(
                    () -> assertThat(camel.component().deliveryStatus("stored").orElseThrow().inFlight()).isZero());
            assertThat(receiver.requests()).hasSize(1);
            assertThat(letters()).isZero();
            assertThat(camel.component().deliveryStatus("stored").orElseThrow().sinceStart().ended().values())
                    .allSatisfy(count -> assertThat(count).isZero());
        }
    }

    private long letters() throws IOException {
        try (Stream<Path> files = Files.list(letters)) {
            return files.count();
        }
    }
}
