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

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.webhookscript.store.OutboxStatus;
import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;

/** The stores of a Camel context's components in JMX. */
@ManagedResource(description = "Store of the component webhookscript")
public final class ManagedStore {

    private final CamelContext camelContext;

    ManagedStore(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    private List<OutboxStatus> stores() {
        return Components.stores(camelContext);
    }

    @ManagedAttribute(description = "Accepted events of all nodes that have not ended, by script, such as crm=7")
    public String[] getWaiting() {
        return stores().stream().flatMap(store -> store.waiting().entrySet().stream())
                .map(entry -> entry.getKey() + "=" + entry.getValue()).sorted().toArray(String[]::new);
    }

    @ManagedAttribute(description = "Age in seconds of the oldest of these events")
    public long getOldestSeconds() {
        return stores().stream().map(OutboxStatus::oldest).mapToLong(Duration::toSeconds).max().orElse(0);
    }

    @ManagedAttribute(description = "Events that this node delivers now, including waiting ones")
    public int getClaimed() {
        return stores().stream().mapToInt(OutboxStatus::claimed).sum();
    }

    @ManagedAttribute(description = "Order keys whose later events wait for a failed one")
    public long getBlocked() {
        return stores().stream().mapToLong(OutboxStatus::blocked).sum();
    }

    @ManagedAttribute(description = "Moving average of the time of a commit in milliseconds")
    public long getCommitMillis() {
        return stores().stream().map(OutboxStatus::commitTime).mapToLong(Duration::toMillis).max().orElse(0);
    }

    @ManagedAttribute(description = "Why no event can be stored now; empty when it can")
    public String getProblem() {
        return stores().stream().map(OutboxStatus::problem).filter(Objects::nonNull).findFirst().orElse("");
    }
}
