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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Outcome;
import io.webhookscript.store.RestartableStore;
import org.apache.logging.log4j.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A message of a transacted queue leaves the queue when the store has its event, on the thread of its transaction. */
@Tag("slow")
@Timeout(180)
class ATransactedMessageIsStoredBeforeItsCommitTest {

    private static final String SCRIPT = """
            execution: async
            request: { method: PUT, url: "{{ context.receiver }}/{{ id }}", headers: { X-Message-Id: "{{ message.id }}" } }
            limits: { retry: { maxAttempts: 3, delay: 50ms }, circuitBreaker: false }
            """;

    private final RestartableStore store = new RestartableStore();
    private final List<String> threads = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;
    @AutoClose
    private EmbeddedBroker broker;

    @BeforeEach
    void startBroker() throws Exception {
        broker = new EmbeddedBroker();
    }

    private WebhookScriptTestSupport camel(RawReceiver receiver) throws Exception {
        WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("queued", SCRIPT)
                .route(new TransactedQueue(broker, 1, exchange -> threads.add(Thread.currentThread().getName())));
        camel.component().setStore(store);
        return camel.start();
    }

    @Test
    void itIsDeliveredAfterTheQueueHasForgottenIt() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(
                RawReceiver.response(503, "text/plain", "ill"), RawReceiver.response(200, "text/plain", "ok"));
             WebhookScriptTestSupport camel = camel(receiver); LogLines log = LogLines.from(Level.WARN)) {
            store.holdsCommits();
            broker.send("in", "{\"id\":1}");
            Awaitility.await().during(Duration.ofMillis(300)).until(threads::isEmpty);

            store.commits();

            Awaitility.await().untilAsserted(() -> assertThat(receiver.requests()).hasSize(2));
            Awaitility.await().untilAsserted(() -> assertThat(store.size()).isZero());
            assertThat(broker.messages("in")).isZero();
            assertThat(threads).singleElement().asString().contains("JmsConsumer[in]");
            assertThat(log.of(Level.WARN)).noneMatch(line -> line.contains("accepted in memory"));
            assertThat(camel.component().deliveryStatus("queued").orElseThrow().sinceStart().lastEnded()).singleElement()
                    .satisfies(ended -> assertThat(ended.attempts()).isEqualTo(2));
        }
    }

    @Test
    void itStaysInTheQueueWhileItCannotBeStored() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(RawReceiver.response(200, "text/plain", "ok"));
             WebhookScriptTestSupport camel = camel(receiver)) {
            store.fails(EmbeddedBroker.DELIVERIES - 1, "the disk is full");
            broker.send("in", "{\"id\":1}");

            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(receiver.requests()).hasSize(1));
            Awaitility.await().untilAsserted(() -> assertThat(broker.messages("in")).isZero());
            Awaitility.await().untilAsserted(() -> assertThat(store.size()).isZero());
            assertThat(camel.component().deliveryStatus("queued").orElseThrow().sinceStart().ended().get(Outcome.NOT_SENT))
                    .isEqualTo(EmbeddedBroker.DELIVERIES - 1);
        }
    }
}
