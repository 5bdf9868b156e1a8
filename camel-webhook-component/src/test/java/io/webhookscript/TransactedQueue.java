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

import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.springframework.jms.connection.JmsTransactionManager;

/**
 * A route from the queue {@code in} to the script {@code queued}, in transactions that Spring begins and ends. The call
 * has an id of its own, since Camel counts the others on from context to context, and the message id is made of it.
 */
final class TransactedQueue extends RouteBuilder {

    private final ActiveMQConnectionFactory connections;
    private final int consumers;
    private final Processor afterwards;

    /** @param afterwards what the route does once the script is done, in the same transaction */
    TransactedQueue(EmbeddedBroker broker, int consumers, Processor afterwards) {
        this.connections = broker.connections();
        this.consumers = consumers;
        this.afterwards = afterwards;
    }

    @Override
    public void configure() {
        JmsTransactionManager transactions = new JmsTransactionManager(connections);
        SpringTransactionPolicy required = new SpringTransactionPolicy(transactions);
        required.setPropagationBehaviorName("PROPAGATION_REQUIRED");
        getContext().getRegistry().bind("required", required);
        getContext().addComponent("jms", JmsComponent.jmsComponentTransacted(connections, transactions));
        from("jms:queue:in?concurrentConsumers=" + consumers).transacted("required")
                .setHeader("Content-Type").constant("application/json").to("webhookscript:queued").id("call")
                .process(afterwards);
    }
}
