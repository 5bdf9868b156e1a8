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
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Delivers the messages of a transacted queue until it is killed. Arguments: folder of scripts, address of a broker.
 */
final class QueueApplication {

    private QueueApplication() {
    }

    public static void main(String[] args) throws Exception {
        DefaultCamelContext camelContext = new DefaultCamelContext();
        WebhookScriptComponent component = camelContext.getComponent("webhookscript", WebhookScriptComponent.class);
        component.setScripts("file:" + args[0]);
        component.setAllow("loopback");
        camelContext.addComponent("jms", JmsComponent.jmsComponentTransacted(new ActiveMQConnectionFactory(args[1])));
        camelContext.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("jms:queue:in").setHeader("Content-Type").constant("application/json").to("webhookscript:queued");
            }
        });
        camelContext.start();
        Thread.currentThread().join();
    }
}
