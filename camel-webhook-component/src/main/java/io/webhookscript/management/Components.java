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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import io.webhookscript.WebhookScriptComponent;
import io.webhookscript.delivery.report.CallbackStatus;
import io.webhookscript.delivery.report.DispatchStatus;
import io.webhookscript.http.ConnectionCounts;
import io.webhookscript.lifecycle.ScriptUsage;
import io.webhookscript.store.OutboxStatus;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.ServiceStatus;
import org.apache.camel.StatefulService;

/** Finds the webhookscript components of a Camel context, which may have several under different names. */
final class Components {

    private Components() {
    }

    /** The components that are running. This method creates none. */
    static List<WebhookScriptComponent> of(CamelContext camelContext) {
        return List.copyOf(byName(camelContext).values());
    }

    /** The components that are running, by the name under which the context knows them. */
    static Map<String, WebhookScriptComponent> byName(CamelContext camelContext) {
        Map<String, WebhookScriptComponent> found = new LinkedHashMap<>();
        for (String name : camelContext.getComponentNames()) {
            Component component = camelContext.hasComponent(name);
            if (component instanceof WebhookScriptComponent scripts && component instanceof StatefulService service
                    && service.getStatus() == ServiceStatus.Started) {
                found.put(name, scripts);
            }
        }
        return found;
    }

    /** The callback of a script; empty when it has none. */
    static Optional<CallbackStatus> callback(CamelContext camelContext, String script) {
        return of(camelContext).stream().flatMap(component -> component.callbackStatus(script).stream()).findFirst();
    }

    /** The connection counts of all running components together. */
    static ConnectionCounts connections(CamelContext camelContext) {
        return of(camelContext).stream().map(WebhookScriptComponent::connections).reduce(ConnectionCounts.NONE,
                ConnectionCounts::plus);
    }

    /** The events of all running components together. */
    static DispatchStatus events(CamelContext camelContext) {
        return of(camelContext).stream().map(WebhookScriptComponent::dispatchStatus).reduce(
                DispatchStatus.NONE, DispatchStatus::plus);
    }

    /** The current numbers of the stores of all running components. */
    static List<OutboxStatus> stores(CamelContext camelContext) {
        return of(camelContext).stream().flatMap(component -> component.storeStatus().stream()).toList();
    }

    /** The accepted events of a script in the store of its component; empty without a store. */
    static OptionalLong stored(WebhookScriptComponent component, String script) {
        return component.storeStatus().stream().mapToLong(store -> store.waiting().getOrDefault(script, 0L)).findFirst();
    }

    /** What uses a script; empty when no component has one of that name. */
    static Optional<ScriptUsage> usage(CamelContext camelContext, String script) {
        return of(camelContext).stream().flatMap(component -> component.scripts().usage(script).stream()).findFirst();
    }
}
