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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.webhookscript.http.RawReceiver;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.webhookscript.http.RawReceiver.response;
import static org.assertj.core.api.Assertions.assertThat;

/** The option {@code transacted} of JMS, in a route without {@code transacted()}. */
@Tag("slow")
class AQueueOfTransactedSessionsLosesNothingTest {

    private static final String SCRIPT = """
            request:
              method: PUT
              url: "{{ context.receiver }}/{{ id }}"
              headers: { X-Message-Id: "{{ message.id }}" }
            limits: { retry: { maxAttempts: 2, delay: 50ms }, circuitBreaker: false }
            """;
    private static final String REFUSED = response(404, "text/plain", "x");
    private static final String OK = response(200, "text/plain", "ok");

    @TempDir
    private Path folder;
    @AutoClose
    private EmbeddedBroker broker;

    @BeforeEach
    void startBroker() throws Exception {
        broker = new EmbeddedBroker();
    }

    private WebhookScriptTestSupport start(RawReceiver receiver, String script, Processor afterwards) throws Exception {
        ActiveMQConnectionFactory connections = broker.connections();
        return new WebhookScriptTestSupport(receiver, folder).script("queued", script).deadLetter("dead", "jms:queue:dead")
                .route(new RouteBuilder() {
                    @Override
                    public void configure() {
                        JmsComponent jms = JmsComponent.jmsComponent(connections);
                        jms.setTransacted(true);
                        getContext().addComponent("jms", jms);
                        from("jms:queue:in").routeId("queue").setHeader("Content-Type").constant("application/json")
                                .to("webhookscript:queued").process(afterwards);
                    }
                }).start();
    }

    private static void nothing(org.apache.camel.Exchange exchange) {
        assertThat(exchange.getException()).isNull();
    }

    @Test
    void commitsAfterARetry() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(response(503, "text/plain", "x"), OK);
             WebhookScriptTestSupport camel = start(receiver, SCRIPT, AQueueOfTransactedSessionsLosesNothingTest::nothing)) {
            broker.send("in", "{\"id\":1}");

            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> receiver.requests().size() == 2);

            Awaitility.await().untilAsserted(() -> assertThat(broker.messages("in")).isZero());
            assertThat(ids(receiver)).hasSize(1);
        }
    }

    @Test
    void rollsBackWithoutADeadLetter() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(REFUSED);
             WebhookScriptTestSupport camel = start(receiver, SCRIPT, AQueueOfTransactedSessionsLosesNothingTest::nothing)) {
            broker.send("in", "{\"id\":1}");

            assertThat(broker.take("broker.dead::DLQ.in", 60_000)).isEqualTo("{\"id\":1}");
            assertThat(receiver.requests()).hasSize(EmbeddedBroker.DELIVERIES);
            assertThat(ids(receiver)).hasSize(1);
        }
    }

    @Test
    void commitsAfterItsDeadLetterIsStored() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(REFUSED);
             WebhookScriptTestSupport camel = start(
                     receiver, SCRIPT + "deadLetter: { to: dead }\n", AQueueOfTransactedSessionsLosesNothingTest::nothing)) {
            broker.send("in", "{\"id\":1}");

            assertThat(broker.take("dead", 30_000)).contains("\"outcome\":\"refused\"", "{\"id\":1}");
            Awaitility.await().untilAsserted(() -> assertThat(broker.messages("in")).isZero());
            assertThat(broker.messages("dead")).isZero();
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    /** The letter is stored in a transaction of its own. */
    @Test
    void leavesALetterForEachDeliveryIfALaterStepFails() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(REFUSED);
             WebhookScriptTestSupport camel = start(receiver, SCRIPT + "deadLetter: { to: dead }\n", e -> {
                 throw new IllegalStateException("after the letter was sent");
             })) {
            broker.send("in", "{\"id\":1}");

            assertThat(broker.take("broker.dead::DLQ.in", 60_000)).isEqualTo("{\"id\":1}");
            assertThat(ids(receiver)).hasSize(1);
            String id = ids(receiver).iterator().next();
            for (int i = 0; i < EmbeddedBroker.DELIVERIES; i++) {
                assertThat(broker.take("dead", 10_000)).contains("\"messageId\":\"" + id + "\"");
            }
        }
    }

    private static Set<String> ids(RawReceiver receiver) {
        return receiver.requests().stream().map(request -> request.headers("X-Message-Id").get(0))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
