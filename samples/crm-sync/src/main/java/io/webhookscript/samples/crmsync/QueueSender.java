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

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;

/** An ordinary JMS client: puts each event on the queue, and reads the replies of those that ask for one. */
final class QueueSender {

    private static final String QUEUE = "contacts";
    private static final long PATIENCE_MILLIS = 30_000;

    private final ConnectionFactory broker;

    QueueSender(ConnectionFactory broker) {
        this.broker = broker;
    }

    void sendEvents(List<ContactEvent> events, Ledger ledger) {
        try (JMSContext session = broker.createContext()) {
            Queue queue = session.createQueue(QUEUE);
            for (ContactEvent event : events) {
                session.createProducer().send(queue, event.text());
                ledger.sent();
            }
        }
    }

    void sendRequests(List<ContactEvent> events, Ledger ledger) throws JMSException {
        try (JMSContext session = broker.createContext()) {
            Queue queue = session.createQueue(QUEUE);
            TemporaryQueue replies = session.createTemporaryQueue();
            Map<String, ContactEvent> waiting = new HashMap<>();
            for (ContactEvent event : events) {
                waiting.put(event.fileName(), event);
                session.createProducer().setJMSReplyTo(replies).setJMSCorrelationID(event.fileName())
                        .send(queue, event.text());
                ledger.sent();
            }
            var consumer = session.createConsumer(replies);
            while (!waiting.isEmpty()) {
                Message reply = consumer.receive(PATIENCE_MILLIS);
                if (reply == null) {
                    return;
                }
                ContactEvent event = waiting.remove(reply.getJMSCorrelationID());
                ledger.responded(SourceResponse.of(event, ((TextMessage) reply).getText()));
            }
        }
    }
}
