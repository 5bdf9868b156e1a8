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

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.webhookscript.http.RawReceiver;
import io.webhookscript.spi.AttemptAuthenticator;
import org.apache.camel.Processor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jms.connection.JmsResourceHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static io.webhookscript.http.RawReceiver.response;
import static org.assertj.core.api.Assertions.assertThat;

/** A message of a transacted queue is delivered, becomes one dead letter, or is in its queue again: under one id. */
@Tag("slow")
@Timeout(180)
class ATransactedMessageIsNotLostTest {

    private static final String OK = response(200, "text/plain", "ok");
    private static final String SCRIPT = """
            request:
              method: PUT
              url: "{{ context.receiver }}/{{ id }}"
              headers: { X-Message-Id: "{{ message.id }}" }
            limits: { retry: { maxAttempts: 2, delay: 50ms }, circuitBreaker: false }
            """;

    @TempDir
    private Path folder;
    @AutoClose
    private EmbeddedBroker broker;
    private final List<String> threads = new CopyOnWriteArrayList<>();
    private final List<Boolean> inTransaction = new CopyOnWriteArrayList<>();

    /** Is asked on every attempt, by the thread that makes it. */
    private final AttemptAuthenticator attempts = call -> {
        threads.add(Thread.currentThread().getName());
        inTransaction.add(TransactionSynchronizationManager.getResourceMap().values().stream()
                .anyMatch(JmsResourceHolder.class::isInstance));
        return call;
    };

    @BeforeEach
    void startBroker() throws Exception {
        broker = new EmbeddedBroker();
    }

    private WebhookScriptTestSupport start(RawReceiver receiver, String script) throws Exception {
        return start(receiver, script, e -> threads.add(Thread.currentThread().getName()));
    }

    /** @param afterwards what the route does once the script is done */
    private WebhookScriptTestSupport start(RawReceiver receiver, String script, Processor afterwards) throws Exception {
        return new WebhookScriptTestSupport(receiver, folder).script("queued", script).bind("attempts", attempts)
                .deadLetter("dead", "jms:queue:dead").deadLetter("nobody", "direct:nobody?block=false")
                .route(new TransactedQueue(broker, 1, afterwards)).start();
    }

