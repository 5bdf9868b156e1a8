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
package io.webhookscript.management;

import javax.management.JMException;
import javax.management.ObjectName;

import io.webhookscript.WebhookScriptComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ManagementAgent;
import org.apache.camel.spi.ManagementStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers a {@link ManagedScript} for each script that is used, beside Camel's own MBeans:
 * {@code org.apache.camel:context=NAME,type=webhookscript,name="SCRIPT"}; and {@link ManagedConnections},
 * {@link ManagedEvents} and {@link ManagedStore} among Camel's services:
 * {@code org.apache.camel:context=NAME,type=services,name=webhookscript-connections}, {@code webhookscript-events} and
 * {@code webhookscript-store}; and {@link ManagedDeadLetters} for each component with a store:
 * {@code name=webhookscript-deadletters}.
 */
final class ScriptMBeans implements UsedScripts.Watcher {

    private static final Logger LOG = LoggerFactory.getLogger(ScriptMBeans.class);

    private final CamelContext camelContext;

    ScriptMBeans(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    @Override
    public void used(String script, WebhookScriptComponent component) {
        change(keysOf(script), (agent, name) -> agent.register(new ManagedScript(camelContext, script, component), name));
    }

    @Override
    public void gone(String script) {
        change(keysOf(script), ManagementAgent::unregister);
    }

    /**
     * Registers the MBeans of connections and events, which Camel unregisters with its own. Scripts that were never
     * used have no MBean.
     */
    @Override
    public void contextStarted() {
        change("type=services,name=webhookscript-connections",
                (agent, name) -> agent.register(new ManagedConnections(camelContext), name));
        change("type=services,name=webhookscript-events",
                (agent, name) -> agent.register(new ManagedEvents(camelContext), name));
        if (!Components.stores(camelContext).isEmpty()) {
            change("type=services,name=webhookscript-store",
                    (agent, name) -> agent.register(new ManagedStore(camelContext), name));
        }
        Components.byName(camelContext).forEach(this::registerDeadLetters);
    }

    private void registerDeadLetters(String scheme, WebhookScriptComponent component) {
        if (component.deadLetters().isPresent()) {
            change("type=services,name=" + scheme + "-deadletters",
                    (agent, name) -> agent.register(new ManagedDeadLetters(component), name));
        }
    }

    private static String keysOf(String script) {
        return "type=webhookscript,name=" + ObjectName.quote(script);
    }

    private interface Change {

        void make(ManagementAgent agent, ObjectName name) throws JMException;
    }

    /**
     * Logs a failure, since a failure in JMX must not stop a script.
     *
     * @param keys key properties of the MBean's name, after the context's
     */
    private void change(String keys, Change change) {
        ManagementStrategy management = camelContext.getManagementStrategy();
        ManagementAgent agent = management == null ? null : management.getManagementAgent();
        if (agent == null || management.getManagementObjectNameStrategy() == null) {
            return;
        }
        try {
            ObjectName context = management.getManagementObjectNameStrategy().getObjectNameForCamelContext(camelContext);
            change.make(agent, new ObjectName(
                    context.getDomain() + ":context=" + context.getKeyProperty("context") + "," + keys));
        } catch (JMException failure) {
            LOG.warn("The MBean {} cannot be changed: {}", keys, failure.getMessage());
        }
    }
}
