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

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

import io.webhookscript.delivery.AcceptedDeliveries;
import io.webhookscript.delivery.DeliveryEvents;
import io.webhookscript.delivery.DeliveryOptions;
import io.webhookscript.delivery.DeliveryThreads;
import io.webhookscript.delivery.ScriptRuntime;
import io.webhookscript.request.attempt.ConnectionProfiles;
import io.webhookscript.script.Script;
import io.webhookscript.secret.MaskPatterns;
import io.webhookscript.spi.LoadMeter;

/** Creates the {@link ScriptRuntime} of each version of a script. Thread-safe. */
public final class ScriptRuntimes {

    private final DeliveryOptions options;
    private final ConnectionProfiles profiles;
    private final Function<Script, Map<String, String>> environment;
    private final Shared shared;

    /** The services that the deliveries of all scripts share. */
    public record Shared(
            DeliveryThreads threads, LoadMeter load, DeliveryEvents events, ScriptSlots slots, AcceptedDeliveries accepted) {
    }

    /** @param environment values of {@code context} that the environment of a script sets */
    public ScriptRuntimes(DeliveryOptions options, ConnectionProfiles profiles,
                          Function<Script, Map<String, String>> environment, Shared shared) {
        this.options = options;
        this.profiles = profiles;
        this.environment = environment;
        this.shared = shared;
    }

    /** @param routeId id of the delivery route */
    ScriptRuntime make(Script script, String routeId) {
        DeliveryThreads threads = shared.threads();
        ScriptSlot slot = shared.slots().of(script.name());
        return new ScriptRuntime(
                script, routeId, options, profiles.of(script.definition().request()), context(script),
                new ScriptRuntime.Dependencies(
                        new ScriptRuntime.Clocks(threads.steady(), threads.clock(), threads.timer()), threads.share(),
                        () -> ThreadLocalRandom.current().nextDouble(), shared.load(), shared.events(), slot.counters(),
                        shared.accepted().places(script.name()), slot.failures()));
    }

    /** Of the secrets that a script's calls use beside its own. */
    MaskPatterns masks(Script script) {
        return new MaskPatterns(profiles.secretsOf(script.definition().request()));
    }

    /** The values of {@code context} for a script: its own values, overridden by those of its environment. */
    public Map<String, String> context(Script script) {
        Map<String, String> context = new HashMap<>(script.definition().context().values());
        context.putAll(environment.apply(script));
        return context;
    }
}
