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
import java.net.InetAddress;
import java.net.ServerSocket;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;

import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * ActiveMQ Artemis in this process, on loopback, so that another process can reach it, too. A message that comes back
 * is delivered again at once, three times in all; then it is in {@code broker.dead}.
 */
final class EmbeddedBroker implements AutoCloseable {

    static final int DELIVERIES = 3;

    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    private final String address = "tcp://127.0.0.1:" + freePort();

    EmbeddedBroker() throws Exception {
        Configuration configuration = new ConfigurationImpl().setPersistenceEnabled(false).setSecurityEnabled(false)
                .setJMXManagementEnabled(false).addAcceptorConfiguration("loopback", address)
                .addAddressSetting("#", new AddressSettings().setMaxDeliveryAttempts(DELIVERIES).setRedeliveryDelay(0)
                        .setDeadLetterAddress(SimpleString.of("broker.dead")).setAutoCreateDeadLetterResources(true));
        broker.setConfiguration(configuration);
        broker.start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    String address() {
        return address;
    }

    ActiveMQConnectionFactory connections() {
        return new ActiveMQConnectionFactory(address);
    }

    void send(String queue, String text) {
        try (ActiveMQConnectionFactory connections = connections(); JMSContext jms = connections.createContext()) {
            jms.createProducer().send(jms.createQueue(queue), text);
        }
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
