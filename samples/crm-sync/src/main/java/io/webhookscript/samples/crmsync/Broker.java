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
package io.webhookscript.samples.crmsync;

import jakarta.jms.ConnectionFactory;

import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** ActiveMQ Artemis inside this process: no port, nothing on disk. */
final class Broker implements AutoCloseable {

    private static final String ADDRESS = "vm://0";

    private final EmbeddedActiveMQ broker;

    private Broker(EmbeddedActiveMQ broker) {
        this.broker = broker;
    }

    static Broker start() throws Exception {
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfiguration(new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .addAddressSetting("#", addressSettings())
                .addAcceptorConfiguration("in-vm", ADDRESS));
        broker.start();
        return new Broker(broker);
    }

    /**
     * Names the queues for what cannot be delivered or has expired; without them the broker complains about each queue.
     */
    private static AddressSettings addressSettings() {
        return new AddressSettings()
                .setDeadLetterAddress(SimpleString.of("broker.dead")).setAutoCreateDeadLetterResources(true)
                .setExpiryAddress(SimpleString.of("broker.expired")).setAutoCreateExpiryResources(true);
    }

    ConnectionFactory connectionFactory() {
        return new ActiveMQConnectionFactory(ADDRESS);
    }

    @Override
    public void close() {
        try {
            broker.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the broker does not stop", e);
        }
    }
}