    @Test
    void comesBackUnderTheSameIdAfterAFailure() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(response(404, "text/plain", "x"), OK);
             WebhookScriptTestSupport camel = start(receiver, SCRIPT)) {
            broker.send("in", "{\"id\":1}");

            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> receiver.requests().size() == 2);

            assertThat(ids(receiver)).hasSize(1);
            Awaitility.await().untilAsserted(() -> assertThat(broker.messages("in")).isZero());
        }
    }

    @Test
    void waitsForItsRetryInsideItsTransaction() throws Exception {
        String script = SCRIPT.replace("request:\n", "request:\n  auth: { ref: \"#attempts\" }\n");
        try (RawReceiver receiver = RawReceiver.answering(response(503, "text/plain", "x"), OK);
             WebhookScriptTestSupport camel = start(receiver, script)) {
            broker.send("in", "{\"id\":1}");

            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> threads.size() == 3);

            assertThat(threads).as("of both attempts, and of what the route does then").containsOnly(threads.get(0))
                    .first().asString().contains("JmsConsumer[in]");
            assertThat(inTransaction).containsExactly(true, true);
            assertThat(receiver.requests()).hasSize(2);
        }
    }

    @Test
    void becomesOneDeadLetterAndIsDoneWith() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(response(404, "text/plain", "x"));
             WebhookScriptTestSupport camel = start(receiver, SCRIPT + "deadLetter: { to: dead }\n")) {
            broker.send("in", "{\"id\":1}");

            assertThat(broker.take("dead", 30_000)).contains("\"outcome\":\"refused\"", "{\"id\":1}");
            Awaitility.await().untilAsserted(() -> assertThat(broker.messages("in")).isZero());
            assertThat(broker.messages("dead")).isZero();
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    /** Outside of the transaction, each delivery by the broker would leave a letter. */
    @Test
    void takesItsDeadLetterBackWhenItsTransactionDoesNotCommit() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(response(404, "text/plain", "x"));
             WebhookScriptTestSupport camel = start(receiver, SCRIPT + "deadLetter: { to: dead }\n", e -> {
                 threads.add(String.valueOf(e.getMessage().getHeader(WebhookScriptConstants.OUTCOME)));
                 throw new IllegalStateException("after the letter was sent");
             })) {
            broker.send("in", "{\"id\":1}");

            assertThat(broker.take("broker.dead::DLQ.in", 60_000)).isEqualTo("{\"id\":1}");

            assertThat(receiver.requests()).hasSize(EmbeddedBroker.DELIVERIES);
            assertThat(threads).filteredOn("refused"::equals).as("stored, as far as the script knows")
                    .hasSize(EmbeddedBroker.DELIVERIES);
            assertThat(broker.messages("dead")).isZero();
        }
    }

    @Test
    void comesBackWhenItsDeadLetterCannotBeStored() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(response(404, "text/plain", "x"));
             WebhookScriptTestSupport camel = start(receiver, SCRIPT + "deadLetter: { to: nobody }\n")) {
            broker.send("in", "{\"id\":1}");

            Awaitility.await().atMost(Duration.ofSeconds(30))
                    .until(() -> receiver.requests().size() == EmbeddedBroker.DELIVERIES);

            assertThat(broker.take("broker.dead::DLQ.in", 30_000)).isEqualTo("{\"id\":1}");
            assertThat(ids(receiver)).hasSize(1);
        }
    }

    @Test
    void outlivesTheProcessThatSendsIt() throws Exception {
        int events = 8;
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch inTheMiddle = new CountDownLatch(1);
        Path output = folder.resolve("output.txt");
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            RawReceiver.Request request = peer.request();
            while (request != null) {
                if (calls.incrementAndGet() == events / 2) {
                    inTheMiddle.countDown();
                    peer.untilClosed(); // no response: its process is killed now
                    return;
                }
                peer.send(OK);
                request = peer.request();
            }
        })) {
            Files.writeString(folder.resolve("queued.webhookscript.yaml"),
                    "webhookscript: \"1.0\"\nname: queued\ncontext: { receiver: \"http://127.0.0.1:" + receiver.port()
                                                                           + "\" }\n"
                                                                           + SCRIPT.replace("limits: {",
                                                                                   "limits: { timeout: 120s, total: 10m,"));
            for (int id = 0; id < events; id++) {
                broker.send("in", "{\"id\":" + id + "}");
            }
            Process first = application(output);
            assertThat(inTheMiddle.await(120, TimeUnit.SECONDS)).as(() -> read(output)).isTrue();

            first.destroyForcibly().waitFor();
            Process second = application(output);
            try {
                Awaitility.await().atMost(Duration.ofSeconds(120)).untilAsserted(
                        () -> assertThat(answered(receiver)).as(() -> read(output)).hasSize(events));
            } finally {
                second.destroyForcibly().waitFor();
            }

            assertThat(receiver.requests()).hasSize(events + 1);
            assertThat(ids(receiver)).as("the one that was repeated has one id").hasSize(events);
        }
    }

    /** A JVM of its own, small, that consumes the queue until it is killed. */
    private Process application(Path output) throws Exception {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-cp",
                System.getProperty("java.class.path"), QueueApplication.class.getName(), folder.toString(), broker.address())
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile())).start();
    }

    private static String read(Path output) {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }

    private static Set<String> answered(RawReceiver receiver) {
        return receiver.requests().stream().map(RawReceiver.Request::line).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> ids(RawReceiver receiver) {
        return receiver.requests().stream().map(request -> request.headers("X-Message-Id").get(0))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
