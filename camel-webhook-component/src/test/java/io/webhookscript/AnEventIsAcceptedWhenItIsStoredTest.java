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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.webhookscript.http.RawReceiver;
import io.webhookscript.store.RestartableStore;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** With a store, the caller of an async script continues after the commit, and not on the thread of the store. */
@Tag("slow")
@Timeout(120)
class AnEventIsAcceptedWhenItIsStoredTest {

    private static final String OK = RawReceiver.response(200, "text/plain", "ok");
    private static final String ILL = RawReceiver.response(503, "text/plain", "ill");
    private static final String SCRIPT = """
            execution: async
            request:
              method: PUT
              url: "{{ context.receiver }}/%s"
              headers: { X-Message-Id: "{{ message.id }}", X-File: "{{ header.file }}" }
            limits: { total: 3d, retry: { maxAttempts: %d, delay: %s, maxDelay: 1h }, circuitBreaker: false }
            triggers: [ { event: made } ]
            deadLetter: { to: letters }
            """;

    private final RestartableStore store = new RestartableStore();

    @TempDir
    private Path folder;
    @TempDir
    private Path letters;

    private WebhookScriptTestSupport camel(RawReceiver receiver, String letterUri, String script) throws IOException {
        WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("stored", script)
                .deadLetter("letters", letterUri);
        camel.component().setStore(store);
        return camel;
    }

    private WebhookScriptTestSupport camel(RawReceiver receiver) throws IOException {
        return camel(receiver, "file:" + letters, SCRIPT.formatted("", 1, "1s"));
    }

    private List<Path> letters() throws IOException {
        try (Stream<Path> files = Files.list(letters)) {
            return files.toList();
        }
    }

    @Test
    void theCallerContinuesAfterTheCommitOnAnotherThread() throws Exception {
        List<String> threads = new CopyOnWriteArrayList<>();
        try (RawReceiver receiver = RawReceiver.answering(OK); WebhookScriptTestSupport camel = camel(receiver)) {
            camel.route(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:caller").to("webhookscript:stored")
                            .process(exchange -> threads.add(Thread.currentThread().getName()));
                }
            }).start();
            store.holdsCommits();

            CompletableFuture<Exchange> call
                    = camel.camelContext().createProducerTemplate().asyncSend("direct:caller", camel.exchange(Map.of()));

