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
package io.webhookscript.routes;

import java.time.Duration;
import java.util.List;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;

import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Tag("slow")
class MessageOnAQueueTriggersAScriptTest {

    private static final int PATIENCE_MILLIS = 60_000;

    private static final String CONTACT = "{\"contact\": {\"id\": 7, \"name\": \"Zoë\"}}";

    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    private final ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory("vm://0");
    private RoutesApplication application;

    @BeforeEach
    void start() throws Exception {
        broker.setConfiguration(new ConfigurationImpl().setPersistenceEnabled(false).setSecurityEnabled(false)
                .setJMXManagementEnabled(false).addAcceptorConfiguration("in-vm", "vm://0")
                .addAddressSetting("#", new AddressSettings().setMaxDeliveryAttempts(2).setRedeliveryDelay(0)
                        .setDeadLetterAddress(SimpleString.of("broker.dead")).setAutoCreateDeadLetterResources(true)));
        broker.start();
        application = new RoutesApplication().bind("jms", JmsComponent.jmsComponent(connections))
                .with("camel.component.webhookscript.maxPending", 2).start();
        TemplatedRouteBuilder.builder(application.camelContext(), "webhookscript-from-jms")
                .parameter("script", "upsert-contact").parameter("queue", "contacts").parameter("response", "crmId,plan")
                .add();
    }

    @AfterEach
    void stop() throws Exception {
        application.close();
        connections.close();
        broker.stop();
    }

    @Test
    void repliesWithTheVariables() throws Exception {
        TextMessage reply = request("{\"contact\": {\"id\": 7, \"name\": \"Zoë\"}}");

        assertThat(reply.getText()).isEqualTo("{\"crmId\":9007199254740993,\"plan\":\"gold\"}");
        assertThat(reply.getStringProperty("WebhookOutcome")).isEqualTo("delivered");
        assertThat(reply.getJMSCorrelationID()).isEqualTo("c1");
        assertThat(reply.propertyExists("token")).isFalse();
    }

    @Test
    void repliesWithTheReasonWhenTheEventWasNotDelivered() throws Exception {
        TextMessage reply = request("{\"contact\": {\"id\": 404, \"name\": \"N.N.\"}}");

        assertThat(reply.getStringProperty("WebhookOutcome")).isEqualTo("refused");
        assertThat(reply.getText()).contains("\"outcome\":\"refused\"", "\"receiverStatus\":404");
    }

    @Test
    void takesMessagesThatWantNoReply() {
        List<String> names = List.of("A", "B", "C", "D", "E", "F");
        try (JMSContext session = connections.createContext()) {
            names.forEach(name -> session.createProducer().send(session.createQueue("contacts"),
                    "{\"contact\": {\"id\": 1, \"name\": \"" + name + "\"}}"));
        }

        await().atMost(Duration.ofMinutes(1)).until(() -> application.receiver().bodies().size() == names.size());

        assertThat(application.receiver().bodies()).containsExactlyInAnyOrderElementsOf(
                names.stream().map(name -> "{\"id\":1,\"name\":\"" + name + "\"}").toList());
    }

    @Test
    void handsAnEventBackToTheBrokerWhenItFailedAndNobodyWaitsForAReply() throws Exception {
        String event = "{\"contact\": {\"id\": 404, \"name\": \"N.N.\"}}";
        try (JMSContext session = connections.createContext()) {
            session.createProducer().send(session.createQueue("contacts"), event);

            Message dead = session.createConsumer(session.createQueue("broker.dead::DLQ.contacts")).receive(PATIENCE_MILLIS);

            assertThat(dead).isNotNull();
            assertThat(dead.getBody(String.class)).isEqualTo(event);
        }
        assertThat(application.receiver().bodies()).hasSize(2);
    }

    @Test
    void repliesWithTheMessageIdOnceAnAsyncScriptHasAcceptedTheEvent() throws Exception {
        consume("async", "upsert-async");
        application.receiver().hold();

        TextMessage reply = request("async", CONTACT);

        assertThat(reply.getStringProperty("WebhookOutcome")).isEqualTo("accepted");
        assertThat(reply.getText()).isEqualTo("{\"messageId\":\"" + reply.getStringProperty("WebhookMessageId") + "\"}");
    }

    @Test
    void repliesAtOnceThatAnEventIsNotAccepted() throws Exception {
        consume("async", "upsert-async");
        application.receiver().hold();
        request("async", CONTACT);
        request("async", CONTACT);

        TextMessage reply = request("async", CONTACT);

        assertThat(reply.getStringProperty("WebhookOutcome")).isEqualTo("notSent");
    }

    @Test
    void acknowledgesAMessageOnceAnAsyncScriptHasAcceptedIt() throws Exception {
        consume("async", "upsert-async");
        application.receiver().hold();
        send("async", 4);
        await().atMost(Duration.ofMinutes(1)).until(() -> waiting("async") == 2);
        await().during(Duration.ofSeconds(2)).until(() -> waiting("async") == 2);

        application.receiver().release(4);
        await().atMost(Duration.ofMinutes(1)).until(() -> waiting("async") == 0);

        await().atMost(Duration.ofMinutes(1)).until(() -> application.receiver().bodies().size() == 4);
        assertThat(broker.getActiveMQServer().locateQueue("DLQ.async")).as("a message that waits is not redelivered").isNull();
    }

    @Test
    void aMessageThatWaitsStaysOnTheQueueWhenTheApplicationStops() throws Exception {
        consume("async", "upsert-async");
        application.receiver().hold();
        send("async", 4);
        await().atMost(Duration.ofMinutes(1)).until(() -> waiting("async") == 2);
        long begin = System.nanoTime();

        application.main().stop();

        assertThat(waiting("async")).isEqualTo(2);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
    }

    private void consume(String queue, String script) throws Exception {
        TemplatedRouteBuilder.builder(application.camelContext(), "webhookscript-from-jms")
                .parameter("script", script).parameter("queue", queue).parameter("consumers", "1").add();
    }

    private void send(String queue, int count) {
        try (JMSContext session = connections.createContext()) {
            for (int i = 0; i < count; i++) {
                session.createProducer().send(session.createQueue(queue), CONTACT);
            }
        }
    }

    private long waiting(String queue) {
        return broker.getActiveMQServer().locateQueue(queue).getMessageCount();
    }

    private TextMessage request(String event) throws JMSException {
        return request("contacts", event);
    }

    private TextMessage request(String queue, String event) throws JMSException {
        try (JMSContext session = connections.createContext()) {
            TemporaryQueue replies = session.createTemporaryQueue();
            JMSConsumer consumer = session.createConsumer(replies);
            session.createProducer().setJMSReplyTo(replies).setJMSCorrelationID("c1").setProperty("token", "of the caller")
                    .send(session.createQueue(queue), event);
            TextMessage reply = (TextMessage) consumer.receive(PATIENCE_MILLIS);
            assertThat(reply).isNotNull();
            return reply;
        }
    }
}
