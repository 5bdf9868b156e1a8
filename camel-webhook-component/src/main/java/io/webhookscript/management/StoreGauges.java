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
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.webhookscript.store.OutboxStatus;
import org.apache.camel.CamelContext;

/** The stores of a Camel context's components as Micrometer gauges. */
final class StoreGauges {

    private final MeterRegistry registry;
    private final CamelContext camelContext;

    StoreGauges(MeterRegistry registry, CamelContext camelContext) {
        this.registry = registry;
        this.camelContext = camelContext;
    }

    void register() {
        gauge("claimed", "Accepted events that this node delivers now, including waiting ones", "",
                stores -> stores.stream().mapToDouble(OutboxStatus::claimed).sum());
        gauge("blocked", "Order keys whose later events wait for a failed one", "",
                stores -> stores.stream().mapToDouble(OutboxStatus::blocked).sum());
        gauge("oldest", "Age of the oldest accepted event that has not ended", "seconds",
                stores -> longest(stores, OutboxStatus::oldest));
        gauge("commit", "Moving average of the time of a commit", "seconds",
                stores -> longest(stores, OutboxStatus::commitTime));
        gauge("available", "1 while events can be stored, else 0", "",
                stores -> stores.stream().allMatch(store -> store.problem() == null) ? 1 : 0);
    }

    private static double longest(List<OutboxStatus> stores, Function<OutboxStatus, Duration> time) {
        return stores.stream().map(time).mapToDouble(duration -> duration.toNanos() / 1e9).max().orElse(0);
    }

    private void gauge(String name, String words, String unit, ToDoubleFunction<List<OutboxStatus>> number) {
        Gauge.builder(ScriptMeters.PREFIX + "store." + name, camelContext,
                context -> number.applyAsDouble(Components.stores(context))).strongReference(true).description(words)
                .baseUnit(unit.isEmpty() ? null : unit).register(registry);
    }
}
