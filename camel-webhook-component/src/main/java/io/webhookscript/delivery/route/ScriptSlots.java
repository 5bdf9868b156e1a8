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
import java.util.concurrent.Executor;
import java.util.function.Function;

import io.webhookscript.delivery.condition.FailureStreak;
import io.webhookscript.delivery.condition.ScriptStop;
import io.webhookscript.delivery.report.DeliveryStatus;
import io.webhookscript.delivery.report.ScriptState;
import io.webhookscript.script.Script;
import io.webhookscript.store.ScriptCondition;
import io.webhookscript.store.ScriptStates;

/** Holds the slot of each script that has had an event, by the script's name. Thread-safe. */
public final class ScriptSlots {

    private final Map<String, ScriptSlot> slots = new ConcurrentHashMap<>();

    private final ScriptStates states;
    private final Executor workers;

    /** @param workers run the work after a change of the states */
    public ScriptSlots(ScriptStates states, Executor workers) {
        this.states = states;
        this.workers = workers;
    }

    /** The slot of a script, created by the first call. */
    public ScriptSlot of(String script) {
        return slots.computeIfAbsent(script, this::make);
    }

    private ScriptSlot make(String script) {
        return new ScriptSlot(new FailureStreak(script, states, workers));
    }

    /** The slot of a script; one that is not kept if the script has had no event. */
    public ScriptSlot findOrMake(String script) {
        return find(script).orElseGet(() -> make(script));
    }

    /**
     * Continues with the conditions of an earlier process. A script whose file was changed since its stop is started.
     *
     * @param loaded finds the loaded script of a name
     */
    public void restore(Function<String, Optional<Script>> loaded) {
        states.all().forEach((script, condition) -> {
            ScriptSlot slot = of(script);
            slot.failures().restore(condition);
            ScriptCondition.Stop stop = condition.stop();
            if (stop == null) {
                return;
            }
            slot.setStopped(new ScriptStop(ScriptState.stoppedByItself(stop.state()), stop.reason()));
            if (loaded.apply(script).filter(now -> !now.version().equals(stop.version())).isPresent()) {
                slot.setState(ScriptState.STARTED);
            }
        });
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