            Awaitility.await().during(200, TimeUnit.MILLISECONDS).until(() -> !call.isDone());
            assertThat(receiver.requests()).isEmpty();
            store.commits();
            assertThat(call.get(10, TimeUnit.SECONDS).getException()).isNull();
            assertThat(threads).singleElement().asString().doesNotContain("store");
            Awaitility.await().untilAsserted(() -> assertThat(store.size()).isZero());
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @Test
    void anIdThatIsKnownIsAcceptedWithoutASecondDelivery() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(OK); WebhookScriptTestSupport camel = camel(receiver).start()) {
            Exchange first = called(camel);
            Awaitility.await().untilAsserted(() -> assertThat(store.size()).isZero());
            Exchange second = called(camel);

            assertThat(second.getException()).isNull();
            assertThat(messageId(second)).isEqualTo(messageId(first));
            assertThat(camel.component().deliveryStatus("stored").orElseThrow().inFlight()).isZero();
            assertThat(store.size()).isZero();
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    private static Exchange called(WebhookScriptTestSupport camel) {
        return camel.camelContext().createProducerTemplate().request("webhookscript:stored", exchange -> {
            exchange.getMessage().setBody("{}");
            exchange.getMessage().setHeader("ce-id", "7");
            exchange.getMessage().setHeader("ce-source", "/here");
        });
    }

    private static String messageId(Exchange exchange) {
        return exchange.getMessage().getHeader("CamelWebhookScriptMessageId", String.class);
    }

    @Test
    void allScriptsOfAnEventAcceptItSideBySide() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(OK); WebhookScriptTestSupport camel = camel(receiver)) {
            camel.script("another", SCRIPT.formatted("", 1, "1s")).script("third", SCRIPT.formatted("", 1, "1s")).start();
            store.holdsCommits();
            CompletableFuture<Exchange> call = camel.camelContext().createProducerTemplate()
                    .asyncSend("webhookscript:event:made", camel.exchange(Map.of()));
            Awaitility.await().during(200, TimeUnit.MILLISECONDS).until(() -> !call.isDone());

            store.commits();

            assertThat(call.get(10, TimeUnit.SECONDS).getMessage().getBody(String.class))
                    .contains("another", "stored", "third").contains("accepted").doesNotContain("notSent");
            Awaitility.await().untilAsserted(() -> assertThat(receiver.requests()).hasSize(3));
        }
    }

    @Test
    void anEventThatNoScriptCouldStoreFails() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(OK); WebhookScriptTestSupport camel = camel(receiver).start()) {
            store.isDown("connection refused");

            Exchange failed = camel.call("webhookscript:event:made", Map.of());

            assertThat(failed.getException()).hasMessageContaining("its event could not be stored: connection refused");
            assertThat(letters()).isEmpty();
        }
    }

    @Test
    void anEventThatCannotBeReadIsStoredToo() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(OK); WebhookScriptTestSupport camel = camel(receiver).start()) {
            Exchange call = camel.camelContext().createProducerTemplate().request("webhookscript:stored", exchange -> {
                exchange.getMessage().setBody("{ broken");
                exchange.getMessage().setHeader("Content-Type", "application/json");
            });

            assertThat(call.getException()).isNull();
            Awaitility.await().untilAsserted(() -> assertThat(store.size()).isZero());
            assertThat(letters()).hasSize(1);
            assertThat(Files.readString(letters().get(0))).contains("base64");
            assertThat(receiver.requests()).isEmpty();
        }
    }

    @Test
    void aValueThatCannotBeStoredFailsAfterTheRestartOnly() throws Exception {
        String script = SCRIPT.formatted("{{ header.file }}", 3, "1h");
        try (RawReceiver receiver = RawReceiver.answering(ILL, OK)) {
            WebhookScriptTestSupport before = camel(receiver, "file:" + letters, script).start();
            before.camelContext().createProducerTemplate().request("webhookscript:stored", exchange -> {
                exchange.getMessage().setBody("{}");
                exchange.getMessage().setHeader("file",
                        new ByteArrayInputStream("stream".getBytes(StandardCharsets.UTF_8)));
            });
            Awaitility.await().untilAsserted(() -> assertThat(store.entries()).singleElement()
                    .satisfies(entry -> assertThat(entry.attempts()).isOne()));
            before.camelContext().stop();
            store.skipWaits();

            try (WebhookScriptTestSupport after = camel(receiver, "file:" + letters, script).start()) {
                Awaitility.await().untilAsserted(() -> assertThat(store.size()).isZero());
                assertThat(letters()).hasSize(1);

                assertThat(Files.readString(letters().get(0))).contains("which the store cannot keep");
                assertThat(after.receiver().requests()).hasSize(1);
            }
        }
    }

    @Test
    void aDeadLetterThatCannotBeStoredIsTriedAgainWithoutAnotherCall() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(ILL)) {
            WebhookScriptTestSupport before
                    = camel(receiver, "direct:nobody?block=false", SCRIPT.formatted("", 1, "1s")).start();
            before.call("webhookscript:stored", Map.of("id", 7));
            Awaitility.await().untilAsserted(() -> assertThat(store.entries()).singleElement()
                    .satisfies(entry -> assertThat(entry.attempts()).isOne()));
            Awaitility.await().untilAsserted(
                    () -> assertThat(before.component().deliveryStatus("stored").orElseThrow().inFlight()).isZero());
            assertThat(before.component().deliveryStatus("stored").orElseThrow().sinceStart().ended().values())
                    .allSatisfy(count -> assertThat(count).isZero());
            before.camelContext().stop();
            store.skipWaits();

            try (WebhookScriptTestSupport after = camel(receiver).start()) {
                Awaitility.await().untilAsserted(() -> assertThat(store.size()).isZero());
                assertThat(letters()).hasSize(1);

                assertThat(Files.readString(letters().get(0)))
                        .contains("\"outcome\":\"temporary\"", "\"status\":503", "\"event\":{\"id\":7}");
                assertThat(receiver.requests()).hasSize(1);
                assertThat(after.component().deliveryStatus("stored").orElseThrow().sinceStart().lastEnded()).hasSize(1);
            }
        }
    }

    @Test
    void aComponentThatIsAddedLaterDeliversWhatWaits() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(ILL, OK)) {
            WebhookScriptTestSupport before = camel(receiver, "file:" + letters, SCRIPT.formatted("", 3, "1h")).start();
            before.call("webhookscript:stored", Map.of());
            Awaitility.await().untilAsserted(() -> assertThat(store.entries().get(0).attempts()).isOne());
            before.component().stop();
            store.skipWaits();

            before.component().start();

            Awaitility.await().untilAsserted(() -> assertThat(store.size()).isZero());
            assertThat(receiver.requests()).hasSize(2);
            before.close();
        }
    }

    @Test
    void aStoredDeadLetterGoesInNoCircle() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(ILL)) {
            WebhookScriptTestSupport before = collecting(receiver).start();
            before.call("webhookscript:stored", Map.of("id", 1));
            Awaitility.await().untilAsserted(() -> assertThat(store.entries()).singleElement().satisfies(entry -> {
                assertThat(entry.script()).isEqualTo("collector");
                assertThat(entry.attempts()).isOne();
                assertThat(new String(entry.document(), StandardCharsets.ISO_8859_1)).doesNotContain("direct:collect");
            }));
            before.camelContext().stop();
            store.skipWaits();

            try (WebhookScriptTestSupport after = collecting(receiver).start()) {
                Awaitility.await().untilAsserted(() -> assertThat(store.size()).isZero());

                assertThat(receiver.requests()).hasSize(3);
                assertThat(after.component().scripts().lostDeadLetters()).containsOnlyKeys("collector");
            }
        }
    }

    /** The dead letters of both scripts go to a route that sends them by the second one. */
    private WebhookScriptTestSupport collecting(RawReceiver receiver) throws Exception {
        return camel(receiver, "direct:collect", SCRIPT.formatted("", 1, "1s"))
                .script("collector", SCRIPT.formatted("collected", 2, "1h")).route(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:collect").to("webhookscript:collector");
                    }
                });
    }

    @Test
    void anEventThatIsTooLargeForMemoryIsNotAccepted() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(OK); WebhookScriptTestSupport camel = camel(receiver)) {
            camel.component().setMaxPendingBytes("10KB");
            camel.start();

            Exchange failed = camel.call("webhookscript:stored", Map.of("text", "x".repeat(20_000)));

            assertThat(failed.getException()).hasMessageContaining("maxPendingBytes is 10000");
            assertThat(store.size()).isZero();
        }
    }
}
