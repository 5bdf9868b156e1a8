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

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.QueueBrowser;
import jakarta.jms.TextMessage;

import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * ActiveMQ Artemis in this process, on loopback, so that another process can reach it, too. A message that comes back
 * is delivered again at once, three times in all; then it is in {@code broker.dead}.
 */
final class EmbeddedBroker implements AutoCloseable {

    static final int DELIVERIES = 3;

    private static final String LOOPBACK = "loopback";

    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    private final String address;

    EmbeddedBroker() throws Exception {
        Configuration configuration = new ConfigurationImpl().setPersistenceEnabled(false).setSecurityEnabled(false)
                .setJMXManagementEnabled(false).addAcceptorConfiguration(LOOPBACK, "tcp://127.0.0.1:0")
                .addAddressSetting("#", new AddressSettings().setMaxDeliveryAttempts(DELIVERIES).setRedeliveryDelay(0)
                        .setDeadLetterAddress(SimpleString.of("broker.dead")).setAutoCreateDeadLetterResources(true));
        broker.setConfiguration(configuration);
        broker.start();
        NettyAcceptor acceptor = (NettyAcceptor) broker.getActiveMQServer().getRemotingService().getAcceptor(LOOPBACK);
        address = "tcp://127.0.0.1:" + acceptor.getActualPort();
    }

    String address() {
        return address;
    }

    /** Whose consumers take one message at a time, so that none waits behind a busy one. */
    ActiveMQConnectionFactory connections() {
        return new ActiveMQConnectionFactory(address + "?consumerWindowSize=0");
    }

    /** @return the id that the message has from now on */
    String send(String queue, String text) throws JMSException {
        try (ActiveMQConnectionFactory connections = connections(); JMSContext jms = connections.createContext()) {
            TextMessage message = jms.createTextMessage(text);
            jms.createProducer().send(jms.createQueue(queue), message);
            return message.getJMSMessageID();
        }
    }

    /** Texts of the messages that nobody has taken, by their ids. */
    Map<String, String> waiting(String queue) throws JMSException {
        Map<String, String> found = new LinkedHashMap<>();
        try (ActiveMQConnectionFactory connections = connections();
             JMSContext jms = connections.createContext();
             QueueBrowser browser = jms.createBrowser(jms.createQueue(queue))) {
            for (Object message : Collections.list(browser.getEnumeration())) {
                TextMessage text = (TextMessage) message;
                found.put(text.getJMSMessageID(), text.getText());
            }
        }
        return found;
    }

    /** The next message of a queue, null when none comes. */
    String take(String queue, long millis) {
        try (ActiveMQConnectionFactory connections = connections();
             JMSContext jms = connections.createContext();
             JMSConsumer consumer = jms.createConsumer(jms.createQueue(queue))) {
            return consumer.receiveBody(String.class, millis);
        }
    }

    long messages(String queue) {
        var found = broker.getActiveMQServer().locateQueue(SimpleString.of(queue));
        return found == null ? 0 : found.getMessageCount();
    }

    @Override
    public void close() throws Exception {
        broker.stop();
    }
}
