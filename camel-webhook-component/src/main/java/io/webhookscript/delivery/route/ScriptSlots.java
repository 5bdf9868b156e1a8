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
package io.webhookscript.delivery.route;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.webhookscript.delivery.event.DeliveryStatus;

/** Holds the slot of each script that has had an event, by the script's name. Thread-safe. */
public final class ScriptSlots {

    private final Map<String, ScriptSlot> slots = new ConcurrentHashMap<>();

    /** The slot of a script, created by the first call. */
    public ScriptSlot of(String script) {
        return slots.computeIfAbsent(script, name -> new ScriptSlot());
    }

    /** The slot of a script; empty if the script has had no event. */
    public Optional<ScriptSlot> find(String script) {
        return Optional.ofNullable(slots.get(script));
    }

    public void forget(String script) {
        slots.remove(script);
    }

    /** The status of a script's deliveries; empty before its first event. */
    public Optional<DeliveryStatus> status(String script) {
        return find(script).flatMap(ScriptSlot::deliveries);
    }

    /** The delivery status of all scripts that have had an event, in alphabetical order. */
    public List<DeliveryStatus> statuses() {
        return slots.keySet().stream().sorted().map(this::status).flatMap(Optional::stream).toList();
    }
}
